"""An edited article: claims whose words still stand move along and keep their identity; the others are marked lost."""

from __future__ import annotations

from django.utils import timezone

from claims.models import Article, Claim


def reanchor(article: Article) -> None:
    """Move the claims of earlier revisions onto the current one. Inside the stage's transaction."""
    text, revision = article.text, article.current
    taken: set[tuple[int, int]] = set()
    for claim in Claim.objects.filter(article=article).standing().exclude(revision=revision).order_by("start", "end"):
        start = nearest(text, piece=claim.text, near=claim.start or 0, taken=taken)
        if start is None:
            claim.lost_at = timezone.now()
            claim.save(update_fields=["lost_at"])
        else:
            taken.add((start, start + len(claim.text)))
            _move(claim, start=start, article=article)


def nearest(text: str, *, piece: str, near: int, taken: set[tuple[int, int]]) -> int | None:
    """Where ``piece`` stands in ``text``, the free occurrence nearest to ``near``; None when it is gone."""
    found, at = [], text.find(piece)
    while at != -1:
        if (at, at + len(piece)) not in taken:
            found.append(at)
        at = text.find(piece, at + 1)
    return min(found, key=lambda start: abs(start - near), default=None)


def _move(claim: Claim, *, start: int, article: Article) -> None:
    """Shift every span of the claim. Cue and source keep their place only where the same words stand there."""
    by = start - (claim.start or 0)
    before = claim.revision.text if claim.revision else ""
    claim.revision = article.current
    claim.start, claim.end = start, start + len(claim.text)
    claim.pieces = [[s + by, e + by] for s, e in claim.pieces]
    claim.cue_span = _shifted(claim.cue_span, by=by, before=before, after=article.text)
    claim.source_span = _shifted(claim.source_span, by=by, before=before, after=article.text)
    claim.save(update_fields=["revision", "start", "end", "pieces", "cue_span", "source_span"])


def _shifted(span: list[int] | None, *, by: int, before: str, after: str) -> list[int] | None:
    if span is None:
        return None
    start, end = span[0] + by, span[1] + by
    return [start, end] if start >= 0 and before[span[0] : span[1]] == after[start:end] else None
