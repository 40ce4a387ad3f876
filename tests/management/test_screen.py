"""`screen`: the main job from the terminal, on texts of our own and, where it lies beside us, on a real article."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.models import Article, Claim
from tests.conftest import SHARED, Crew

pytestmark = pytest.mark.services

REAL = SHARED / "articles" / "donbas-recognition.txt"
STORY = (
    "“The dam holds,” engineer Siv Lund said.\n\nLund told reporters that the dam had not been inspected since 2019.\n"
)


def screen(*names: str) -> dict[str, Any]:
    """The object that `screen --json` prints."""
    out = StringIO()
    call_command("screen", *names, "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_it_prints_claims_that_stand_where_it_says(crew: Crew, tmp_path: Path) -> None:
    crew.start()
    path = tmp_path / "dam.txt"
    path.write_text(STORY, encoding="utf-8")
    answer = screen(str(path))
    (article,) = answer["articles"]
    text = Article.objects.get(pk=article["id"]).text
    assert [claim["speaker"]["name"] for claim in article["claims"]] == ["Siv Lund", "Siv Lund"]
    assert [text[claim["start"] : claim["end"]] for claim in article["claims"]] == [
        "The dam holds",
        "the dam had not been inspected since 2019",
    ]
    assert screen(str(path))["articles"][0]["id"] == article["id"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "Give a text"), (b"\x00\x01\x02" * 500, "binary"), (b"a" * 4_000_001, "at most 4,000,000")],
)
def test_a_file_that_is_no_article_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "odd.bin"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=rf"odd\.bin: .*{reason}"):
        screen(str(path))


@pytest.mark.django_db
def test_a_missing_file_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt: No such file"):
        screen("nowhere.txt")


@pytest.mark.shared
@pytest.mark.skipif(not REAL.exists(), reason="the shared article is not beside this checkout")
def test_a_real_article(crew: Crew) -> None:
    crew.start()
    answer = screen(str(REAL))
    claims = answer["articles"][0]["claims"]
    assert sum(claim["speaker"] is not None for claim in claims) >= 25
    for claim in Claim.objects.select_related("revision"):
        assert claim.revision.text[claim.start : claim.end] == claim.text
    speakers = {claim["id"]: (claim["speaker"] or {}).get("name") for claim in claims}
    pairs = {(flag["kind"], *sorted(str(speakers[i]) for i in flag["claims"])) for flag in answer["flags"]}
    assert ("duplicate", "None", "None") in pairs, "the headline stands twice"
    assert any(kind == "duplicate" and a == b != "None" for kind, a, b in pairs), "a paragraph stands twice"
    assert ("contradiction", "Kremlin", "White House") in pairs
