"""An attribution, or the words for a new one, come in; what the panel beside the article's text shows goes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from claims.models import Article, Claim, Correction
from claims.models.repeats import Repeats, repeats_of
from claims.review.naming import cast
from claims.web.busy import busy_on
from claims.web.selection import AttributionForm, SeenForm, SplitForm, initial

AROUND = 12  # attributions on the same words that the panel offers


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One attribution with its forms, or the form for a new one (``claim`` is None); ``open``: the form to show."""

    article: Article
    claim: Claim | None = None
    form: AttributionForm | None = None
    splitting: SplitForm | None = None
    seen: SeenForm | None = None
    open: str = ""
    names: list[str] = field(default_factory=list)
    around: list[Claim] = field(default_factory=list)
    repeats: Repeats | None = None
    history: list[Correction] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)


def asked_for(request: HttpRequest, *, article: Article, may_decide: bool) -> Panel | None:
    """The panel that the article's address names: ``?claim=`` one of its attributions, or ``?add=``."""
    if article.current_id is None:
        return None
    number = request.GET.get("claim", "")
    if number.isdecimal() and len(number) < 19:
        rows = Claim.objects.standing().filter(revision=article.current_id).for_reading()
        found = rows.filter(pk=int(number)).first()
        return of_claim(found, article=article) if found else None
    return of_new(article, words=request.GET) if may_decide and "add" in request.GET else None


def of_new(article: Article, *, words: Any = None, form: AttributionForm | None = None) -> Panel:
    """For an attribution that nobody has found."""
    given = {name: words.get(name, "") for name in ("content", "content_at")} if words else {}
    fresh = AttributionForm(initial={**given, "revision": article.current_id, "version": 0}, auto_id="new-%s")
    return Panel(article=article, form=form or fresh, names=_names(article), open="form")


def of_claim(
    claim: Claim,
    *,
    article: Article,
    form: AttributionForm | None = None,
    splitting: SplitForm | None = None,
    seen: SeenForm | None = None,
) -> Panel:
    """For one that stands; ``form``, ``splitting`` or ``seen`` came back with errors."""
    state = {"revision": article.current_id, "version": claim.version}
    shown = {**initial(claim, text=article.text), **state}
    return Panel(
        article=article,
        claim=claim,
        form=form or AttributionForm(initial=shown, auto_id="correct-%s"),
        splitting=splitting or SplitForm(initial=state, auto_id="split-%s"),
        seen=seen or SeenForm(initial=state, auto_id="seen-%s"),
        open="form" if form else "split" if splitting else "",
        names=_names(article),
        around=_around(claim),
        repeats=repeats_of(claim),
        history=list(claim.corrections.select_related("by").order_by("-pk")[:5]),
        busy=busy_on(claim),
    )


def _names(article: Article) -> list[str]:
    return [speaker.name for speaker in cast(article)]


def _around(claim: Claim) -> list[Claim]:
    """The other attributions on some of the same words."""
    rows = Claim.objects.standing().filter(revision=claim.revision_id).exclude(pk=claim.pk)
    meeting = rows.filter(Q(start__lt=claim.end) & Q(end__gt=claim.start))
    return list(meeting.select_related("speaker").defer("embedding", "search").order_by("start")[:AROUND])
