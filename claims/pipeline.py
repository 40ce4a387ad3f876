"""What happens after what. Doors write through here; here alone tasks are started.

Every write is committed before its task is sent, and what a dead broker or worker left behind is swept up by ``sweep``:
the store, not the queue, says what remains to be done.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from functools import partial

from celery import chain, current_app, shared_task
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway

from claims import conf, tasks
from claims.extraction import weigh as weighing
from claims.extraction.appearances import leave
from claims.ingest import enter, fail, submit
from claims.ingest.document import ClaimEntry, Document
from claims.ingest.errors import Rejected
from claims.ingest.submit import Submission
from claims.matching import rescore as scoring
from claims.matching.derive import derive
from claims.models import (
    APIKey,
    Article,
    Claim,
    Flag,
    IdempotencyKey,
    Match,
    MergeSuggestion,
    Newsroom,
    Rating,
    Review,
    Revision,
    Speaker,
    SpeakerMerge,
    User,
    Verdict,
)
from claims.review import corrections, parting, suggestions
from claims.review import decide as reviews
from claims.review import speakers as merging
from claims.review import verdict as verdicts
from claims.review.holding import Seen
from claims.review.placing import Draft
from claims.review.verdict import EvidenceEntry
from claims.text.spans import Span

logger = logging.getLogger(__name__)
State = Article.State
MATCH_TOGETHER = 32  # claims by hand that one task compares
DERIVE_TOGETHER = 500  # matches whose flags one transaction derives anew
WEIGH_TOGETHER = 500  # claims that one transaction weighs
SWEEP_AT_MOST = 500  # rows that one sweep sends on
REMEMBERED = dt.timedelta(days=2)  # how long a caller may repeat a write under its Idempotency-Key


# Articles


def take_in(*, newsroom: Newsroom, document: Document, by: User | None = None) -> Submission:
    """Store a document and send its article on its way.

    Raises:
        Rejected: with the field and the reason, when it cannot be taken in; nothing is stored then.
    """
    with transaction.atomic():
        submission = submit.submit(newsroom=newsroom, document=document, by=by)
        if submission.created or submission.new_text:
            _send_article(submission.article)
    return submission


def retry(*, article: Article) -> bool:
    """Send a failed article back to the stage that failed. False when it has not failed."""
    with transaction.atomic():
        restarted = fail.restart(article)
        if restarted:
            _send_article(article)
    return restarted


def remove(*, article: Article) -> None:
    """Delete an article with its claims; those that stand in a copy of it move there, with their reviews."""
    with transaction.atomic():
        moved = leave(article)
        article.delete()
        _send_claims(moved)


def _send_article(article: Article) -> None:
    """Start the stages that remain. Each takes the article only in the state that it waits in."""
    stages = [tasks.extract, tasks.match_article]
    if article.current_id is None:
        stages.insert(0, tasks.fetch)
    _on_commit(chain(*[stage.si(article.pk) for stage in stages]).delay)


# Claims by hand


def enter_claim(*, newsroom: Newsroom, entry: ClaimEntry) -> tuple[Claim, bool]:
    """Store a claim by hand and have it compared. Returns (claim, created).

    Raises:
        Rejected: with the field and the reason, when it cannot be taken in.
    """
    with transaction.atomic():
        claim, created = enter.enter(newsroom=newsroom, entry=entry)
        if created:
            _send_claims([claim.pk])
    return claim, created


def enter_claims(*, newsroom: Newsroom, entries: Sequence[ClaimEntry]) -> list[tuple[Claim, bool] | Rejected]:
    """Store many claims in one transaction; an entry that cannot be taken in answers with its reason, in its place."""
    answers: list[tuple[Claim, bool] | Rejected] = []
    with transaction.atomic():
        enter.alone(newsroom)
        for entry in entries:
            try:
                answers.append(enter.enter(newsroom=newsroom, entry=entry, locked=True))
            except Rejected as error:
                answers.append(error)
        fresh = [answer[0].pk for answer in answers if not isinstance(answer, Rejected) and answer[1]]
        _send_claims(fresh)
    return answers


def _send_claims(claim_ids: Sequence[int]) -> None:
    for start in range(0, len(claim_ids), MATCH_TOGETHER):
        _on_commit(partial(tasks.match_claims.delay, list(claim_ids[start : start + MATCH_TOGETHER])))


# Flags anew


def weigh(*, newsroom: Newsroom | None = None, after_id: int = 0, anew: bool = False) -> int | None:
    """Weigh what the next claims are worth checking: those of which it is not known, or with ``anew`` all of them.

    Returns the id of the last claim that was looked at, to go on after; None when there is none left.
    """
    claims = Claim.objects.filter(pk__gt=after_id, **_of(newsroom)).order_by("pk")
    ids = list((claims if anew else claims.filter(worth=None)).values_list("pk", flat=True)[:WEIGH_TOGETHER])
    weighing.weigh(ids)
    return ids[-1] if ids else None


def rederive(*, newsroom: Newsroom | None = None, after_id: int = 0) -> int | None:
    """Bring the flags of the next stored matches in line with their scores and the thresholds in force; no model runs.

    Returns the id of the last match that was looked at, to go on after; None when there is none left.
    """
    matches = Match.objects.filter(pk__gt=after_id, **_of(newsroom)).order_by("pk")
    with transaction.atomic():
        ids = list(matches.values_list("pk", flat=True)[:DERIVE_TOGETHER])
        # Locked in the order in which workers write them, so that neither waits for the other for ever.
        derive(Match.objects.filter(pk__in=ids).order_by("a_id", "b_id").select_for_update())
    return ids[-1] if ids else None


def rescore(*, newsroom: Newsroom | None = None, after_id: int = 0) -> int | None:
    """Run the models in force again over the next claims that were compared before, and derive their flags.

    Returns the id of the last claim that was looked at, to go on after; None when there is none left.
    """
    claims = Claim.objects.standing().filter(pk__gt=after_id, matched_at__isnull=False, **_of(newsroom)).order_by("pk")
    ids = list(claims.values_list("pk", flat=True)[:MATCH_TOGETHER])
    if ids:
        scoring.rescore(ids)
    return ids[-1] if ids else None


def _of(newsroom: Newsroom | None) -> dict[str, Newsroom]:
    return {"newsroom": newsroom} if newsroom else {}


# Review


def decide(
    *, flag: Flag, decision: str, note: str = "", reviewer: User | None = None, api_key: APIKey | None = None
) -> Review:
    """Record a person's decision on a flag. Raises ``Refused``, see ``review.decide``."""
    return reviews.decide(flag=flag, decision=decision, note=note, reviewer=reviewer, api_key=api_key)


