"""Screened articles -> the contract's JSON, or lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from claims.models import Article, Claim, Flag
from claims.models.appearances import claims_in


def claims_of(article: Article) -> list[Claim]:
    """The article's standing claims, as they stand in the text; those of the story that it is a copy of too."""
    return claims_in(article)


def flags_of(articles: Iterable[Article]) -> QuerySet[Flag]:
    """The flags that the articles' claims take part in, what matters most first."""
    ids = {claim.pk for article in articles for claim in claims_of(article)}
    flags = Flag.objects.standing().filter(Q(match__a__in=ids) | Q(match__b__in=ids))
    return flags.for_reading().ranked()


def as_json(articles: QuerySet[Article]) -> dict[str, Any]:
    """The object of ``screen --json``."""
    return {
        "articles": [
            {"id": a.pk, "title": a.title, "state": a.state, "claims": [claim_json(c) for c in claims_of(a)]}
            for a in articles
        ],
        "flags": [flag_json(flag) for flag in flags_of(articles)],
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """One claim; offsets are code points into the article's stored text, end exclusive."""
    speaker = claim.speaker
    shown = {
        "id": claim.pk,
        "speaker": {"id": speaker.pk, "name": speaker.name, "kind": speaker.kind} if speaker else None,
        "text": claim.text,
        "kind": claim.kind,
        "start": claim.start,
        "end": claim.end,
        "cue": claim.cue,
        "source_text": claim.source_text,
        "confidence": round(claim.confidence, 3),
    }
    return {
        **shown,
        **({"pieces": claim.pieces} if claim.pieces else {}),
        **({"doubt": claim.doubt} if claim.doubt else {}),
    }


def flag_json(flag: Flag) -> dict[str, Any]:
    """One flag; its spans are code points into each claim's statement."""
    return {
        "id": flag.pk,
        "kind": flag.kind,
        "score": round(flag.score, 3),
        "reason": flag.reason,
        "claims": [flag.match.a_id, flag.match.b_id],
        "spans": flag.spans,
    }


def as_text(articles: QuerySet[Article]) -> str:
    """What a person reads in the terminal."""
    lines: list[str] = []
    for article in articles:
        claims = list(claims_of(article))
        lines += [f"{article.title or article.url}  [{article.get_state_display()}]", f"{len(claims)} claims", ""]
        lines += [line for claim in claims for line in _claim_lines(claim)]
    flags = list(flags_of(articles))
    lines += [f"{len(flags)} flags", ""]
    lines += [line for flag in flags for line in _flag_lines(flag)]
    return "\n".join(lines)


def _claim_lines(claim: Claim) -> list[str]:
    who = claim.speaker.name if claim.speaker else "the article itself"
    said = f" ({claim.cue})" if claim.cue else ""
    doubt = [f"         ? {claim.doubt}"] if claim.doubt else []
    return [
        f"{claim.pk:>6}  {who}{said} · {claim.get_kind_display().lower()}",
        f"         {claim.statement}",
        *doubt,
        "",
    ]


def _flag_lines(flag: Flag) -> list[str]:
    sides = (flag.match.a, flag.match.b)
    quoted = [f"         {side.speaker or 'the article itself'}: {side.statement}" for side in sides]
    return [f"{flag.get_kind_display().upper()}  {flag.score:.2f}  {flag.reason}", *quoted, ""]
