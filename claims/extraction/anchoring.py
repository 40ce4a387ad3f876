"""An edited article: claims whose words still stand move along and keep their identity; the others are marked lost.

A lost claim that stands in a copy of the article too lives on there.
"""

from __future__ import annotations

from django.utils import timezone

from claims.extraction.appearances import hand_over, lose
from claims.models import Appearance, Article, Claim

MOVED = ["revision", "start", "end", "pieces", "cue_span", "source_span"]
Placed = Claim | Appearance


def reanchor(article: Article) -> None:
    """Move the claims of earlier revisions onto the current one. Inside the stage's transaction."""
    text = article.text
    places = _places(article)
    before = dict(article.revisions.filter(pk__in={p.revision_id for p in places}).values_list("pk", "text"))
    taken = _taken(article)
    moved: list[Placed] = []
    for place in places:
        start = nearest(text, piece=place.text, near=place.start or 0, taken=taken)
        if start is None:
            _leave(place)
        else:
            taken.add((start, start + len(place.text)))
            _move(place, start=start, article=article, before=before[place.revision_id or 0])
            moved.append(place)
    Claim.objects.bulk_update([place for place in moved if isinstance(place, Claim)], MOVED, batch_size=500)
    Appearance.objects.bulk_update([place for place in moved if isinstance(place, Appearance)], MOVED, batch_size=500)


def _places(article: Article) -> list[Placed]:
    """Where claims stood in the article before, in the text's order."""
    claims = Claim.objects.filter(article=article).standing().exclude(revision=article.current)
    appearances = Appearance.objects.filter(article=article).standing().exclude(revision=article.current)
    places: list[Placed] = [*claims.defer("embedding", "search"), *appearances]
    return sorted(places, key=lambda place: (place.start or 0, place.end or 0))


def _taken(article: Article) -> set[tuple[int, int]]:
    """Where claims stand in the current text already: a person may have marked them before extraction came to it."""
    own = Claim.objects.filter(revision=article.current).values_list("start", "end")
    more = Appearance.objects.standing().filter(revision=article.current).values_list("start", "end")
    return {(start, end) for start, end in (*own, *more) if start is not None and end is not None}


def _leave(place: Placed) -> None:
    if isinstance(place, Appearance):
        lose(place)
    elif not hand_over(place):
        place.lost_at = timezone.now()
        place.save(update_fields=["lost_at"])


def nearest(text: str, *, piece: str, near: int, taken: set[tuple[int, int]]) -> int | None:
    """Where ``piece`` stands in ``text``, the free occurrence nearest to ``near``; None when it is gone."""
    found, at = [], text.find(piece)
    while at != -1:
        if (at, at + len(piece)) not in taken:
            found.append(at)
        at = text.find(piece, at + 1)
    return min(found, key=lambda start: abs(start - near), default=None)


def _move(place: Placed, *, start: int, article: Article, before: str) -> None:
    """Shift every span. Cue and source keep their place only where the same words stand there."""
    by = start - (place.start or 0)
    place.revision = article.current
    place.start, place.end = start, start + len(place.text)
    place.pieces = [[s + by, e + by] for s, e in place.pieces]
    place.cue_span = _shifted(place.cue_span, by=by, before=before, after=article.text)
    place.source_span = _shifted(place.source_span, by=by, before=before, after=article.text)


def _shifted(span: list[int] | None, *, by: int, before: str, after: str) -> list[int] | None:
    if span is None:
        return None
    start, end = span[0] + by, span[1] + by
    return [start, end] if start >= 0 and before[span[0] : span[1]] == after[start:end] else None