def hold(*, flag: Flag, user: User) -> bool:
    """Take a flag; False when somebody else is on it."""
    return reviews.hold(flag=flag, user=user)


def let_go(*, flag: Flag, user: User) -> None:
    """Give a flag back."""
    reviews.let_go(flag=flag, user=user)


# Speakers


def merge_speakers(*, keep: Speaker, merge: Sequence[Speaker], by: User | None = None) -> Speaker:
    """Make several speakers one; their claims are compared again. Raises ``Refused``."""
    with transaction.atomic():
        kept = merging.merge(keep=keep, others=merge, by=by)
        _send_claims(list(Claim.objects.filter(speaker=kept).unmatched().values_list("pk", flat=True)))
    return kept


def split_speakers(*, merged: SpeakerMerge, along: Sequence[int] = (), by: User | None = None) -> Speaker:
    """Undo a merge; what moves is compared again, flags between the two follow. Raises ``Refused``."""
    with transaction.atomic():
        gone, moved = merging.split(merged=merged, along=along, by=by)
        _send_claims(moved)
    return gone


def part_speaker(*, speaker: Speaker, claims: Sequence[int], name: str, by: User | None = None) -> Speaker:
    """Give some of a speaker's claims to another one, made if new; they are compared again. Raises ``Refused``."""
    with transaction.atomic():
        to, moved = parting.part(speaker=speaker, claims=claims, name=name, by=by)
        _send_claims(moved)
    return to


