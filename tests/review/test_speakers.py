"""Speakers merged, parted and asked about: nothing is lost on the way, and flags follow who said it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims import pipeline
from claims.ingest.document import ClaimEntry
from claims.matching.rescore import again
from claims.models import (
    Article,
    Claim,
    Flag,
    MergeSuggestion,
    Newsroom,
    Speaker,
    SpeakerAlias,
    SpeakerMerge,
    SpeakerRole,
    SpeakerSplit,
    User,
)
from claims.review.errors import Refused
from claims.review.speakers import follow

DENIED = "We never discussed closing the ferry."
ADMITTED = "We discussed closing the ferry in January."


def said(newsroom: Newsroom, text: str, *, by: str, day: int = 2) -> Claim:
    """A claim by hand."""
    entry = ClaimEntry(text=text, speaker_name=by, said_on=dt.date(2026, 3, day), kind="direct")
    return pipeline.enter_claim(newsroom=newsroom, entry=entry)[0]


def named(name: str) -> Speaker:
    return Speaker.objects.get(name=name)


def state(*speakers: Speaker) -> dict[str, tuple[set[int], set[int], set[int], int | None, str]]:
    """All that hangs on some speakers."""
    return {
        row.name: (
            set(row.claims.values_list("pk", flat=True)),
            set(row.aliases.values_list("pk", flat=True)),
            set(row.roles.values_list("pk", flat=True)),
            row.merged_into_id,
            row.wikidata_id,
        )
        for row in Speaker.objects.filter(pk__in=[s.pk for s in speakers])
    }


@pytest.fixture
def pair(newsroom: Newsroom) -> tuple[Speaker, Speaker]:
    """Ada Holm and A. Holm, each with a claim and a role, one role of one article given to both."""
    said(newsroom, DENIED, by="Ada Holm")
    said(newsroom, ADMITTED, by="A. Holm", day=13)
    article = Article.objects.create(newsroom=newsroom, title="Quay")
    for name, titles in (("Ada Holm", ["mayor"]), ("A. Holm", ["mayor", "chair"])):
        for title in titles:
            SpeakerRole.objects.create(speaker=named(name), title=title, article=article)
    return named("Ada Holm"), named("A. Holm")


@contextlib.contextmanager
def ended() -> Iterator[None]:
    """A transaction with all that PostgreSQL looks at when one ends, which those within a test's own never do."""
    with transaction.atomic():
        yield
        connection.check_constraints()


def suggest(a: Speaker, b: Speaker, **values: object) -> MergeSuggestion:
    one, other = sorted((a, b), key=lambda s: s.pk)
    values = {"score": 0.5, "reasons": ["same surname"], **values}
    return MergeSuggestion.objects.create(newsroom=a.newsroom, a=one, b=other, **values)


def test_parted_again_both_are_as_they_were(pair: tuple[Speaker, Speaker], edith: User) -> None:
    keep, gone = pair
    pipeline.identify_speaker(speaker=gone, wikidata_id="Q42")
    before = state(*pair)
    pipeline.merge_speakers(keep=keep, merge=[gone], by=edith)
    assert named("Ada Holm").wikidata_id == "Q42"
    assert set(keep.roles.values_list("title", flat=True)) == {"mayor", "chair"}
    merged = SpeakerMerge.objects.get()
    assert merged.by == edith
    pipeline.split_speakers(merged=merged, by=edith)
    assert state(*pair) == before
    with pytest.raises(Refused, match="already"):
        pipeline.split_speakers(merged=merged, by=edith)


def test_what_came_later_stays_but_for_what_is_chosen(newsroom: Newsroom, pair: tuple[Speaker, Speaker]) -> None:
    keep, gone = pair
    pipeline.merge_speakers(keep=keep, merge=[gone])
    stays = said(newsroom, "The quay is dry.", by="A. Holm")
    goes = said(newsroom, "The quay is wet.", by="A. Holm")
    assert stays.speaker == goes.speaker == keep
    with pytest.raises(Refused):
        pipeline.split_speakers(merged=SpeakerMerge.objects.get(), along=[said(newsroom, "No.", by="Kai Renn").pk])
    pipeline.split_speakers(merged=SpeakerMerge.objects.get(), along=[goes.pk])
    assert set(gone.claims.values_list("statement", flat=True)) == {ADMITTED, "The quay is wet."}
    assert set(keep.claims.values_list("statement", flat=True)) == {DENIED, "The quay is dry."}
    assert said(newsroom, "The quay is long.", by="A. Holm").speaker == gone


@pytest.mark.parametrize("first", ["inner", "outer"])
def test_merges_of_merges_come_apart_in_any_order(
    newsroom: Newsroom, pair: tuple[Speaker, Speaker], first: str
) -> None:
    keep, gone = pair
    said(newsroom, "The dam holds.", by="Holm, Ada")
    top = named("Holm, Ada")
    before = state(keep, gone, top)
    pipeline.merge_speakers(keep=keep, merge=[gone])
    pipeline.merge_speakers(keep=top, merge=[keep])
    assert named("A. Holm").merged_into == top
    records = list(SpeakerMerge.objects.order_by("pk" if first == "inner" else "-pk"))
    for record in records:
        pipeline.split_speakers(merged=record)
    assert state(keep, gone, top) == before


