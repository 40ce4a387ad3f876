"""Speakers across articles, on the real database: who is one, who is kept apart, and what an editor is asked."""

from __future__ import annotations

import datetime as dt
import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from claims.extraction.attribution import Mention
from claims.extraction.speakers import Identified, speakers_of
from claims.models import Article, MergeSuggestion, Newsroom, Revision, Speaker, SpeakerAlias, SpeakerRole

MINISTER = "finance minister"


def article(newsroom: Newsroom, *, day: int = 2) -> Article:
    """An article of that day in March."""
    made = Article.objects.create(
        newsroom=newsroom, title="Quay", published_at=dt.datetime(2026, 3, day, 9, tzinfo=dt.UTC)
    )
    made.current = Revision.objects.create(
        article=made, number=1, text="Quay.", sha256=hashlib.sha256(b"Quay.").hexdigest()
    )
    made.save()
    return made


def met(
    newsroom: Newsroom, name: str, *, role: str = "", kind: str = "person", day: int = 2, sex: str = ""
) -> Identified:
    """Who a name is in a new article."""
    mention = Mention(name=name, kind=kind, role=role, gender=sex)
    return speakers_of(article(newsroom, day=day), mentions={mention})[mention]


def asked() -> set[frozenset[str]]:
    """The pairs that an editor is asked about, by name."""
    return {frozenset((s.a.name, s.b.name)) for s in MergeSuggestion.objects.select_related("a", "b")}


def test_a_full_name_is_one_row_whatever_its_title(newsroom: Newsroom) -> None:
    one = met(newsroom, "Ada Moreau").speaker
    assert met(newsroom, "Dr. Ada Moreau").speaker == met(newsroom, "ada moreau", day=9).speaker == one
    assert not asked()


def test_surname_and_role_are_enough_when_only_one_fits(newsroom: Newsroom) -> None:
    one = met(newsroom, "Ada Moreau", role=MINISTER).speaker
    assert met(newsroom, "Moreau", role=MINISTER, day=11) == Identified(one)
    assert not asked()


def test_surname_and_role_do_not_name_one_of_two(newsroom: Newsroom) -> None:
    met(newsroom, "Ada Moreau", role=MINISTER)
    met(newsroom, "Luc Moreau")
    found = met(newsroom, "Moreau", role=MINISTER, day=11)
    assert found.doubt == "speaker unsure: “Moreau” may be Ada Moreau or Luc Moreau"
    assert found.speaker
    assert found.speaker.name == "Moreau"
    assert asked() == {frozenset(("Moreau", "Ada Moreau")), frozenset(("Moreau", "Luc Moreau"))}


def test_two_of_one_surname_are_never_one_nor_asked_about(newsroom: Newsroom) -> None:
    assert met(newsroom, "Ada Moreau").speaker != met(newsroom, "Luc Moreau").speaker
    assert not asked()


def test_bare_surnames_in_two_articles_are_two_once_two_fit(newsroom: Newsroom) -> None:
    met(newsroom, "Ada Moreau")
    met(newsroom, "Luc Moreau")
    assert met(newsroom, "Moreau").speaker != met(newsroom, "Moreau", day=3).speaker


def test_a_bare_surname_with_one_that_fits_is_asked_about_once(newsroom: Newsroom) -> None:
    met(newsroom, "Ada Moreau")
    first = met(newsroom, "Moreau", kind="unknown")
    assert first == met(newsroom, "Moreau", kind="unknown", day=3)
    assert first.speaker
    assert first.speaker.name == "Moreau"
    assert asked() == {frozenset(("Moreau", "Ada Moreau"))}


@pytest.mark.parametrize(("role", "sex"), [("striker", ""), ("", "m")])
def test_another_role_or_title_of_the_day_is_somebody_else(newsroom: Newsroom, role: str, sex: str) -> None:
    one = met(newsroom, "Ada Moreau", role=MINISTER).speaker
    assert met(newsroom, "Moreau", role=role, sex=sex).speaker != one
    assert not asked()


def test_spellings_meet_by_their_role_and_else_are_asked_about(newsroom: Newsroom) -> None:
    one = met(newsroom, "Volodymyr Zelensky", role="President of Ukraine").speaker
    assert met(newsroom, "Volodymyr Zelenskyy", role="president of Ukraine", day=9).speaker == one
    other = met(newsroom, "Vladimir Zelenskiy", day=10).speaker
    assert other != one
    suggestion = MergeSuggestion.objects.get()
    assert {suggestion.a, suggestion.b} == {one, other}
    assert suggestion.state == "open"
    assert any("forms of one" in reason for reason in suggestion.reasons)