def accept_suggestion(*, suggestion: MergeSuggestion, keep: Speaker | None = None, by: User | None = None) -> Speaker:
    """Merge the two speakers that a suggestion is about; their claims are compared again. Raises ``Refused``."""
    with transaction.atomic():
        kept = suggestions.accept(suggestion=suggestion, keep=keep, by=by)
        _send_claims(list(Claim.objects.filter(speaker=kept).unmatched().values_list("pk", flat=True)))
    return kept


def refuse_suggestion(*, suggestion: MergeSuggestion, by: User | None = None) -> None:
    """Keep the two speakers apart for good. Raises ``Refused``."""
    suggestions.refuse(suggestion=suggestion, by=by)


def identify_speaker(*, speaker: Speaker, wikidata_id: str, by: User | None = None) -> MergeSuggestion | None:
    """Give a speaker its Wikidata id; one that another has is asked about instead. Raises ``Refused``."""
    return suggestions.identify(speaker=speaker, wikidata_id=wikidata_id, by=by)


# Attributions


def add_attribution(*, article: Article, revision_id: int, draft: Draft, by: User, note: str = "") -> Claim:
    """Store an attribution that a person marked in the article's text, and compare it. Raises ``Refused``."""
    with transaction.atomic():
        claim = corrections.add(article=article, revision_id=revision_id, draft=draft, by=by, note=note)
        _send_claims([claim.pk])
    return claim


def correct_attribution(*, claim: Claim, seen: Seen, draft: Draft, by: User, note: str = "") -> Claim:
    """Set an attribution right, and compare it again. Raises ``Refused``."""
    with transaction.atomic():
        corrected = corrections.correct(claim=claim, seen=seen, draft=draft, by=by, note=note)
        _send_claims([corrected.pk])
    return corrected


def split_attribution(
    *, claim: Claim, seen: Seen, taken: Sequence[Span], by: User, note: str = ""
) -> tuple[Claim, Claim]:
    """Make two attributions of one (what is left, what was taken), and compare both. Raises ``Refused``."""
    with transaction.atomic():
        left, made = corrections.split(claim=claim, seen=seen, taken=taken, by=by, note=note)
        _send_claims([left.pk, made.pk])
    return left, made


def delete_attribution(*, claim: Claim, seen: Seen, by: User, note: str = "") -> Claim:
    """Take an attribution out of its article. Raises ``Refused``."""
    return corrections.delete(claim=claim, seen=seen, by=by, note=note)


def confirm_attribution(*, claim: Claim, seen: Seen, by: User, note: str = "") -> Claim:
    """Say that an attribution is right; one that waited for that is compared. Raises ``Refused``."""
    with transaction.atomic():
        confirmed = corrections.confirm(claim=claim, seen=seen, by=by, note=note)
        if confirmed.matched_at is None:
            _send_claims([confirmed.pk])
    return confirmed


def complete_article(*, article: Article, revision_id: int, by: User, checked: bool = True) -> Revision:
    """Say that every attribution in an article is marked, or take that back. Raises ``Refused``."""
    return corrections.complete(article=article, revision_id=revision_id, by=by, checked=checked)


# Verdicts


def draft_verdict(
    *, claim: Claim, rating: Rating, explanation: str, author: User, evidence: Sequence[EvidenceEntry] = ()
) -> Verdict:
    """Write a draft. Raises ``Refused``."""
    return verdicts.draft(claim=claim, rating=rating, explanation=explanation, author=author, evidence=evidence)


