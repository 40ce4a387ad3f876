"""Attributions added, corrected, split, deleted and confirmed by people: what stands after, and what is refused."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.db import Error, transaction

from claims import pipeline
from claims.extraction.extract import extract
from claims.ingest.document import Document
from claims.matching.match import match_article, match_claims
from claims.models import Appearance, Article, Claim, Correction, Flag, Newsroom, Review, Revision, User
from claims.review import corrections, gold
from claims.review.errors import Outdated, Refused
from claims.review.holding import Seen
from claims.review.placing import Draft
from claims.text.spans import Span
from tests.web.conftest import claim_in, store

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TEXT = (
    "🌊 The cafe\u0301 by the pier was full. “The pier is safe,” Nils Brahe said. “It was rebuilt in May.”\n\n"
    "Ada Holm said that the pier had cost 40,000 crowns and that the ferry would stop there. "
    "“The pier is safe,” she added."
)
EDITED = "An editor's note first.\n\n" + TEXT.replace("was full", "was crowded")


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    """The text with what extraction finds in it, compared."""
    found = pipeline.take_in(newsroom=newsroom, document=Document(text=TEXT, title="Pier")).article
    assert extract(found.pk)
    assert match_article(found.pk)
    found.refresh_from_db()
    return found


def at(words: str, *, text: str = TEXT, nth: int = 0) -> Span:
    """Where the words stand, the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def claim_on(words: str, **fields: Any) -> Claim:
    return Claim.objects.get(statement__contains=words, **fields)


def seen(claim: Claim) -> Seen:
    assert claim.revision_id
    return Seen(revision_id=claim.revision_id, version=claim.version)


def add(article: Article, words: str, by: User, nth: int = 0, **draft: Any) -> Claim:
    assert article.current_id
    content = (at(words, text=article.text, nth=nth),)
    return pipeline.add_attribution(
        article=article, revision_id=article.current_id, draft=Draft(content=content, **draft), by=by
    )


def again(article: Article, text: str) -> Article:
    """Another text of the article, taken in and extracted; the same text: extracted once more."""
    if text != article.text:
        number = article.revisions.count() + 1
        sha = hashlib.sha256(text.encode()).hexdigest()
        article.current = Revision.objects.create(article=article, number=number, text=text, sha256=sha)
        article.text_sha256 = sha
    article.state = Article.State.STORED
    article.save()
    extract(article.pk)
    return Article.objects.select_related("current", "newsroom").get(pk=article.pk)


def test_added_words_are_a_trusted_claim_at_their_code_points(article: Article, rosa: User) -> None:
    words = "The cafe\u0301 by the pier was full"
    claim = add(article, words, rosa, speaker="Nils Brahe", cue=at("said"))
    assert (claim.text, claim.start, claim.cue, claim.kind) == (words, 2, "said", "indirect")
    assert claim.speaker == claim_on("It was rebuilt").speaker
    assert (claim.confidence, claim.uncertain, claim.version) == (1.0, False, 1)
    row = Correction.objects.get(claim=claim)
    assert (row.action, row.before, row.by, row.revision) == ("add", None, rosa, article.current)
    assert row.after["content"] == [[2, 2 + len(words)]]


def test_marks_around_the_selection_are_not_part_of_the_claim(article: Article, rosa: User) -> None:
    claim = claim_on("It was rebuilt")
    pipeline.delete_attribution(claim=claim, seen=seen(claim), by=rosa)
    back = add(article, "“It was rebuilt in May.”", rosa, speaker="Nils Brahe")
    assert (back.pk, back.text, back.kind, back.lost_at) == (claim.pk, "It was rebuilt in May.", "direct", None)


