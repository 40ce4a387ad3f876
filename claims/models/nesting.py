"""The claims of an article come in; which are told within the words of another, by where they stand, goes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.models.articles import Article
from claims.models.claims import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim's place: its hull, and the hull with its cue and its source as written, in code points."""

    id: int
    start: int
    end: int
    first: int
    last: int

    @property
    def size(self) -> int:
        """How much it holds."""
        return self.end - self.start


def told(claim: Claim) -> Told:
    """A claim that stands in a text, as places."""
    start, end = claim.start or 0, claim.end or 0
    around = [span for span in (claim.cue_span, claim.source_span) if span]
    first, last = min([start, *(s for s, _e in around)]), max([end, *(e for _s, e in around)])
    return Told(id=claim.pk, start=start, end=end, first=first, last=last)


def within(claims: Iterable[Told]) -> dict[int, int]:
    """Claim id to the id of the smallest claim whose words hold its content, cue and source; only those that have one.

    A content that merely repeats another's words, with its cue outside them, is not told within it.
    """
    found: dict[int, int] = {}
    open_: list[Told] = []
    for one in sorted(claims, key=lambda each: (each.start, -each.end, each.id)):
        open_ = [outer for outer in open_ if outer.end > one.start]
        holding = [outer for outer in open_ if outer.start <= one.first and one.last <= outer.end]
        holding = [outer for outer in holding if outer.size > one.size]
        if holding:
            found[one.id] = min(holding, key=lambda outer: (outer.size, outer.id)).id
        open_.append(one)
    return found


def misplaced(article: Article) -> list[Claim]:
    """The standing claims of the article's text whose ``within`` is not what their places say, set right, not saved."""
    fields = ("pk", "start", "end", "cue_span", "source_span", "within_id")
    claims = list(Claim.objects.filter(revision=article.current_id).standing().only(*fields))
    found = within(told(claim) for claim in claims)
    changed = [claim for claim in claims if claim.within_id != found.get(claim.pk)]
    for claim in changed:
        claim.within_id = found.get(claim.pk)
    return changed
