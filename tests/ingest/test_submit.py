"""What people hand in: taken in whole, or refused with the field and the reason, and never anything in between."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from claims.ingest.document import ClaimEntry, Document
from claims.ingest.enter import enter
from claims.ingest.errors import Rejected
from claims.ingest.submit import submit
from claims.models import Article, Claim, Newsroom, Source

pytestmark = pytest.mark.services

STORY = "The lighthouse was repainted in May, keeper Ole Munk said.\n\n“It took nine days,” Munk added."
PAGE = """<html><head><title>Lighthouse painted</title><script>alert(1)</script></head>
<body><nav>Home | Sport</nav><article><h1>Lighthouse painted</h1>
<p>The lighthouse was repainted in May, keeper Ole Munk told the harbour board on Friday.</p>
<p>“It took nine days and forty litres of red,” Munk said. <script>document.write("owned")</script></p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("document", "field", "reason"),
    [
        (Document(), "text", "Give a text"),
        (Document(text="   \n "), "text", "no text"),
        (Document(text="!!! … ---"), "text", "no text"),
        (Document(raw=b""), "text", "Give a text"),
        (Document(text="x" * 5_000_000), "text", "5,000,000 characters"),
        (Document(raw=b"a" * 5_000_000), "file", "5,000,000 bytes"),
        (Document(raw=bytes(range(256)) * 40), "file", "binary"),
        (Document(raw=gzip.compress(STORY.encode() * 50)), "file", "binary"),
        (Document(raw=b"\xff\xfeh\x00i\x00\xd8"), "file", "utf-16"),
        (Document(text="half \ud83d here"), "text", "surrogate"),
        (Document(html="<html><body><nav>Home</nav></body></html>"), "html", "No article text"),
        (Document(url="javascript:alert(1)"), "url", "no http"),
        (Document(url="file:///etc/passwd"), "url", "no http"),
        (Document(text=STORY, title="t" * 501), "title", "501 characters"),
        (Document(text=STORY, kind="poem"), "kind", "kind is one of"),
    ],
)
def test_bad_input_names_the_field_and_the_reason(
    newsroom: Newsroom, document: Document, field: str, reason: str
) -> None:
    with pytest.raises(Rejected, match=reason) as refusal:
        submit(newsroom=newsroom, document=document)
    assert refusal.value.field == field
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        STORY.encode("utf-8"),
        STORY.encode("utf-8-sig"),
        STORY.encode("utf-16"),
        STORY.replace("\n", "\r\n").encode("utf-8"),
        STORY.encode("cp1252"),
    ],
)
def test_the_usual_encodings_give_the_same_text(newsroom: Newsroom, raw: bytes) -> None:
    assert submit(newsroom=newsroom, document=Document(raw=raw)).article.text == STORY


@pytest.mark.parametrize(
    "text",
    ["“" * 1000 + " so it went", "قال الوزير: «لن نغلق الميناء».", "Z̴̧̛a̵l̷g̸o̶ s̶p̷o̴k̶e̸ h̷e̶r̷e̵", "𝔗𝔥𝔢 pier 🌊 is safe"],
)
def test_odd_scripts_are_kept_to_the_letter(newsroom: Newsroom, text: str) -> None:
    assert submit(newsroom=newsroom, document=Document(text=text)).article.text == text


def test_a_page_gives_its_article_without_scripts(newsroom: Newsroom) -> None:
    article = submit(newsroom=newsroom, document=Document(html=PAGE)).article
    assert article.title == "Lighthouse painted"
    assert "forty litres" in article.text
    assert "alert" not in article.text
    assert "owned" not in article.text
    assert "Home" not in article.text


