"""Attributions found in an article and its copies come in; what needs a claim of its own goes out.

Of the others it is written down that their claim, which a copy of the article holds already, stands here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from django.db.models import Q
from django.utils import timezone

from claims.extraction.attribution import Attribution, ClaimSpan, Mention
from claims.extraction.copies import locked_copies
from claims.extraction.samevoice import same_voice, tells_more
from claims.extraction.speakers import speakers_of
from claims.models import Appearance, Article, Claim
from claims.models.appearances import PLACE
from claims.text.normalise import fingerprint
from claims.text.spans import Span


class Seen(Protocol):
    """One attribution with the part of the text that becomes its claim."""

    @property
    def attribution(self) -> Attribution:
        """What was found."""

    @property
    def place(self) -> ClaimSpan:
        """Where it stands."""


S = TypeVar("S", bound=Seen)


def without_copied(article: Article, *, found: Sequence[S], copies: set[int]) -> list[S]:
    """What needs a claim of its own. Inside the stage's transaction, with the copies locked."""
    shelf = _Shelf(article, found=found, copies=copies)
    left = [one for one in found if not shelf.holds(one)]
    shelf.write()
    return left


class _Shelf:
    """The claims that stand in the article, or in its copies, or once stood there."""

    def __init__(self, article: Article, *, found: Sequence[Seen], copies: set[int]) -> None:
        self.article = article
        here = Appearance.objects.standing().filter(revision=article.current).select_related("claim__speaker")
        here = here.prefetch_related("claim__speaker__aliases")
        own = Claim.objects.standing().filter(revision=article.current).select_related("speaker")
        own = own.defer("embedding", "search").prefetch_related("speaker__aliases")
        self.here = {(a.start, a.end): a for a in here}
        self.own = {(c.start, c.end): c for c in own}
        self.known = _known(article, found=found, copies=copies)
        self.used = {a.claim_id for a in self.here.values()} | {c.pk for c in self.own.values()}
        self.fresh: list[Appearance] = []
        self.taught: list[tuple[Claim, Mention]] = []

    def holds(self, one: Seen) -> bool:
        """Whether no claim of its own is needed for what was found."""
        span = one.place.span.start, one.place.span.end
        if span in self.own:
            self._check_own(self.own[span], one)
            return False
        if span in self.here:
            if _says(self.here[span].claim, one):
                return True
            lose(self.here[span])
        known = self.known.get(fingerprint(one.place.statement), [])
        claim = next((c for c in known if c.pk not in self.used and _says(c, one)), None)
        if claim is None:
            return False
        self.used.add(claim.pk)
        self._add(claim, one)
        return True

    def _check_own(self, claim: Claim, one: Seen) -> None:
        """Words that this article attributes to somebody else now, while its copies do not: the claim stays theirs."""
        if not _says(claim, one):
            hand_over(claim)

    def _add(self, claim: Claim, one: Seen) -> None:
        if claim.withdrawn_at is not None:
            return  # a person said that these words are no attribution; a copy does not bring it back
        place = place_of(self.article, one)
        if claim.lost_at is not None:
            _stand(claim, place=place)
        else:
            self.fresh.append(Appearance(claim=claim, **place))
        _date_back(claim, article=self.article)
        mention = one.attribution.speaker
        if mention is not None and not claim.version and tells_more(mention, than=claim.speaker):
            self.taught.append((claim, mention))

    def write(self) -> None:
        """Store the new appearances, and whom a copy names that the claim did not know."""
        Appearance.objects.bulk_create(self.fresh, batch_size=500)
        speakers = speakers_of(self.article, mentions={mention for _claim, mention in self.taught})
        for claim, mention in self.taught:
            # A person may have given the claim to another speaker since it was read: then it stays theirs.
            ours = Claim.objects.filter(pk=claim.pk, version=0)
            speaker = speakers[mention].speaker or claim.speaker
            ours.update(speaker=speaker, matched_at=None, queued_at=timezone.now())


