"""Decisions and verdicts: who may, what follows, what stays on record."""

from __future__ import annotations

import pytest

from claims import pipeline
from claims.ingest.document import ClaimEntry
from claims.ingest.enter import enter
from claims.models import Claim, Flag, Match, Newsroom, Speaker, SpeakerAlias, User, Verdict
from claims.review.errors import Refused
from claims.review.queue import Filters, counts, following, queue

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def pair(room: Newsroom, *, kind: str = "duplicate", rank: float = 1.0, said: str = "The quay is closed") -> Flag:
    """A flag on two new claims."""
    claims = [
        enter(newsroom=room, entry=ClaimEntry(text=f"{said} ({n}, {kind}, {rank}).", speaker_name=name))[0]
        for n, name in enumerate(("Ada Holm", "Bo Lind"))
    ]
    match = Match.objects.create(newsroom=room, a=claims[0], b=claims[1], scores={"cosine": 0.9}, method="test")
    return Flag.objects.create(newsroom=room, match=match, kind=kind, score=0.9, rank=rank, reason="Same words")


@pytest.mark.parametrize(
    ("decision", "state"), [("confirm", "confirmed"), ("dismiss", "dismissed"), ("unsure", "unsure")]
)
def test_a_decision_settles_the_flag_and_keeps_its_scores(
    newsroom: Newsroom, rosa: User, decision: str, state: str
) -> None:
    flag = pair(newsroom)
    review = pipeline.decide(flag=flag, decision=decision, note="  seen both ", reviewer=rosa)
    flag.refresh_from_db()
    assert (flag.state, review.note, review.scores["cosine"]) == (state, "seen both", 0.9)


def test_a_second_decision_follows_the_first(newsroom: Newsroom, rosa: User, edith: User) -> None:
    flag = pair(newsroom)
    pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)
    pipeline.decide(flag=flag, decision="dismiss", reviewer=edith)
    assert list(flag.reviews.values_list("decision", flat=True)) == ["dismiss", "confirm"]
    flag.refresh_from_db()
    assert flag.state == "dismissed"


def test_unknown_decisions_and_withdrawn_flags_are_refused(newsroom: Newsroom, rosa: User) -> None:
    flag = pair(newsroom)
    with pytest.raises(Refused, match="confirm, dismiss, unsure"):
        pipeline.decide(flag=flag, decision="maybe", reviewer=rosa)
    Flag.objects.update(state="withdrawn")
    with pytest.raises(Refused, match="no longer raises"):
        pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)


def test_one_holds_a_flag_at_a_time(newsroom: Newsroom, rosa: User, edith: User) -> None:
    flag = pair(newsroom)
    assert pipeline.hold(flag=flag, user=rosa)
    assert not pipeline.hold(flag=flag, user=edith)
    pipeline.let_go(flag=flag, user=edith)
    assert not pipeline.hold(flag=flag, user=edith)
    pipeline.let_go(flag=flag, user=rosa)
    assert pipeline.hold(flag=flag, user=edith)


def test_the_queue_is_ranked_counted_and_walked(newsroom: Newsroom, rosa: User) -> None:
    low, high, middle = (
        pair(newsroom, kind=k, rank=r) for k, r in (("update", 0.5), ("contradiction", 4.0), ("duplicate", 1.0))
    )
    everything = Filters()
    assert list(queue(newsroom=newsroom, filters=everything)) == [high, middle, low]
    assert counts(newsroom) == {"contradiction": 1, "duplicate": 1, "update": 1}
    assert following(high, newsroom=newsroom, filters=everything) == middle
    assert following(low, newsroom=newsroom, filters=everything) == high
    pipeline.decide(flag=middle, decision="confirm", reviewer=rosa)
    assert following(high, newsroom=newsroom, filters=everything) == low
    assert list(queue(newsroom=newsroom, filters=Filters(kind="update"))) == [low]
    assert list(queue(newsroom=newsroom, filters=Filters(q="quay contradiction"))) == [high]
    assert list(queue(newsroom=newsroom, filters=Filters(state="confirmed"))) == [middle]


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    return enter(newsroom=newsroom, entry=ClaimEntry(text="The quay is closed.", speaker_name="Ada Holm"))[0]


def test_a_verdict_takes_two_people(claim: Claim, rosa: User, edith: User, egon: User) -> None:
    rating = claim.newsroom.scales.get().ratings.get(label="Wrong")
    verdict = pipeline.draft_verdict(claim=claim, rating=rating, explanation="It is open.", author=edith)
    with pytest.raises(Refused, match="draft"):
        pipeline.publish_verdict(verdict=verdict, approver=egon)
    pipeline.submit_verdict(verdict=verdict, by=edith)
    with pytest.raises(Refused, match="other than its author"):
        pipeline.publish_verdict(verdict=verdict, approver=edith)
    with pytest.raises(Refused, match="role of editor"):
        pipeline.publish_verdict(verdict=verdict, approver=rosa)
    pipeline.publish_verdict(verdict=verdict, approver=egon)
    claim.refresh_from_db()
    assert claim.verdict == verdict


def test_a_newer_verdict_makes_the_older_outdated(claim: Claim, edith: User, egon: User) -> None:
    made = []
    for label in ("Wrong", "Shaky"):
        rating = claim.newsroom.scales.get().ratings.get(label=label)
        verdict = pipeline.draft_verdict(claim=claim, rating=rating, explanation=label, author=edith)
        pipeline.submit_verdict(verdict=verdict, by=edith)
        made.append(pipeline.publish_verdict(verdict=verdict, approver=egon))
    claim.refresh_from_db()
    assert claim.verdict == made[1]
    assert Verdict.objects.get(pk=made[0].pk).state == "outdated"
    pipeline.withdraw_verdict(verdict=made[1], by=egon, reason="The source was mistaken.")
    claim.refresh_from_db()
    assert claim.verdict is None


@pytest.mark.parametrize("who", ["vito", "otto"])
def test_viewers_and_outsiders_write_no_verdict(claim: Claim, who: str, request: pytest.FixtureRequest) -> None:
    rating = claim.newsroom.scales.get().ratings.first()
    with pytest.raises(Refused, match="role of"):
        pipeline.draft_verdict(claim=claim, rating=rating, explanation="x", author=request.getfixturevalue(who))


def test_merged_speakers_are_one_and_keep_their_names(newsroom: Newsroom) -> None:
    for name in ("Ada Holm", "A. Holm"):
        enter(newsroom=newsroom, entry=ClaimEntry(text=f"{name} spoke of the quay.", speaker_name=name))
    keep, gone = Speaker.objects.get(name="Ada Holm"), Speaker.objects.get(name="A. Holm")
    pipeline.merge_speakers(keep=keep, merge=[gone])
    assert keep.claims.count() == 2
    assert set(SpeakerAlias.objects.filter(speaker=keep).values_list("name", flat=True)) == {"Ada Holm", "A. Holm"}
    later, _ = enter(newsroom=newsroom, entry=ClaimEntry(text="And again.", speaker_name="A. Holm"))
    assert later.speaker == keep
    with pytest.raises(Refused):
        pipeline.merge_speakers(keep=keep, merge=[gone])
    with pytest.raises(Refused):
        pipeline.merge_speakers(keep=keep, merge=[keep])