@pytest.mark.parametrize(
    ("draft", "field", "says"),
    [
        ({"content": ()}, "content", "Select the words"),
        ({"content": (Span(0, 100_000),)}, "content", "The text ends at"),
        ({"content": (Span(6, 10),)}, "content", "cuts a character in two at 10"),
        ({"content": (at(" "),)}, "content", "no word"),
        (
            {"content": (at("by the pier"), at("pier was full"))},
            "content",
            "overlap: “by the pier” and “pier was full”",
        ),
        ({"content": (at("was full"),), "cue": at("full")}, "cue", "“full” stands inside the words"),
        ({"content": (at("was full"),), "source": Span(0, 100_000)}, "source", "The text ends at"),
        ({"content": (at("was full"),), "kind": "rumour"}, "kind", "kind is one of"),
        ({"content": (at("was full"),), "speaker": "…"}, "speaker", "no name"),
        ({"content": (at("It was rebuilt in May."),)}, "content", "exactly these words already"),
    ],
)
def test_an_impossible_place_is_refused_with_its_field(
    draft: dict[str, Any], field: str, says: str, article: Article, rosa: User
) -> None:
    assert article.current_id
    before = Claim.objects.count()
    with pytest.raises(Refused, match=says) as refused:
        pipeline.add_attribution(article=article, revision_id=article.current_id, draft=Draft(**draft), by=rosa)
    assert refused.value.field == field
    assert (Claim.objects.count(), Correction.objects.count()) == (before, 0)


def test_a_correction_keeps_identity_and_reviews_and_is_compared_anew(article: Article, rosa: User) -> None:
    match_claims(list(Claim.objects.values_list("pk", flat=True)))
    claim = claim_on("The pier is safe", start=at("The pier is safe").start)
    flags = Flag.objects.touching(claim.pk)
    flag = flags.get(kind=Flag.Kind.DUPLICATE)
    review = pipeline.decide(flag=flag, decision="confirm", reviewer=rosa)
    draft = Draft(content=(at("It was rebuilt in May."),), speaker="Nils Brahe")
    with pytest.raises(Refused, match="Another attribution"):
        pipeline.correct_attribution(claim=claim, seen=seen(claim), draft=draft, by=rosa)

    draft = Draft(content=(at("pier is safe"),), source=at("Ada Holm"), speaker="ada holm", kind="mixed")
    after = pipeline.correct_attribution(claim=claim, seen=seen(claim), draft=draft, by=rosa, note="her words")
    assert (after.pk, after.statement, after.kind, after.source_text) == (claim.pk, "pier is safe", "mixed", "Ada Holm")
    assert after.speaker is not None
    assert after.speaker.name == "Ada Holm"
    assert (after.matched_at, after.embedding) == (None, None)
    assert after.fingerprint != claim.fingerprint
    assert list(Review.objects.all()) == [review]
    row = Correction.objects.get()
    assert (row.before["speaker"], row.after["speaker"], row.note) == ("Nils Brahe", "Ada Holm", "her words")


def test_flags_on_changed_words_retire_until_they_are_raised_again(article: Article, rosa: User) -> None:
    from claims.matching.rescore import again as compare

    claim = claim_on("The pier is safe", start=at("The pier is safe").start)
    flag = Flag.objects.touching(claim.pk).get(kind=Flag.Kind.DUPLICATE)
    other = Draft(content=(at("cafe\u0301 by the pier was full"),), speaker="Nils Brahe")
    claim = pipeline.correct_attribution(claim=claim, seen=seen(claim), draft=other, by=rosa)
    compare([claim.pk])
    flag.refresh_from_db()
    assert flag.state == Flag.State.WITHDRAWN
    old = Draft(content=(at("The pier is safe"),), speaker="Nils Brahe")
    claim = pipeline.correct_attribution(claim=claim, seen=seen(claim), draft=old, by=rosa)
    compare([claim.pk])
    flag.refresh_from_db()
    assert flag.state == Flag.State.OPEN
    claim.refresh_from_db()
    assert claim.embedding is not None


def test_a_split_makes_two_of_one(article: Article, rosa: User) -> None:
    claim = add(
        article,
        "the pier had cost 40,000 crowns and that the ferry would stop",
        rosa,
        speaker="Ada Holm",
        cue=at("said", nth=1),
    )
    left, made = pipeline.split_attribution(claim=claim, seen=seen(claim), taken=[at("the ferry would stop")], by=rosa)
    assert (left.pk, left.statement) == (claim.pk, "the pier had cost 40,000 crowns and that")
    assert (made.statement, made.cue, made.speaker) == ("the ferry would stop", "said", claim.speaker)
    assert [row.action for row in Correction.objects.filter(claim__in=[left, made])] == ["add", "split", "split"]
    for taken, says in (([at("pier was full")], "of this attribution only"), ([at(left.text)], "has to be left")):
        with pytest.raises(Refused, match=says):
            pipeline.split_attribution(claim=left, seen=seen(left), taken=taken, by=rosa)