def test_an_initial_holds_for_its_article_only(newsroom: Newsroom) -> None:
    one = met(newsroom, "Jean Moreau", role=MINISTER).speaker
    assert met(newsroom, "J. Moreau", role=MINISTER).speaker == one
    assert met(newsroom, "J. Moreau", role="striker", day=4).speaker != one


def test_letters_and_the_body_they_stand_for_are_asked_about_from_both_sides(newsroom: Newsroom) -> None:
    met(newsroom, "Harbour Pilots' Board", kind="body")
    met(newsroom, "HPB", kind="body")
    assert asked() == {frozenset(("HPB", "Harbour Pilots' Board"))}
    met(newsroom, "DSA", kind="body")
    met(newsroom, "Dam Safety Agency", kind="body")
    assert frozenset(("DSA", "Dam Safety Agency")) in asked()


def test_a_manner_of_speaking_stays_as_said(newsroom: Newsroom) -> None:
    palace = met(newsroom, "the Kremlin", kind="body").speaker
    state = met(newsroom, "Russia", kind="body").speaker
    assert palace != state
    assert palace
    assert palace.speaks_for is None
    assert not asked()


def test_a_person_is_not_the_state_of_that_name(newsroom: Newsroom) -> None:
    assert met(newsroom, "Jordan", kind="body").speaker != met(newsroom, "Jordan", kind="person").speaker


def test_reading_an_article_again_changes_nothing(newsroom: Newsroom) -> None:
    met(newsroom, "Ada Moreau", role=MINISTER)
    met(newsroom, "Luc Moreau")
    again = article(newsroom, day=11)
    mentions = {
        Mention(name=n, kind="person", role=r) for n, r in [("Moreau", ""), ("J. Falk", "mayor"), ("Kai Renn", "")]
    }
    first = speakers_of(again, mentions=mentions)
    before = [m.objects.count() for m in (Speaker, SpeakerAlias, SpeakerRole, MergeSuggestion)]
    assert speakers_of(again, mentions=mentions) == first
    assert [m.objects.count() for m in (Speaker, SpeakerAlias, SpeakerRole, MergeSuggestion)] == before


def test_a_refused_pair_is_not_asked_about_again(newsroom: Newsroom) -> None:
    met(newsroom, "Ada Moreau")
    met(newsroom, "Ada Moreau-Lind")
    MergeSuggestion.objects.update(state="refused")
    met(newsroom, "Ada Moreau-Lind", day=5)
    assert MergeSuggestion.objects.get().state == "refused"


def test_a_newsroom_knows_nothing_of_anothers_speakers(newsroom: Newsroom, other_newsroom: Newsroom) -> None:
    one = met(newsroom, "Ada Moreau", role=MINISTER).speaker
    assert met(other_newsroom, "Moreau", role=MINISTER).speaker != one
    assert not asked()


def test_a_role_is_kept_with_the_day_of_its_article(newsroom: Newsroom) -> None:
    met(newsroom, "Ada Moreau", role="mayor", day=2)
    met(newsroom, "Ada Moreau", role="mayor", day=9)
    speaker = met(newsroom, "Ada Moreau", role="senator", day=20).speaker
    found = [
        (r["title"], r["first"].day, r["last"].day) for r in SpeakerRole.objects.filter(speaker=speaker).timeline()
    ]
    assert found == [("senator", 20, 20), ("mayor", 2, 9)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names", [("Ada Moreau", "Ada Moreau"), ("Olena Zelenska", "Olena Zelenskaa")])
def test_workers_that_meet_a_name_at_once(newsroom: Newsroom, names: tuple[str, str]) -> None:
    """One name is one row; two spellings are two, and somebody is asked: whoever comes second sees the first."""
    articles = [article(newsroom, day=day) for day in range(1, 9)]
    start = Barrier(len(articles))

    def work(number: int) -> int:
        try:
            mention = Mention(name=names[number % 2], kind="person")
            start.wait()
            with transaction.atomic():
                row = speakers_of(articles[number], mentions={mention})[mention].speaker
            assert row
            return row.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(len(articles)) as pool:
        rows = set(pool.map(work, range(len(articles))))
    distinct = len(set(names))
    assert len(rows) == Speaker.objects.count() == distinct
    assert MergeSuggestion.objects.count() == distinct - 1


def test_a_name_that_was_learnt_while_its_speaker_was_merged_means_who_was_kept(newsroom: Newsroom) -> None:
    keep = Speaker.objects.create(newsroom=newsroom, name="Ada Moreau", kind="person")
    gone = Speaker.objects.create(newsroom=newsroom, name="A. M.", kind="person", merged_into=keep)
    SpeakerAlias.objects.create(newsroom=newsroom, speaker=gone, name="Adele Moreau", key="adele moreau")
    assert met(newsroom, "Adele Moreau").speaker == keep
