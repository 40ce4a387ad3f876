"""The name of a list -> its rows of one newsroom, its columns, and what its address in the panel narrows it by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.utils import timezone

from claims.models import Article, Claim, Evidence, Flag, Newsroom, Review, Source, Speaker, SpeakerAlias, Verdict
from claims.models.worth import WORTH_CHECKING
from claims.text.normalise import name_key

Narrow = Callable[[QuerySet, str], QuerySet]

# Names that mean the speaker everywhere; those with # are extraction's own, for one article.
NAMES = ArraySubquery(SpeakerAlias.objects.filter(speaker=OuterRef("pk")).exclude(key__contains="#").values("name"))
RESTS_ON = ArraySubquery(Evidence.objects.filter(verdict=OuterRef("pk")).values("url"))


def _is(lookup: str) -> Narrow:
    return lambda rows, value: rows.filter(**{lookup: value})


def _search(rows: QuerySet, value: str) -> QuerySet:
    return rows.search(value)  # type: ignore[attr-defined, no-any-return]


def _called(rows: QuerySet, value: str) -> QuerySet:
    return rows.search(value, key=name_key(value))  # type: ignore[attr-defined, no-any-return]


def _ruled(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(verdict__isnull=value != "yes")


def _worth(rows: QuerySet, value: str) -> QuerySet:
    return (
        rows.filter(worth__gte=WORTH_CHECKING) if value == "checking" else rows.filter(worth_reasons__contains=[value])
    )


def _since(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(created_at__date__gte=dt.date.fromisoformat(value))


def _age(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(created_at__gte=timezone.now() - dt.timedelta(days=int(value)))


def _until(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(created_at__date__lte=dt.date.fromisoformat(value))


DATED: Mapping[str, Narrow] = {"age": _age, "since": _since, "until": _until}


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One list: ``columns`` name what a row holds and where it stands, ``long`` those that only NDJSON has room for."""

    model: type[Model]
    columns: Mapping[str, Any]
    narrow: Mapping[str, Narrow] = field(default_factory=dict)
    long: Mapping[str, Any] = field(default_factory=dict)
    newsroom: str = "newsroom"

    def rows(self, newsroom: Newsroom, filters: Mapping[str, str]) -> QuerySet:
        """The newsroom's rows that the filters leave.

        Raises:
            KeyError: when a filter is none of this list.
            ValueError: when its value means nothing.
        """
        rows: QuerySet = self.model._default_manager.filter(**{self.newsroom: newsroom})
        for name, value in filters.items():
            rows = self.narrow[name](rows, value)
        return rows


def _side(side: str) -> dict[str, str]:
    at = f"match__{side}"
    return {
        f"{side}_id": f"{at}_id",
        f"{side}_speaker": f"{at}__speaker__name",
        f"{side}_statement": f"{at}__statement",
        f"{side}_source": f"{at}__source__name",
        f"{side}_said_on": f"{at}__said_on",
    }


def _own(*names: str) -> dict[str, Any]:
    return {name: name for name in names}


LISTS: dict[str, Listing] = {
    "claims": Listing(
        model=Claim,
        columns={
            **_own("id", "external_id", "text", "statement"),
            "speaker": "speaker__name",
            "source": "source__name",
            **_own("said_on", "kind", "language"),
            "article": "article__title",
            "article_id": "article_id",
            "verdict": "verdict__rating__label",
            "normalized_verdict": "verdict__rating__normalized",
            **_own("worth", "confidence", "doubt", "lost_at", "created_at"),
        },
        narrow={
            "q": _search,
            "speaker__id__exact": _is("speaker"),
            "source__id__exact": _is("source"),
            "kind__exact": _is("kind"),
            "worth": _worth,
            "ruled": _ruled,
            **DATED,
        },
    ),
    "speakers": Listing(
        model=Speaker,
        columns={
            **_own("id", "name", "kind", "wikidata_id"),
            "names": NAMES,
            "merged_into": "merged_into__name",
            **_own("created_at"),
        },
        narrow={
            "q": _called,
            "kind__exact": _is("kind"),
            "merged": lambda rows, value: rows.filter(merged_into__isnull=value == "no"),
            **DATED,
        },
    ),
    "sources": Listing(model=Source, columns=_own("id", "name", "domain", "kind"), narrow={"kind__exact": _is("kind")}),
    "articles": Listing(
        model=Article,
        columns={
            **_own("id", "external_id", "title"),
            "source": "source__name",
            **_own("url", "kind", "language", "published_at", "state", "state_reason", "created_at"),
        },
        long={"text": "current__text"},
        narrow={
            "q": _search,
            "state__exact": _is("state"),
            "kind__exact": _is("kind"),
            "source__id__exact": _is("source"),
            **DATED,
        },
    ),
    "flags": Listing(
        model=Flag,
        columns={
            **_own("id", "kind", "state", "score", "likelihood", "rank", "reason"),
            **_side("a"),
            **_side("b"),
            **_own("same_speaker", "days_apart", "decided_at", "created_at"),
        },
        narrow={
            "q": _search,
            "kind__exact": _is("kind"),
            "state__exact": _is("state"),
            "same_speaker__exact": lambda rows, value: rows.filter(same_speaker=value == "1"),
            **DATED,
        },
    ),
    "verdicts": Listing(
        model=Verdict,
        columns={
            **_own("id", "claim_id"),
            "statement": "claim__statement",
            "speaker": "claim__speaker__name",
            "rating": "rating__label",
            "normalized": "rating__normalized",
            **_own("state", "state_reason", "explanation"),
            "evidence": RESTS_ON,
            "author": "author__username",
            "approver": "approver__username",
            **_own("published_at", "created_at"),
        },
        narrow={"state__exact": _is("state"), **DATED},
    ),
    "reviews": Listing(
        model=Review,
        newsroom="flag__newsroom",
        columns={
            **_own("id", "flag_id"),
            "kind": "flag__kind",
            **_own("decision", "note"),
            "reviewer": "reviewer__username",
            "api_key": "api_key__prefix",
            **_own("created_at"),
        },
        narrow={"decision__exact": _is("decision"), **DATED},
    ),
}
