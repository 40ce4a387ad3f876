"""What people settled in an article comes in; which places extraction leaves alone goes out."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.anchoring import nearest
from claims.models import Article, Claim, Correction, Revision
from claims.text.spans import Span, hull

ALIKE = 0.5  # share of all their code points that two places have in common; from here on they are one attribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Where a person added, corrected, split, deleted or confirmed; ``whole``: that is every place there is."""

    places: frozenset[Span] = field(default_factory=frozenset)
    standing: frozenset[Span] = field(default_factory=frozenset)
    whole: bool = False

    def hold(self, span: Span) -> bool:
        """Whether what is found at ``span`` is the person's to tell, not extraction's."""
        if span in self.standing:
            return False
        return self.whole or any(_alike(span, place) for place in self.places)


def settled(article: Article) -> Settled:
    """The settled places of the current text, those of earlier texts where their words stand now."""
    assert article.current is not None
    claims = Claim.objects.filter(revision=article.current)
    ours = claims.filter(version__gt=0).values_list("start", "end")
    standing = claims.standing().filter(version=0).values_list("start", "end")
    places = {Span(start, end) for start, end in ours if start is not None and end is not None}
    return Settled(
        places=frozenset(places | _before(article, current=article.current)),
        standing=frozenset(Span(start, end) for start, end in standing if start is not None and end is not None),
        whole=article.current.checked_at is not None,
    )


def _before(article: Article, *, current: Revision) -> set[Span]:
    """Where the attributions stood before people changed them: extraction would find the same again."""
    corrections = Correction.objects.filter(revision__article=article, before__isnull=False)
    earlier = article.revisions.filter(corrections__isnull=False).exclude(pk=current.pk)
    texts = dict(earlier.values_list("pk", "text"))
    found: set[Span] = set()
    for revision_id, before in corrections.values_list("revision", "before").iterator():
        place = hull([Span(start, end) for start, end in (before or {})["content"]])
        if revision_id == current.pk:
            found.add(place)
            continue
        words = place.of(texts[revision_id])
        start = nearest(article.text, piece=words, near=place.start, taken=set())
        if start is not None:
            found.add(Span(start, start + len(words)))
    return found


def _alike(one: Span, other: Span) -> bool:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both > 0 and both >= ALIKE * (max(one.end, other.end) - min(one.start, other.start))