def test_a_deleted_one_is_out_of_the_article_with_its_flags_and_keeps_its_reviews(article: Article, rosa: User) -> None:
    claim = claim_on("The pier is safe", start=at("The pier is safe").start)
    flag = Flag.objects.touching(claim.pk).get(kind=Flag.Kind.DUPLICATE)
    pipeline.decide(flag=flag, decision="unsure", reviewer=rosa)
    gone = pipeline.delete_attribution(claim=claim, seen=seen(claim), by=rosa)
    flag.refresh_from_db()
    assert gone.withdrawn_at == gone.lost_at
    assert (flag.state, flag.reviews.count()) == ("withdrawn", 1)
    assert claim not in Claim.objects.standing()
    assert Correction.objects.get().after is None


def test_whoever_saw_an_older_state_is_told(article: Article, rosa: User, edith: User) -> None:
    claim = claim_on("It was rebuilt")
    old = seen(claim)
    pipeline.confirm_attribution(claim=claim, seen=old, by=rosa)
    claim.refresh_from_db()
    for write in (pipeline.confirm_attribution, pipeline.delete_attribution):
        with pytest.raises(Outdated, match="Somebody else"):
            write(claim=claim, seen=old, by=edith)
    fresh = seen(claim)
    assert article.current_id
    old_revision = article.current_id
    article = again(article, EDITED)
    claim.refresh_from_db()
    draft = Draft(content=(at("pier"),))
    with pytest.raises(Outdated, match="newer text"):
        pipeline.correct_attribution(claim=claim, seen=fresh, draft=draft, by=edith)
    with pytest.raises(Outdated, match="newer text"):
        pipeline.add_attribution(article=article, revision_id=old_revision, draft=draft, by=edith)


def test_only_members_who_decide_may(article: Article, vito: User, otto: User) -> None:
    claim = claim_on("It was rebuilt")
    for user in (vito, otto):
        with pytest.raises(Refused, match="That takes the role"):
            pipeline.delete_attribution(claim=claim, seen=seen(claim), by=user)
        with pytest.raises(Refused, match="That takes the role"):
            add(article, "was full", user)


def test_a_published_verdict_is_not_undermined(article: Article, newsroom: Newsroom, rosa: User, edith: User) -> None:
    from claims.models import Rating

    claim = claim_on("It was rebuilt")
    verdict = pipeline.draft_verdict(claim=claim, rating=Rating.objects.all()[0], explanation="So.", author=rosa)
    pipeline.publish_verdict(verdict=pipeline.submit_verdict(verdict=verdict, by=rosa), approver=edith)
    claim.refresh_from_db()
    with pytest.raises(Refused, match="withdraw the verdict first"):
        pipeline.delete_attribution(claim=claim, seen=seen(claim), by=rosa)
    other = Draft(content=(at("It was rebuilt in May."),), speaker="Ada Holm")
    with pytest.raises(Refused, match="withdraw the verdict first"):
        pipeline.correct_attribution(claim=claim, seen=seen(claim), draft=other, by=rosa)


