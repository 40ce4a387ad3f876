"""One story in many outlets: one set of claims, and every place where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from django.db import IntegrityError, transaction

from claims import pipeline
from claims.extraction.extract import extract, find
from claims.ingest.document import Document
from claims.ingest.submit import submit
from claims.models import Appearance, Article, Claim, Newsroom, Speaker

pytestmark = [pytest.mark.services, pytest.mark.django_db]

OUTLETS = [
    "Harbour Post", "Radio Nord", "Coast Courier", "Island Weekly", "The Pilot",
    "Tidewater Mail", "Bay Tribune", "Northern Echoes", "Quay Observer", "Strait Times of Varn",
]  # fmt: skip
LEAD = "The old lighthouse at Skarv Point will stay lit for another year, the harbour board decided on Monday."
BODY = [
    "“We looked at every lamp here and this one still earns its keep,” said Ingrid Solberg, who chairs the board.",
    "The board had weighed closing the tower since a survey in March found rust in its lower rooms.",
    "Solberg said that the repairs would cost 340,000 crowns and take eleven weeks.",
    "“Nobody will have to sail blind past the reef this winter,” she added.",
    "Fishermen from the three villages on the point had collected 2,100 signatures against the closure.",
    "Petter Lunde, who speaks for the boat owners, said the board had listened at last.",
    "A second survey of the tower is planned for the spring, according to the board.",
]
OWN = "The Courier's readers have written more letters on the tower this year than on anything else."


def story(lead: str = LEAD, *, body: list[str] = BODY, own: str = "") -> str:
    return "\n\n".join(part for part in (lead, *body, own) if part)


def edited(number: int) -> str:
    """The story as one of ten desks would run it: another lead, a tail cut off, a paragraph of its own."""
    lead = LEAD if number % 3 == 0 else f"Skarv Point keeps its light, {OUTLETS[number]} has learned from the minutes."
    body = BODY if number % 2 == 0 else BODY[: 7 - number % 4]
    return story(lead, body=body, own=OWN if number % 4 == 1 else "")


def run(room: Newsroom, text: str, *, outlet: str, day: int = 4, key: str = "") -> Article:
    """Take a text in and run the stage on it."""
    published = dt.datetime(2026, 5, day, 12, tzinfo=dt.UTC)
    document = Document(text=text, source_name=outlet, external_id=key or outlet, published_at=published)
    article = submit(newsroom=room, document=document).article
    assert extract(article.pk) is not None
    return Article.objects.select_related("current", "source").get(pk=article.pk)


def places(room: Newsroom) -> list[tuple[str, str]]:
    """(statement, outlet) of every living place, claims' own and appearances."""
    own = Claim.objects.for_newsroom(room).standing().values_list("statement", "article__source__name")
    more = Appearance.objects.standing().filter(claim__newsroom=room, claim__lost_at=None)
    return sorted([*own, *more.values_list("claim__statement", "article__source__name")])


@pytest.mark.parametrize("order", [range(10), reversed(range(10)), [3, 9, 0, 5, 1, 8, 2, 7, 6, 4]])
def test_ten_outlets_with_one_story_give_one_set_of_claims(newsroom: Newsroom, order: Iterable[int]) -> None:
    for number in order:
        run(newsroom, edited(number), outlet=OUTLETS[number])
    found = places(newsroom)
    assert len(found) == len(set(found))
    for number in range(10):
        wanted = {one.place.statement for one in find(edited(number))}
        assert {statement for statement, outlet in found if outlet == OUTLETS[number]} == wanted
    statements = [claim.statement for claim in Claim.objects.for_newsroom(newsroom)]
    assert len(statements) == len(set(statements)) >= 5
    whole = next(c for c in Claim.objects.for_newsroom(newsroom) if c.statement.startswith("We looked at every lamp"))
    assert whole.appearances.standing().count() == 9
    assert whole.speaker.name == "Ingrid Solberg"


