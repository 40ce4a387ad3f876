"""`export_gold`: what people settled comes out as gold that `evaluate extraction` reads, each text whole or partial."""

from __future__ import annotations

import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims import pipeline
from claims.extraction.extract import extract
from claims.ingest.document import Document
from claims.models import Article, Claim, Newsroom, User
from claims.review.holding import Seen
from claims.review.placing import Draft
from claims.text.spans import Span

pytestmark = [pytest.mark.django_db, pytest.mark.services]

TEXT = (
    "The tide 🌊 was low. “The pier is safe,” Nils Brahe said, “and it was rebuilt in May.”\n\n"
    "Ada Holm told the council that the pier had cost 40,000 crowns. Nobody stayed."
)


def stored(newsroom: Newsroom, text: str) -> Article:
    article = pipeline.take_in(newsroom=newsroom, document=Document(text=text)).article
    assert extract(article.pk)
    return Article.objects.select_related("current").get(pk=article.pk)


def exported(*options: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("export_gold", *options, stdout=out, stderr=StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def seen(claim: Claim) -> Seen:
    assert claim.revision_id
    return Seen(revision_id=claim.revision_id, version=claim.version)


def complete(article: Article, by: User) -> None:
    assert article.current_id
    pipeline.complete_article(article=article, revision_id=article.current_id, by=by)


def test_what_nobody_looked_at_is_no_gold(newsroom: Newsroom, rosa: User) -> None:
    stored(newsroom, TEXT)
    assert exported() == []


def test_a_complete_article_goes_round(newsroom: Newsroom, rosa: User, tmp_path: Path) -> None:
    """Confirmed as found, so that the attributor that found it is right in every span: marks, comma and all."""
    article = stored(newsroom, TEXT)
    complete(article, rosa)
    path = tmp_path / "gold.jsonl.gz"
    call_command("export_gold", str(path), stdout=(told := StringIO()))
    assert told.getvalue().strip() == "1 texts (1 complete), 2 quotes"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        (row,) = map(json.loads, lines)
    assert (row["id"], row["text"]) == (f"harbour/{article.pk}/1", TEXT)
    assert "partial" not in row
    words = [[TEXT[s:e] for s, e in quote["content"]] for quote in row["quotes"]]
    assert words == [["“The pier is safe,”", "“and it was rebuilt in May.”"], ["that the pier had cost 40,000 crowns"]]
    out = StringIO()
    call_command("evaluate", "extraction", str(path), "--json", stdout=out, stderr=StringIO())
    figures = json.loads(out.getvalue())
    assert {role: rates["f1"] for role, rates in figures["exact"].items()} == dict.fromkeys(
        ("source", "cue", "content"), 1.0
    )
    assert figures["speaker_accuracy"] == 1.0


def test_an_incomplete_one_tells_only_what_was_said_of_it(newsroom: Newsroom, rosa: User, tmp_path: Path) -> None:
    article = stored(newsroom, TEXT)
    quoted = Claim.objects.get(text__startswith="The pier is safe")
    told = Claim.objects.get(text__startswith="the pier had cost")
    pipeline.delete_attribution(claim=told, seen=seen(told), by=rosa)
    source = Span(TEXT.index("Nils"), TEXT.index(" said"))
    draft = Draft(content=(Span(TEXT.index("The pier"), TEXT.index(",”")),), speaker="Nils Brahe", source=source)
    pipeline.correct_attribution(claim=quoted, seen=seen(quoted), draft=draft, by=rosa)
    (row,) = exported()
    (quote,) = row["quotes"]
    assert row["partial"] is True
    assert [TEXT[s:e] for (pieces) in row["deleted"] for s, e in pieces] == ["that the pier had cost 40,000 crowns"]
    assert quote == {
        "content": [[TEXT.index("“The"), TEXT.index("” Nils") + 1]],
        "source": [[source.start, source.end]],
        "cue": [],
        "speaker": "Nils Brahe",
        "kind": "direct",
    }
    path = tmp_path / "gold.jsonl"
    call_command("export_gold", str(path), stdout=StringIO())
    with pytest.raises(CommandError, match="every text in it is partial"):
        call_command("evaluate", "extraction", str(path), stdout=StringIO(), stderr=StringIO())
    assert exported("--complete") == []
    assert article.pk


def test_by_newsroom_and_day(newsroom: Newsroom, other_newsroom: Newsroom, rosa: User, otto: User) -> None:
    ours, theirs = stored(newsroom, TEXT), stored(other_newsroom, TEXT)
    complete(ours, rosa)
    complete(theirs, otto)
    assert [row["id"] for row in exported()] == [f"harbour/{ours.pk}/1", f"other/{theirs.pk}/1"]
    assert [row["id"] for row in exported("--newsroom", "other")] == [f"other/{theirs.pk}/1"]
    assert len(exported("--since", "2020-01-01")) == 2
    assert exported("--since", "2999-01-01") == []
    with pytest.raises(CommandError, match="no newsroom “lost”"):
        exported("--newsroom", "lost")


def test_a_file_is_there_whole_or_not_at_all(newsroom: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("export_gold", str(tmp_path / "nowhere" / "gold.jsonl"))
    call_command("export_gold", str(tmp_path / "gold.jsonl"), "--json", stdout=(out := StringIO()))
    assert json.loads(out.getvalue()) == {"articles": 0, "complete": 0, "quotes": 0}
    assert [path.name for path in tmp_path.iterdir()] == ["gold.jsonl"]
