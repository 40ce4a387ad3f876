"""A person's word on an attribution -> the Claim as it now stands, and an append-only Correction that says so.

Every write takes the article's row first, as extraction does, so that the two never work on one text at once; whoever
saw an older state of the claim or the text is told and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from claims.models import Article, Claim, Correction, Revision, Speaker, User
from claims.models.appearances import claims_in
from claims.review.errors import Refused
from claims.review.holding import Seen, check_free, free_at, hold_article, hold_claim
from claims.review.naming import speaker_named
from claims.review.placing import Draft, placed, without
from claims.review.settling import check_unruled, nest, pieces_of, put, record, replace, retire, state_of, vouch
from claims.text.spans import Span

Action = Correction.Action


def add(*, article: Article, revision_id: int, draft: Draft, by: User, note: str = "") -> Claim:
    """Store an attribution that nobody had found; words that were deleted before come back as the same claim.

    Raises:
        Refused: when it cannot stand there. Outdated: when the article has another text by now.
    """
    with transaction.atomic():
        article = hold_article(article, by=by, revision_id=revision_id)
        place = placed(article.text, draft)
        claim = free_at(article, place)
        put(claim, place, speaker=speaker_named(draft.speaker, article=article), text=article.text)
        claim.lost_at = claim.withdrawn_at = None
        claim.save()
        nest(article, claim)
        record(claim, action=Action.ADD, before=None, by=by, note=note)
    return claim


def correct(*, claim: Claim, seen: Seen, draft: Draft, by: User, note: str = "") -> Claim:
    """Say where the attribution stands and whose it is; the claim keeps its identity and its reviews.

    Raises:
        Refused: when it cannot stand there. Outdated: when somebody changed it meanwhile.
    """
    with transaction.atomic():
        article, claim = hold_claim(claim, seen=seen, by=by)
        place, before = placed(article.text, draft), state_of(claim)
        check_free(article, place, besides=claim)
        replace(claim, place, speaker=_whose(claim, name=draft.speaker, article=article), text=article.text)
        nest(article, claim)
        record(claim, action=Action.CORRECT, before=before, by=by, note=note)
    return claim


def split(*, claim: Claim, seen: Seen, taken: Sequence[Span], by: User, note: str = "") -> tuple[Claim, Claim]:
    """Make the words ``taken`` a claim of their own; the rest keeps the identity. Both keep speaker, cue and source.

    Raises:
        Refused: when nothing is left or taken. Outdated: when somebody changed it meanwhile.
    """
    with transaction.atomic():
        article, claim = hold_claim(claim, seen=seen, by=by)
        text, before = article.text, state_of(claim)
        rest = _rest(text, pieces_of(claim), taken=taken)
        new = placed(text, _like(claim, content=tuple(taken)))
        left = placed(text, _like(claim, content=rest))
        made = free_at(article, new, besides=claim)
        check_free(article, left, besides=claim, words="the words that are left")
        replace(claim, left, speaker=claim.speaker, text=text)
        put(made, new, speaker=claim.speaker, text=text)
        made.lost_at = made.withdrawn_at = None
        made.save()
        nest(article, claim, made)
        for row in (claim, made):
            record(row, action=Action.SPLIT, before=before, by=by, note=note)
    return claim, made


def delete(*, claim: Claim, seen: Seen, by: User, note: str = "") -> Claim:
    """Take the attribution out of the article. Its row and its reviews stay; flags that wait on it retire, and what is
    told within it is told within whatever it was told in.

    Raises:
        Refused: when a published verdict stands on it. Outdated: when somebody changed it meanwhile.
    """
    with transaction.atomic():
        article, claim = hold_claim(claim, seen=seen, by=by)
        check_unruled(claim)
        before = state_of(claim)
        claim.lost_at = claim.withdrawn_at = timezone.now()
        claim.version += 1
        claim.save(update_fields=["lost_at", "withdrawn_at", "version"])
        nest(article)
        retire(claim)
        record(claim, action=Action.DELETE, before=before, by=by, note=note, after=None)
    return claim


def confirm(*, claim: Claim, seen: Seen, by: User, note: str = "") -> Claim:
    """Say that the attribution is right as it stands; one that waited for a person is compared from now on.

    Raises:
        Outdated: when somebody changed it meanwhile.
    """
    with transaction.atomic():
        _article, claim = hold_claim(claim, seen=seen, by=by)
        vouch(claim, by=by, note=note)
    return claim


def complete(*, article: Article, revision_id: int, by: User, checked: bool = True) -> Revision:
    """Say that every attribution in the article is marked, and confirm each of them; or take that back.

    Raises:
        Refused: when attributions wait to be looked at. Outdated: when the article has another text by now.
    """
    with transaction.atomic():
        article = hold_article(article, by=by, revision_id=revision_id)
        revision = Revision.objects.select_for_update(no_key=True).get(pk=revision_id)
        claims = Claim.objects.standing().filter(revision=revision).select_for_update(of=("self",), no_key=True)
        if checked and (waiting := claims.filter(uncertain=True).count()):
            raise Refused(f"{waiting} of its attributions wait to be looked at.", field="article")
        known = set(Correction.objects.filter(revision=revision).values_list("claim_id", flat=True))
        for claim in claims.select_related("speaker").order_by("pk") if checked else []:
            if claim.pk not in known:
                vouch(claim, by=by, note="")
        for claim in claims_in(article) if checked else []:
            if claim.article_id == article.pk and hasattr(claim, "own_place") and claim.pk not in known:
                # A copy's claim stands here, too: without a word on it the text would tell that it is none.
                state = state_of(claim)
                record(claim, action=Action.CONFIRM, before=state, after=state, by=by, note="")
        revision.checked_at, revision.checked_by = (timezone.now(), by) if checked else (None, None)
        revision.save(update_fields=["checked_at", "checked_by"])
    return revision


def _rest(text: str, pieces: Sequence[Span], *, taken: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces without what is taken out of them, which is some of their words and not all."""
    if any(_says_something(text, span) for span in without(taken, pieces)):
        raise Refused("Select words of this attribution only.", field="content")
    rest = tuple(span for span in without(pieces, taken) if _says_something(text, span))
    if not rest:
        raise Refused("Select a part of it: something has to be left.", field="content")
    return rest


def _says_something(text: str, span: Span) -> bool:
    return any(letter.isalnum() for letter in span.of(text))


def _like(claim: Claim, *, content: tuple[Span, ...]) -> Draft:
    """A part of the claim, with its source and cue where they stand outside that part."""
    beside = [Span(*pair) if pair else None for pair in (claim.source_span, claim.cue_span)]
    source, cue = [None if s and any(s.overlaps(piece) for piece in content) else s for s in beside]
    statement = claim.kind == Claim.Kind.STATEMENT
    return Draft(content=content, source=source, cue=cue, kind=claim.kind if statement else "")


def _whose(claim: Claim, *, name: str, article: Article) -> Speaker | None:
    """The speaker named; the one that it has where the name is theirs (two may bear it)."""
    if claim.speaker is not None and claim.speaker.name == " ".join(name.split()):
        return claim.speaker
    return speaker_named(name, article=article)