def test_flags_follow_a_merge_and_a_split(newsroom: Newsroom, pair: tuple[Speaker, Speaker]) -> None:
    keep, gone = pair
    ids = sorted(Claim.objects.values_list("pk", flat=True))

    def against_self() -> list[bool]:
        again(list(Claim.objects.unmatched().values_list("pk", flat=True)))
        flags = Flag.objects.standing().filter(kind="contradiction")
        return list(flags.values_list("same_speaker", flat=True))

    assert True not in against_self()
    pipeline.merge_speakers(keep=keep, merge=[gone])
    assert sorted(Claim.objects.unmatched().values_list("pk", flat=True)) == ids[1:]
    assert against_self() == [True]
    pipeline.split_speakers(merged=SpeakerMerge.objects.get())
    assert True not in against_self()


def test_claims_of_another_of_the_same_name_get_a_speaker_of_their_own(newsroom: Newsroom, edith: User) -> None:
    one, other = said(newsroom, "The quay is dry.", by="Jo Falk"), said(newsroom, "I scored twice.", by="Jo Falk")
    made = pipeline.part_speaker(speaker=named("Jo Falk"), claims=[other.pk], name="Jo Falk", by=edith)
    one.refresh_from_db()
    other.refresh_from_db()
    assert other.speaker == made != one.speaker
    assert made.name == "Jo Falk"
    assert other.version == 1
    assert other.matched_at is None
    assert SpeakerSplit.objects.get().claims == [other.pk]


def test_claims_go_to_a_speaker_that_is_known(newsroom: Newsroom) -> None:
    said(newsroom, "The quay is dry.", by="Luc Holm")
    wrong = said(newsroom, "The quay is wet.", by="Holm")
    assert pipeline.part_speaker(speaker=named("Holm"), claims=[wrong.pk], name="luc holm") == named("Luc Holm")
    for claims, name in (([], "Ada"), ([wrong.pk], "Ada"), ([wrong.pk], " . ")):
        with pytest.raises(Refused):
            pipeline.part_speaker(speaker=named("Holm"), claims=claims, name=name)


def test_a_question_is_answered_once(pair: tuple[Speaker, Speaker], edith: User) -> None:
    keep, gone = pair
    asked = suggest(keep, gone)
    assert pipeline.accept_suggestion(suggestion=asked, by=edith) == keep
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("accepted", edith)
    assert not MergeSuggestion.objects.waiting()
    with pytest.raises(Refused):
        pipeline.refuse_suggestion(suggestion=asked, by=edith)
    pipeline.split_speakers(merged=SpeakerMerge.objects.get(), by=edith)
    assert MergeSuggestion.objects.get().state == "refused"


def test_a_question_about_somebody_merged_is_about_who_was_kept(
    newsroom: Newsroom, pair: tuple[Speaker, Speaker]
) -> None:
    keep, gone = pair
    said(newsroom, "The dam holds.", by="Ada Holm-Lind")
    third = named("Ada Holm-Lind")
    asked, same = suggest(gone, third), suggest(keep, third)
    pipeline.merge_speakers(keep=keep, merge=[gone])
    waiting: list[Any] = list(MergeSuggestion.objects.waiting())
    assert [{row.one, row.other} for row in waiting] == [{keep.pk, third.pk}] * 2
    pipeline.refuse_suggestion(suggestion=asked)
    same.refresh_from_db()
    assert same.state == "refused"
    assert not MergeSuggestion.objects.waiting()


def test_one_wikidata_id_means_one_speaker(pair: tuple[Speaker, Speaker]) -> None:
    keep, gone = pair
    for bad in ("42", "Q", "Q042", "Q42 x", "q42", "Q42\n;"):
        with pytest.raises(Refused):
            pipeline.identify_speaker(speaker=keep, wikidata_id=bad)
    assert pipeline.identify_speaker(speaker=keep, wikidata_id=" Q42 ") is None
    asked = pipeline.identify_speaker(speaker=gone, wikidata_id="Q42")
    assert asked is not None
    assert asked.reasons == ["both were given the Wikidata id Q42"]
    assert named("A. Holm").wikidata_id == ""
    pipeline.refuse_suggestion(suggestion=asked)
    with pytest.raises(Refused, match="kept apart"):
        pipeline.identify_speaker(speaker=gone, wikidata_id="Q42")


def test_two_wikidata_ids_are_two_speakers(pair: tuple[Speaker, Speaker]) -> None:
    keep, gone = pair
    pipeline.identify_speaker(speaker=keep, wikidata_id="Q1")
    pipeline.identify_speaker(speaker=gone, wikidata_id="Q2")
    with pytest.raises(Refused, match="Q1, Q2"):
        pipeline.merge_speakers(keep=keep, merge=[gone])