def _known(article: Article, *, found: Sequence[Seen], copies: set[int]) -> dict[str, list[Claim]]:
    """Claims with the words of what was found: of the copies, and those that were lost here or there."""
    appear = Appearance.objects.standing().filter(article__in=copies).values("claim")
    standing = Q(lost_at__isnull=True) & (Q(article__in=copies) | Q(pk__in=appear))
    lost = Q(lost_at__isnull=False, article__in=copies | {article.pk})
    prints = {fingerprint(one.place.statement) for one in found}
    rows = Claim.objects.filter(standing | lost, newsroom=article.newsroom_id, fingerprint__in=prints)
    listed: dict[str, list[Claim]] = {}
    rows = rows.select_related("speaker").prefetch_related("speaker__aliases").defer("embedding", "search")
    for claim in rows.order_by("-lost_at", "start", "pk"):
        listed.setdefault(claim.fingerprint, []).append(claim)
    return listed


def _says(claim: Claim, one: Seen) -> bool:
    """Whether the words found are the claim's, said by the same; what a person settled counts for every copy."""
    if claim.version or claim.withdrawn_at is not None:
        return True
    attribution = one.attribution
    return claim.kind == attribution.kind and same_voice(claim.speaker, attribution.speaker)


def place_of(article: Article, one: Seen) -> dict[str, Any]:
    """Where it stands in the article, by the names that claims and appearances share."""
    text, attribution, span = article.text, one.attribution, one.place.span
    pieces = one.place.pieces
    return {
        "article": article,
        "revision": article.current,
        "text": span.of(text),
        "start": span.start,
        "end": span.end,
        "pieces": [[piece.start, piece.end] for piece in pieces] if len(pieces) > 1 else [],
        "cue": attribution.cue.of(text)[:300] if attribution.cue else "",
        "cue_span": _pair(attribution.cue),
        "source_text": attribution.source.of(text)[:500] if attribution.source else "",
        "source_span": _pair(attribution.source),
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def hand_over(claim: Claim) -> bool:
    """Move a claim that leaves its article to the first of its living appearances; False when it has none.

    That it stood in the article is kept as an appearance that is lost.
    """
    others = (
        claim.appearances.standing().exclude(article=claim.article_id).select_related("article__source", "revision")
    )
    heir = next((place for place in others.first_first() if _is_whole(place, claim=claim)), None)
    if heir is None:
        return False
    left = Appearance(claim=claim, lost_at=timezone.now(), **{name: getattr(claim, name) for name in PLACE})
    left.first_seen_at = claim.created_at
    left.save()
    heir.delete()
    _stand(claim, place={name: getattr(heir, name) for name in PLACE})
    return True


def leave(article: Article) -> list[int]:
    """Move every claim of an article that is about to go to where else it stands; the ids of those that moved."""
    locked_copies(article)
    claims = Claim.objects.standing().filter(article=article).defer("embedding", "search")
    return [claim.pk for claim in claims.select_related("article", "revision") if hand_over(claim)]


def _stand(claim: Claim, *, place: dict[str, Any]) -> None:
    """Give the claim another place. Its words are the same, their marks and spaces may not be."""
    for name, value in place.items():
        setattr(claim, name, value)
    statement = _statement(claim)
    if statement != claim.statement:
        claim.statement, claim.embedded_by = statement, ""
    claim.source = claim.article.source if claim.article else None
    claim.lost_at = None
    _compare_again(claim)
    claim.save(update_fields=[*PLACE, "statement", "embedded_by", "source", "lost_at", "matched_at", "queued_at"])


def _statement(place: Claim | Appearance) -> str:
    """What is said there, in one piece."""
    text = place.revision.text if place.revision else ""
    pieces = place.pieces or [[place.start, place.end]]
    return " ".join(" ".join(text[start:end].split()) for start, end in pieces)


def _is_whole(place: Appearance, *, claim: Claim) -> bool:
    """Whether the claim's words stand there, to the last; a person may have made it longer or shorter meanwhile."""
    return fingerprint(_statement(place)) == claim.fingerprint


def _date_back(claim: Claim, *, article: Article) -> None:
    """A copy that was published earlier tells an earlier day of saying."""
    day = article.published_on
    if day is not None and not claim.version and (claim.said_on is None or day < claim.said_on):
        claim.said_on = day
        _compare_again(claim)
        claim.save(update_fields=["said_on", "matched_at", "queued_at"])


def _compare_again(claim: Claim) -> None:
    claim.matched_at, claim.queued_at = None, timezone.now()


def lose(appearance: Appearance) -> None:
    """Mark that the words stand there no longer."""
    appearance.lost_at = timezone.now()
    appearance.save(update_fields=["lost_at"])