@pytest.mark.parametrize("text", [TEXT, EDITED])
def test_extraction_leaves_alone_what_people_settled(text: str, article: Article, rosa: User) -> None:
    deleted = claim_on("It was rebuilt")
    corrected = claim_on("The pier is safe", start=at("The pier is safe").start)
    pipeline.delete_attribution(claim=deleted, seen=seen(deleted), by=rosa)
    draft = Draft(content=(at("The pier is safe"),), speaker="Ada Holm", cue=at("Brahe"))
    pipeline.correct_attribution(claim=corrected, seen=seen(corrected), draft=draft, by=rosa)
    narrowed = claim_on("The pier is safe", start=at("The pier is safe", nth=1).start)
    draft = Draft(content=(at("pier is safe", nth=1),), speaker="Ada Holm")
    pipeline.correct_attribution(claim=narrowed, seen=seen(narrowed), draft=draft, by=rosa)
    count = Claim.objects.standing().count()

    article = again(article, text)
    assert Claim.objects.standing().count() == count
    for claim in (deleted, corrected, narrowed):
        claim.refresh_from_db()
    assert deleted.lost_at is not None
    assert (corrected.speaker and corrected.speaker.name, corrected.cue, corrected.confidence) == (
        "Ada Holm",
        "Brahe",
        1.0,
    )
    assert (corrected.revision_id, narrowed.revision_id) == (article.current_id, article.current_id)
    assert article.text[narrowed.start : narrowed.end] == "pier is safe"


def test_a_complete_text_gains_nothing_by_itself_and_confirms_what_stands(article: Article, rosa: User) -> None:
    claim = claim_on("It was rebuilt")
    pipeline.delete_attribution(claim=claim, seen=seen(claim), by=rosa)
    assert article.current_id
    Claim.objects.filter(statement="The pier is safe").update(uncertain=True)
    with pytest.raises(Refused, match="2 of its attributions wait"):
        pipeline.complete_article(article=article, revision_id=article.current_id, by=rosa)
    Claim.objects.update(uncertain=False)
    revision = pipeline.complete_article(article=article, revision_id=article.current_id, by=rosa)
    assert revision.checked_by == rosa
    assert not Claim.objects.standing().filter(version=0).exists()
    assert {row.action for row in Correction.objects.all()} == {"delete", "confirm"}
    assert not pipeline.complete_article(article=article, revision_id=revision.pk, by=rosa, checked=False).checked_at


def test_the_database_keeps_corrections(article: Article, rosa: User, other_newsroom: Newsroom) -> None:
    claim = claim_on("It was rebuilt")
    corrections.confirm(claim=claim, seen=seen(claim), by=rosa)
    for write in (
        lambda: Correction.objects.update(note="other"),
        lambda: Correction.objects.all().delete(),
        lambda: Correction.objects.create(
            newsroom=other_newsroom, revision_id=claim.revision_id, claim=claim, action="add", after={}, by=rosa
        ),
    ):
        with pytest.raises(Error, match=r"never changed|inside one newsroom"), transaction.atomic():
            write()


def test_words_marked_before_extraction_came_to_a_new_text_do_not_stop_it(newsroom: Newsroom, rosa: User) -> None:
    found = pipeline.take_in(newsroom=newsroom, document=Document(text=TEXT, title="Pier", external_id="p")).article
    extract(found.pk)
    pipeline.take_in(newsroom=newsroom, document=Document(text=EDITED, title="Pier", external_id="p"))
    edited = Article.objects.get(pk=found.pk)
    marked = add(edited, "It was rebuilt in May.", rosa)
    assert extract(edited.pk)
    standing = Claim.objects.standing().filter(revision=edited.current, statement__contains="rebuilt in May")
    assert list(standing) == [marked]


def test_what_is_trusted_again_is_compared_again(newsroom: Newsroom) -> None:
    found = pipeline.take_in(newsroom=newsroom, document=Document(text=TEXT, title="Pier")).article
    extract(found.pk)
    found.refresh_from_db()
    waited = claim_on("rebuilt in May")
    Claim.objects.filter(pk=waited.pk).update(uncertain=True, matched_at=waited.created_at)
    again(found, TEXT)
    waited.refresh_from_db()
    assert (waited.uncertain, waited.matched_at) == (False, None)


def test_a_split_does_not_leave_words_that_were_deleted_before(newsroom: Newsroom, rosa: User) -> None:
    found = pipeline.take_in(newsroom=newsroom, document=Document(text=TEXT, title="Pier")).article
    gone = add(found, "The cafe\u0301 by the pier", rosa)
    pipeline.delete_attribution(claim=gone, seen=seen(gone), by=rosa)
    whole = add(found, "The cafe\u0301 by the pier was full", rosa)
    with pytest.raises(Refused, match="stood"):
        pipeline.split_attribution(claim=whole, seen=seen(whole), taken=[at(" was full")], by=rosa)