def edit_verdict(
    *, verdict: Verdict, rating: Rating, explanation: str, by: User, evidence: Sequence[EvidenceEntry] = ()
) -> Verdict:
    """Rewrite a draft. Raises ``Refused``."""
    return verdicts.edit(verdict=verdict, rating=rating, explanation=explanation, evidence=evidence, by=by)


def submit_verdict(*, verdict: Verdict, by: User) -> Verdict:
    """Hand a draft in for approval. Raises ``Refused``."""
    return verdicts.submit(verdict=verdict, by=by)


def publish_verdict(*, verdict: Verdict, approver: User) -> Verdict:
    """Publish, and look at the claim's pairs again: rulings may conflict. Raises ``Refused``."""
    with transaction.atomic():
        published = verdicts.publish(verdict=verdict, approver=approver)
        _send_claims([published.claim_id])
    return published


def withdraw_verdict(*, verdict: Verdict, by: User, reason: str, outdated: bool = False) -> Verdict:
    """Take a published verdict back (or mark it outdated), and look at the claim's pairs again. Raises ``Refused``."""
    with transaction.atomic():
        withdrawn = verdicts.withdraw(verdict=verdict, by=by, reason=reason, outdated=outdated)
        _send_claims([withdrawn.claim_id])
    return withdrawn


# Sending and sweeping


def _on_commit(send: Callable[[], object]) -> None:
    transaction.on_commit(partial(_send, send))


def _send(send: Callable[[], object]) -> None:
    """Send a task. A broker that is away costs nothing: the row is stored, and the sweep sends it later."""
    try:
        send()
    except (BrokerAway, OSError) as error:
        logger.warning("The broker is away (%s); the sweep will send this work later.", error)


@shared_task(ignore_result=True)
def sweep() -> None:
    """Send on whatever a dead broker or worker left behind. Beat runs it every few seconds."""
    stale = timezone.now() - dt.timedelta(seconds=conf.stage_lease())
    for article_id, state, attempt, tries in _abandoned(stale):
        _sweep_article(article_id, state=state, attempt=attempt, tries=tries, stale=stale)
    left = Claim.objects.unmatched().filter(
        Q(article__isnull=True) | Q(article__state=State.READY), queued_at__lt=stale
    )
    ids = list(left.order_by("queued_at").values_list("pk", flat=True)[:SWEEP_AT_MOST])
    Claim.objects.filter(pk__in=ids).update(queued_at=timezone.now())
    _send_claims(ids)


@shared_task(ignore_result=True)
def forget() -> None:
    """Drop idempotency keys that nobody will repeat any more. Beat runs it every hour."""
    IdempotencyKey.objects.filter(created_at__lt=timezone.now() - REMEMBERED).delete()


def _abandoned(stale: dt.datetime) -> list[tuple[int, str, int, int]]:
    rows = Article.objects.abandoned(since=stale).order_by("state_since")
    return list(rows.values_list("pk", "state", "attempt", "tries")[:SWEEP_AT_MOST])


def _sweep_article(article_id: int, *, state: str, attempt: int, tries: int, stale: dt.datetime) -> None:
    """One abandoned article: sent again, or failed when a worker died on it too often. Waiting alone is no failure."""
    held = state in fail.WAITING
    if held and tries >= conf.max_attempts():
        reason = f"Given up after {tries + 1} tries: the worker died or hung each time."
        fail.fail(article_id, attempt=attempt, reason=reason)
        return
    waiting = fail.WAITING.get(State(state), State(state))
    mine = Article.objects.filter(pk=article_id, state=state, attempt=attempt, state_since__lt=stale)
    if mine.update(state=waiting, state_since=timezone.now(), tries=tries + held):
        logger.info("Article %s was left while %s; sending it again.", article_id, state)
        _send_article(Article.objects.get(pk=article_id))


def workers_alive(*, timeout: float) -> bool:
    """Whether at least one worker answers within ``timeout`` seconds."""
    return bool(current_app.control.ping(timeout=timeout, limit=1))