def test_the_record_stays_as_it_is(pair: tuple[Speaker, Speaker], newsroom: Newsroom, other_newsroom: Newsroom) -> None:
    keep, gone = pair
    pipeline.merge_speakers(keep=keep, merge=[gone])
    claim = said(newsroom, "The quay is dry.", by="Jo Falk")
    pipeline.part_speaker(speaker=named("Jo Falk"), claims=[claim.pk], name="Kai Falk")
    stranger = Speaker.objects.create(newsroom=other_newsroom, name="Ada Holm")
    for change in (
        lambda: SpeakerMerge.objects.update(claims=[]),
        lambda: SpeakerMerge.objects.update(kept=gone),
        lambda: SpeakerMerge.objects.update(claims=[claim.pk], wikidata_id="Q1"),
        lambda: SpeakerMerge.objects.all().delete(),
        lambda: SpeakerSplit.objects.update(claims=[]),
        lambda: SpeakerSplit.objects.all().delete(),
        lambda: suggest(keep, stranger),
        lambda: Speaker.objects.filter(pk=keep.pk).update(speaks_for=stranger),
        lambda: Speaker.objects.filter(pk=keep.pk).update(wikidata_id="42"),
        lambda: Claim.objects.filter(pk=claim.pk).update(within=Claim.objects.exclude(pk=claim.pk).first()),
    ):
        with pytest.raises(DatabaseError), ended():
            change()
    assert SpeakerAlias.objects.filter(speaker=keep).count() == 2


def test_an_id_given_to_another_one_meanwhile_stays_theirs(newsroom: Newsroom, pair: tuple[Speaker, Speaker]) -> None:
    keep, gone = pair
    pipeline.identify_speaker(speaker=gone, wikidata_id="Q42")
    pipeline.merge_speakers(keep=keep, merge=[gone])
    said(newsroom, "The dam holds.", by="Kai Renn")
    pipeline.identify_speaker(speaker=named("Ada Holm"), wikidata_id="")
    pipeline.identify_speaker(speaker=named("Kai Renn"), wikidata_id="Q42")
    pipeline.split_speakers(merged=SpeakerMerge.objects.get())
    assert (named("A. Holm").merged_into, named("A. Holm").wikidata_id) == (None, "")
    assert named("Kai Renn").wikidata_id == "Q42"


def late(newsroom: Newsroom, text: str, *, under: Speaker) -> Claim:
    """A claim that an extraction wrote under a speaker whom it had read before the merge."""
    claim = said(newsroom, text, by="Ada Holm")
    Claim.objects.filter(pk=claim.pk).update(speaker=under, matched_at=timezone.now())
    claim.refresh_from_db()
    return claim


def test_claims_written_while_their_speaker_was_merged_follow(
    newsroom: Newsroom, pair: tuple[Speaker, Speaker]
) -> None:
    keep, gone = pair
    before = timezone.now()
    pipeline.merge_speakers(keep=keep, merge=[gone])
    straggler = late(newsroom, "The quay is wet.", under=gone)
    assert follow(since=timezone.now()) == []  # no merge is so young
    pipeline.sweep()
    straggler.refresh_from_db()
    assert (straggler.speaker, straggler.matched_at) == (keep, None)
    assert straggler.pk in SpeakerMerge.objects.get().claims
    assert follow(since=before) == []
    pipeline.split_speakers(merged=SpeakerMerge.objects.get())
    assert set(gone.claims.values_list("statement", flat=True)) == {ADMITTED, "The quay is wet."}


@pytest.mark.parametrize("first", ["inner", "outer"])
def test_a_straggler_goes_back_whichever_merge_is_undone_first(
    newsroom: Newsroom, pair: tuple[Speaker, Speaker], first: str
) -> None:
    keep, gone = pair
    before = timezone.now()
    said(newsroom, "The dam holds.", by="Holm, Ada")
    top = named("Holm, Ada")
    pipeline.merge_speakers(keep=keep, merge=[gone])
    pipeline.merge_speakers(keep=top, merge=[keep])
    straggler = late(newsroom, "The quay is wet.", under=gone)
    assert follow(since=before) == [straggler.pk]
    straggler.refresh_from_db()
    assert straggler.speaker == top
    for record in SpeakerMerge.objects.order_by("pk" if first == "inner" else "-pk"):
        pipeline.split_speakers(merged=record)
    straggler.refresh_from_db()
    assert straggler.speaker == gone


def test_a_merge_that_was_undone_takes_no_claim(newsroom: Newsroom, pair: tuple[Speaker, Speaker]) -> None:
    keep, gone = pair
    before = timezone.now()
    pipeline.merge_speakers(keep=keep, merge=[gone])
    pipeline.split_speakers(merged=SpeakerMerge.objects.get())
    assert follow(since=before) == []
    assert gone.claims.exists()