def test_another_story_with_the_same_quotation_keeps_its_own_claim(newsroom: Newsroom) -> None:
    run(newsroom, story(), outlet="Harbour Post")
    other = [
        "Budgets for coastal lights are shrinking everywhere, a study of nine harbours shows.",
        BODY[0],
        "The study puts the cost of a lit mile at twice what it was ten years ago.",
        "It was written at the nautical college in Varn and runs to eighty pages.",
        "Its authors want the state to pay a third of the bill for every tower.",
    ]
    run(newsroom, "\n\n".join(other), outlet="Radio Nord")
    assert not Appearance.objects.exists()
    assert Claim.objects.filter(statement__startswith="We looked at every lamp").count() == 2


def test_a_copy_weeks_later_is_another_story(newsroom: Newsroom) -> None:
    run(newsroom, story(), outlet="Harbour Post", day=1)
    run(newsroom, story(), outlet="Radio Nord", day=20)
    assert not Appearance.objects.exists()


def test_a_copy_in_another_newsroom_is_none_of_ours(newsroom: Newsroom, other_newsroom: Newsroom) -> None:
    run(newsroom, story(), outlet="Harbour Post")
    run(other_newsroom, story(), outlet="Radio Nord")
    assert not Appearance.objects.exists()


def test_words_given_to_somebody_else_in_a_copy_are_a_claim_of_their_own(newsroom: Newsroom) -> None:
    run(newsroom, story(), outlet="Harbour Post")
    run(newsroom, story(body=[BODY[0].replace("Ingrid Solberg", "Marta Vik"), *BODY[1:]]), outlet="Radio Nord")
    said = Claim.objects.filter(statement__startswith="We looked at every lamp")
    assert {claim.speaker.name for claim in said} == {"Ingrid Solberg", "Marta Vik"}


def test_a_copy_that_cut_the_first_name_adds_no_speaker(newsroom: Newsroom) -> None:
    run(newsroom, story(body=BODY[1:]), outlet="Harbour Post")
    before = Speaker.objects.count()
    run(newsroom, story(), outlet="Radio Nord")
    assert Claim.objects.get(statement__startswith="the repairs would cost").speaker.name == "Ingrid Solberg"
    run(newsroom, story(body=BODY[1:], own=OWN), outlet="Coast Courier")
    assert Speaker.objects.count() <= before + 1


def test_the_day_of_saying_is_that_of_the_first_to_publish(newsroom: Newsroom) -> None:
    run(newsroom, story(), outlet="Harbour Post", day=6)
    run(newsroom, story(own=OWN), outlet="The Wire", day=5)
    assert set(Claim.objects.filter(speaker__isnull=False).values_list("said_on", flat=True)) == {dt.date(2026, 5, 5)}


def test_a_claim_that_its_article_drops_lives_on_in_a_copy(newsroom: Newsroom) -> None:
    first = run(newsroom, story(), outlet="Harbour Post")
    second = run(newsroom, story(own=OWN), outlet="Radio Nord")
    claim = Claim.objects.get(article=first, statement__startswith="Nobody will have to sail blind")
    run(newsroom, story(body=[part for part in BODY if "sail blind" not in part]), outlet="Harbour Post")
    claim.refresh_from_db()
    assert (claim.article, claim.lost_at, claim.source.name) == (second, None, "Radio Nord")
    assert second.text[claim.start : claim.end] == claim.text
    left = claim.appearances.get()
    assert (left.article, left.lost_at is not None) == (first, True)
    run(newsroom, story(own="Corrected on Tuesday."), outlet="Harbour Post")
    assert claim.appearances.standing().get().article == first


def test_a_claim_that_stands_nowhere_any_more_is_lost_and_found_again(newsroom: Newsroom) -> None:
    run(newsroom, story(), outlet="Harbour Post")
    claim = Claim.objects.get(statement__startswith="Nobody will have to sail blind")
    run(newsroom, story(body=BODY[:3]), outlet="Harbour Post")
    claim.refresh_from_db()
    assert claim.lost_at is not None
    run(newsroom, story(own="Restored."), outlet="Harbour Post")
    claim.refresh_from_db()
    assert claim.lost_at is None
    assert Claim.objects.filter(statement=claim.statement).count() == 1