def test_a_complete_copy_tells_the_attributions_that_its_claims_share(newsroom: Newsroom, rosa: User) -> None:
    body = " ".join(f"The keeper of pier {n} walked along the quay at dawn." for n in ("one", "two", "three", "four"))
    one, copy = (
        pipeline.take_in(newsroom=newsroom, document=Document(text=f"{TEXT}\n\n{body}", source_name=name)).article
        for name in ("Herald", "Courier")
    )
    extract(one.pk)
    extract(copy.pk)
    copy.refresh_from_db()
    assert copy.current_id
    assert not Claim.objects.filter(article=copy).exists()
    Claim.objects.update(uncertain=False)
    pipeline.complete_article(article=copy, revision_id=copy.current_id, by=rosa)
    (row,) = gold.rows(gold.revisions(newsroom=newsroom))
    assert len(row["quotes"]) == Claim.objects.standing_in(copy).count() > 0


TOLD = "“Holm says Brahe told the council that the pier is safe and the ferry late,” Renn said. The pier is old."
OUTER, MIDDLE, INNER = TOLD[1:75], "Brahe told the council that the pier is safe and the ferry late", "the pier is safe"


@pytest.fixture
def nest(newsroom: Newsroom, rosa: User) -> list[Claim]:
    """Three claims marked by a person, each told within the one before it, the innermost first in time."""
    article = store(newsroom, TOLD, title="Told")
    made = [add(article, words, rosa) for words in (INNER, OUTER, MIDDLE)]
    return [made[1], made[2], made[0]]


def tellers(*claims: Claim) -> list[int | None]:
    for claim in claims:
        claim.refresh_from_db()
    return [claim.within_id for claim in claims]


def test_what_a_person_marks_is_told_within_what_holds_it(nest: list[Claim]) -> None:
    outer, middle, _inner = nest
    assert middle.within_id == outer.pk
    assert tellers(*nest) == [None, outer.pk, middle.pk]


def test_what_was_told_within_a_deleted_one_is_told_within_what_that_was_told_in(nest: list[Claim], rosa: User) -> None:
    outer, middle, inner = nest
    pipeline.delete_attribution(claim=middle, seen=seen(middle), by=rosa)
    assert tellers(inner) == [outer.pk]
    inner.refresh_from_db()
    pipeline.delete_attribution(claim=outer, seen=seen(outer), by=rosa)
    assert tellers(inner) == [None]


def test_what_is_moved_or_split_is_told_within_what_holds_it_now(nest: list[Claim], rosa: User) -> None:
    outer, middle, inner = nest
    draft = Draft(content=(at("The pier is old", text=TOLD),))
    moved = pipeline.correct_attribution(claim=middle, seen=seen(middle), draft=draft, by=rosa)
    assert moved.within_id is None
    assert tellers(inner) == [outer.pk]
    taken = at("Brahe told the council that the pier is safe", text=TOLD)
    left, made = pipeline.split_attribution(claim=outer, seen=seen(outer), taken=[taken], by=rosa)
    assert made.within_id == left.pk  # what is left stands on both sides of it
    assert tellers(inner) == [made.pk]


def test_no_second_attribution_where_a_copys_stands(newsroom: Newsroom, rosa: User) -> None:
    article, copy = (store(newsroom, TOLD, title=title, source=title) for title in ("First", "Copy"))
    claim = claim_in(article, INNER)
    Appearance.objects.create(
        claim=claim, article=copy, revision=copy.current, text=claim.text, start=claim.start, end=claim.end
    )
    with pytest.raises(Refused, match="exactly these words already") as refused:
        add(copy, INNER, rosa)
    assert refused.value.field == "content"
    other = add(copy, "The pier is old", rosa)
    draft = Draft(content=(at(INNER, text=TOLD),))
    with pytest.raises(Refused, match="Another attribution"):
        pipeline.correct_attribution(claim=other, seen=seen(other), draft=draft, by=rosa)
    Appearance.objects.update(lost_at=claim.created_at)
    assert add(copy, INNER, rosa).article == copy