@pytest.mark.parametrize(
    ("again", "same"),
    [
        ({}, True),
        ({"title": "Other headline"}, True),
        ({"external_id": "b"}, True),
        ({"source_name": "harbour post"}, True),
        ({"source_name": "Radio Nord"}, False),
        ({"text": STORY + " It shines."}, False),
    ],
)
def test_the_same_text_from_the_same_outlet_is_one_article(
    newsroom: Newsroom, again: dict[str, Any], same: bool
) -> None:
    values = {"text": STORY, "source_name": "Harbour Post"}
    first = submit(newsroom=newsroom, document=Document(**values))
    second = submit(newsroom=newsroom, document=Document(**{**values, **again}))
    assert (second.article == first.article, second.created) == (same, not same)


def test_the_same_external_id_with_another_text_is_a_revision(newsroom: Newsroom) -> None:
    first = submit(newsroom=newsroom, document=Document(text=STORY, external_id="cms-1"))
    second = submit(newsroom=newsroom, document=Document(text=STORY + " It shines.", external_id="cms-1"))
    assert second.article == first.article
    assert second.new_text
    assert [revision.text for revision in second.article.revisions.all()] == [STORY, STORY + " It shines."]


def test_a_text_that_another_article_has_is_no_revision(newsroom: Newsroom) -> None:
    one = submit(newsroom=newsroom, document=Document(text=STORY, external_id="a"))
    submit(newsroom=newsroom, document=Document(text=STORY + " It shines.", external_id="b"))
    with pytest.raises(Rejected, match=f"already stored as article {one.article.pk}"):
        submit(newsroom=newsroom, document=Document(text=STORY, external_id="b"))


@pytest.mark.parametrize(
    "lead",
    ["", "<?xml version='1.0'?>\n<!DOCTYPE html>\n", "<!-- cached -->\n", "\n  <head></head>", "<!DOCTYPE HTML>"],
)
def test_a_file_that_is_a_page_is_read_as_one(newsroom: Newsroom, lead: str) -> None:
    article = submit(newsroom=newsroom, document=Document(raw=(lead + PAGE).encode())).article
    assert article.text.startswith("Lighthouse painted")
    assert "<p>" not in article.text


def test_tenants_do_not_share_articles(newsroom: Newsroom, other_newsroom: Newsroom) -> None:
    one = submit(newsroom=newsroom, document=Document(text=STORY, external_id="x", source_name="Harbour Post"))
    two = submit(newsroom=other_newsroom, document=Document(text=STORY, external_id="x", source_name="Harbour Post"))
    assert one.article != two.article
    assert Source.objects.count() == 2


def test_many_doors_at_once_store_it_once(transactional_db: None, newsroom: Newsroom) -> None:
    def door(_number: int) -> int:
        try:
            document = Document(text=STORY, source_name="Harbour Post", external_id="rush")
            return submit(newsroom=newsroom, document=document).article.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as doors:
        assert len(set(doors.map(door, range(24)))) == 1
    assert Article.objects.count() == Source.objects.count() == 1


def test_a_claim_by_hand_twice_is_one(newsroom: Newsroom) -> None:
    entry = ClaimEntry(text="The lighthouse is red.", speaker_name="Ole Munk")
    first, created = enter(newsroom=newsroom, entry=entry)
    second, again = enter(newsroom=newsroom, entry=ClaimEntry(text="The lighthouse is  red", speaker_name="ole munk"))
    assert (first, created, again) == (second, True, False)
    assert Claim.objects.get().speaker.name == "Ole Munk"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (ClaimEntry(text=""), "text"),
        (ClaimEntry(text="y" * 10_001), "text"),
        (ClaimEntry(text="Fine.", kind="rumour"), "kind"),
        (ClaimEntry(text="Fine.", speaker_id=999_999_999), "speaker"),
        (ClaimEntry(text="Fine.", external_id="e" * 201), "external_id"),
    ],
)
def test_a_bad_claim_names_the_field(newsroom: Newsroom, entry: ClaimEntry, field: str) -> None:
    with pytest.raises(Rejected) as refusal:
        enter(newsroom=newsroom, entry=entry)
    assert refusal.value.field == field
    assert not Claim.objects.exists()