def test_an_edited_copy_moves_its_places_and_leaves_those_that_are_gone(newsroom: Newsroom) -> None:
    run(newsroom, story(), outlet="Harbour Post")
    run(newsroom, story(own=OWN), outlet="Radio Nord")
    copy = run(newsroom, "Updated at noon.\n\n" + story(body=BODY[:4]), outlet="Radio Nord")
    for place in Appearance.objects.standing().filter(article=copy):
        assert place.revision == copy.current
        assert copy.text[place.start : place.end] == place.text
    gone = Appearance.objects.get(claim__statement__startswith="the board had listened at last")
    assert gone.lost_at is not None
    assert gone.claim.lost_at is None


def test_an_edit_that_gives_words_to_somebody_else_leaves_the_copies_theirs(newsroom: Newsroom) -> None:
    first = run(newsroom, story(), outlet="Harbour Post")
    second = run(newsroom, story(own=OWN), outlet="Radio Nord")
    claim = Claim.objects.get(article=first, statement__startswith="We looked at every lamp")
    run(newsroom, story(body=[BODY[0].replace("Ingrid Solberg", "Marta Vik"), *BODY[1:]]), outlet="Harbour Post")
    claim.refresh_from_db()
    assert (claim.article, claim.speaker.name) == (second, "Ingrid Solberg")
    assert Claim.objects.get(article=first, statement=claim.statement).speaker.name == "Marta Vik"


def test_a_deleted_article_leaves_its_claims_to_the_copies(newsroom: Newsroom) -> None:
    first = run(newsroom, story(own="“We will paint it white,” said Ingrid Solberg."), outlet="Harbour Post")
    second = run(newsroom, story(own=OWN), outlet="Radio Nord")
    shared = set(Appearance.objects.values_list("claim", flat=True))
    pipeline.remove(article=first)
    assert {claim.pk for claim in Claim.objects.all()} == shared != set()
    assert {claim.article for claim in Claim.objects.all()} == {second}
    assert not Appearance.objects.exists()


def test_other_marks_in_a_copy_are_the_same_words(newsroom: Newsroom) -> None:
    first = run(newsroom, story(), outlet="Harbour Post")
    plain = story().replace("“", '"').replace("”", '"').replace("earns its keep", "earns  its keep")
    copy = run(newsroom, plain, outlet="Radio Nord")
    claim = Claim.objects.get(statement__startswith="We looked at every lamp")
    assert claim.appearances.get().text != claim.text
    run(newsroom, "Nothing of it stands here now, the desk found on Friday.", outlet="Harbour Post")
    claim.refresh_from_db()
    assert claim.article == copy != first
    assert copy.text[claim.start : claim.end] == claim.text


def test_the_database_refuses_a_place_that_does_not_hold_the_words(
    newsroom: Newsroom, other_newsroom: Newsroom
) -> None:
    first = run(newsroom, story(), outlet="Harbour Post")
    copy = run(newsroom, story(own=OWN), outlet="Radio Nord")
    foreign = run(other_newsroom, story(), outlet="Harbour Post")
    place = Appearance.objects.filter(article=copy).first()
    for changed in (
        {"start": place.start + 1},
        {"text": "Nothing of the kind"},
        {"revision": first.current},
        {"article": foreign, "revision": foreign.current},
        {"lost_at": None},
    ):
        values = {name: getattr(place, name) for name in ("claim", "article", "revision", "text", "start", "end")}
        with pytest.raises(IntegrityError), transaction.atomic():
            Appearance.objects.create(**{**values, **changed})


def test_a_repeated_run_changes_nothing(newsroom: Newsroom) -> None:
    for number in range(3):
        run(newsroom, edited(number), outlet=OUTLETS[number])
    before = places(newsroom), Claim.objects.count(), Appearance.objects.count()
    for article in Article.objects.all():
        Article.objects.filter(pk=article.pk).update(state="stored")
        extract(article.pk)
    assert (places(newsroom), Claim.objects.count(), Appearance.objects.count()) == before
