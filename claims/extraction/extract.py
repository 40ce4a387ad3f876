"""The extraction stage: a stored Article -> its Claims and Speakers, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from claims import engines
from claims.extraction.anchoring import reanchor
from claims.extraction.appearances import without_copied
from claims.extraction.attribution import Attribution, Attributor, ClaimSpan, claim_span
from claims.extraction.copies import locked_copies, sign
from claims.extraction.foreign import WordsAttributor
from claims.extraction.language import called, settle
from claims.extraction.nested import nested
from claims.extraction.parting import parted, says_something
from claims.extraction.progress import Progress, TakenAway
from claims.extraction.settled import settled
from claims.extraction.speakers import NOBODY, Identified, speakers_of
from claims.extraction.tagged import TaggerAttributor
from claims.extraction.telling import heard_by, share, told
from claims.extraction.trust import is_uncertain
from claims.models import Article, Claim
from claims.models.articles import under
from claims.models.claims import ClaimQuerySet
from claims.models.nesting import misplaced
from claims.text.normalise import fingerprint
from claims.text.scripts import is_english
from claims.text.spans import Span
from claims.text.worth import Worth, check_worthiness

State = Article.State


@dataclass(frozen=True, kw_only=True)
class Found:
    """One attribution with the part of the text that becomes its claim, and how much that is worth checking."""

    attribution: Attribution
    place: ClaimSpan
    worth: Worth


def extract(article_id: int) -> int | None:
    """Find the claims of one waiting article and store them: how many now wait; None when it was not waiting for that.

    The work is done outside the transaction, the writing inside one that first makes sure the article is still ours.
    """
    attempt = Article.objects.take(article_id=article_id, waiting=State.STORED, working=State.EXTRACTING)
    if attempt is None:
        return None
    with under(attempt):
        return _extract(article_id, attempt=attempt)


def _extract(article_id: int, *, attempt: int) -> int | None:
    article = Article.objects.select_related("newsroom", "source", "current").get(pk=article_id)
    held = Article.objects.held(article_id=article_id, attempt=attempt, working=State.EXTRACTING)
    sign(article)
    try:
        with heard_by(Progress(held)):
            language = settle(article)
            found = find(article.text, language=language)
    except TakenAway:
        return None
    with transaction.atomic():
        copies = locked_copies(article)
        if not held.exists():
            return None
        reanchor(article)
        written = write(article, found=found, copies=copies)
        held.update(state=State.EXTRACTED, state_since=timezone.now(), tries=0, done=0, total=written)
    return written


def attributor_for(language: str) -> Attributor:
    """What reads a text of that language."""
    return shipped() if is_english(language) else WordsAttributor(called(language))


def shipped() -> Attributor:
    """What reads English: the trained tagger with the rules around it."""
    return TaggerAttributor(engines.tagger())


def find(text: str, *, language: str = "en") -> list[Found]:
    """Every attribution in ``text`` and what is told within their words, each span once."""
    found: dict[Span, Found] = {}
    with share(0, 60):
        said = attributor_for(language).attribute(text)
    with share(60, 85):
        every = [*said, *nested(text, said)]
    with share(85, 100):
        for whole in told(every, total=len(every)):
            for attribution in parted(text, whole):
                place = claim_span(text, attribution)
                if place.span not in found and says_something(place.statement):
                    worth = check_worthiness(place.statement, language=language)
                    found[place.span] = Found(attribution=attribution, place=place, worth=worth)
    return list(found.values())


def write(article: Article, *, found: list[Found], copies: set[int]) -> int:
    """Store what was found; a span that stands already learns what is new of it. Returns how many claims now wait.

    What a person settled stays as it is; what a copy of the article holds is no claim of its own.
    """
    ours = settled(article)
    found = [f for f in found if not ours.hold(f.place.span)]
    found = without_copied(article, found=found, copies=copies)
    mentions = {f.attribution.speaker for f in found if f.attribution.speaker is not None}
    speakers = speakers_of(article, mentions=mentions)
    rows = [
        _claim(article, found=f, who=speakers[f.attribution.speaker] if f.attribution.speaker else NOBODY)
        for f in found
    ]
    standing = {(c.start, c.end): c for c in _unsettled(article)}
    fresh = [row for row in rows if (row.start, row.end) not in standing]
    Claim.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    _learn([(standing[row.start, row.end], row) for row in rows if (row.start, row.end) in standing])
    Claim.objects.bulk_update(misplaced(article), ["within"], batch_size=500)
    return Claim.objects.filter(article=article).unmatched().count()


# What an edit may change about words that still stand: who said them, above all.
ATTRIBUTION = (
    "speaker",
    "kind",
    "cue",
    "cue_span",
    "source_text",
    "source_span",
    "said_on",
    "confidence",
    "doubt",
    "uncertain",
)
COMPARED = ("speaker_id", "kind", "cue", "said_on", "uncertain")


def _unsettled(article: Article) -> ClaimQuerySet:
    """What stands in the text and no person has settled, ours until the transaction ends.

    A person may give a claim to another speaker (``review.parting``) after ``settled`` has looked, the article not
    being theirs: PostgreSQL asks for the version again once it has the row, and what is a person's by then is left out.
    """
    rows = Claim.objects.filter(revision=article.current, version=0).standing().order_by("pk")
    return rows.select_for_update(of=("self",), no_key=True)


def _learn(pairs: list[tuple[Claim, Claim]]) -> None:
    """Bring standing claims up to what was found now; what changes their meaning has them compared again."""
    changed = []
    for claim, found in pairs:
        if claim.said_on and found.said_on:
            found.said_on = min(claim.said_on, found.said_on)  # a copy may have been published earlier
        if any(getattr(claim, name) != getattr(found, name) for name in COMPARED):
            claim.matched_at, claim.queued_at = None, timezone.now()
        for name in ATTRIBUTION:
            setattr(claim, name, getattr(found, name))
        changed.append(claim)
    Claim.objects.bulk_update(changed, [*ATTRIBUTION, "matched_at", "queued_at"], batch_size=200)


def _claim(article: Article, *, found: Found, who: Identified) -> Claim:
    attribution, place = found.attribution, found.place
    text = article.text
    return Claim(
        newsroom=article.newsroom,
        article=article,
        revision=article.current,
        source=article.source,
        speaker=who.speaker,
        kind=str(attribution.kind),
        text=place.span.of(text),
        statement=place.statement,
        start=place.span.start,
        end=place.span.end,
        pieces=[[p.start, p.end] for p in place.pieces] if len(place.pieces) > 1 else [],
        cue=attribution.cue.of(text)[:300] if attribution.cue else "",
        cue_span=_pair(attribution.cue),
        source_text=attribution.source.of(text)[:500] if attribution.source else "",
        source_span=_pair(attribution.source),
        said_on=article.published_on,
        language=article.language,
        confidence=attribution.confidence,
        doubt="; ".join(doubt for doubt in (attribution.doubt, who.doubt) if doubt),
        uncertain=is_uncertain(attribution),
        fingerprint=fingerprint(place.statement),
        **found.worth.as_fields(),
    )


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
