"""`import_claims`: checked as a whole, written as a whole, never twice."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import Claim, Newsroom

GOOD = "id,text,speaker,outlet,said_on\n1,The pier is closed.,Aldo Brandt,Harbour Post,2026-03-14\n2,It is open.,,,\n"
BAD = GOOD + "3,It is a bridge.,,,soon\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A file that a test fills."""
    return tmp_path / "claims.csv"


def run(sheet: Path, *more: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_claims", str(sheet), "--newsroom", "harbour", "--json", *more, stdout=out)
    return json.loads(out.getvalue())


def test_a_good_file_is_imported_once(sheet: Path, newsroom: Newsroom) -> None:
    sheet.write_text(GOOD)
    first, again = run(sheet), run(sheet)
    assert (first["new"], first["known"], first["written"]) == (2, 0, True)
    assert (again["new"], again["known"], again["written"]) == (0, 2, True)
    assert [row["id"] for row in first["claims"]] == [row["id"] for row in again["claims"]]
    claim = Claim.objects.select_related("speaker", "source").get(external_id="1")
    assert (claim.newsroom, claim.text, str(claim.speaker), str(claim.source), str(claim.said_on)) == (
        newsroom,
        "The pier is closed.",
        "Aldo Brandt",
        "Harbour Post",
        "2026-03-14",
    )


def test_without_ids_a_claim_is_known_by_words_speaker_and_day(sheet: Path, newsroom: Newsroom) -> None:
    sheet.write_text("text,speaker,date\nIt is open.,Ida Falk,2026-01-02\nit is OPEN,IDA FALK,2026-01-02\n")
    assert (run(sheet)["new"], run(sheet)["known"]) == (1, 2)


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(sheet: Path, newsroom: Newsroom) -> None:
    sheet.write_text(GOOD)
    report = run(sheet, "--dry-run")
    assert (report["new"], report["written"], report["claims"]) == (2, False, [])
    assert not Claim.objects.exists()
    assert not newsroom.speakers.exists()


def test_one_bad_row_and_nothing_is_written(sheet: Path, newsroom: Newsroom) -> None:
    sheet.write_text(BAD)
    out = StringIO()
    with pytest.raises(CommandError, match=r"1 of 3 rows cannot be taken in; nothing was written\."):
        call_command("import_claims", str(sheet), "--newsroom", "harbour", stdout=out)
    assert "row 4: said_on: “soon” is no date like 2026-03-14." in out.getvalue()
    assert not Claim.objects.exists()


def test_the_good_rows_alone_when_asked(sheet: Path, newsroom: Newsroom) -> None:
    sheet.write_text(BAD)
    report = run(sheet, "--skip-bad")
    assert (report["new"], report["written"]) == (2, True)
    assert report["bad"] == [{"row": 4, "field": "said_on", "reason": "“soon” is no date like 2026-03-14."}]
    assert Claim.objects.count() == 2


def test_many_rows_are_one_transaction_with_one_lock(sheet: Path, newsroom: Newsroom) -> None:
    lines = (f"{n},Ferry {n} left at dawn.,Captain {n % 7}" for n in range(300))
    sheet.write_text("\n".join(["id,text,speaker", *lines]))
    assert run(sheet)["new"] == 300
    with connection.cursor() as cursor:  # the test's own transaction is still open, so are its locks
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["absent.csv", "--newsroom", "harbour"], "absent.csv: No such file"),
        (["FILE", "--newsroom", "harbor"], r"There is no newsroom harbor \(there is: harbour\)"),
    ],
)
def test_what_is_not_there(arguments: list[str], reason: str, sheet: Path, newsroom: Newsroom) -> None:
    sheet.write_text(GOOD)
    with pytest.raises(CommandError, match=reason):
        call_command("import_claims", *[str(sheet) if word == "FILE" else word for word in arguments])


def test_a_newsroom_is_made_when_asked(sheet: Path, db: None) -> None:
    sheet.write_text(GOOD)
    call_command("import_claims", str(sheet), "--newsroom", "quay-side", "--create", stdout=StringIO())
    assert Newsroom.objects.get().name == "Quay Side"
