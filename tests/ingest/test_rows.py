"""Files of claims: how they are read, and what is said about the rows that cannot be."""

from __future__ import annotations

import datetime as dt

import pytest

from claims.ingest.document import ClaimEntry
from claims.ingest.errors import Rejected
from claims.ingest.rows import decode, read
from claims.ingest.tables import CLAIMS

PIER = ClaimEntry(text="The pier is closed.", speaker_name="Aldo Brandt", said_on=dt.date(2026, 3, 14))


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        (b"text,speaker,said_on\nThe pier is closed.,Aldo Brandt,2026-03-14\n", "csv"),
        (b"Claim;Speaker Name;Date\r\nThe pier is closed.;Aldo Brandt;2026-03-14T09:30:00Z\r\n", "csv"),
        (b"who\tdate\tquote\nAldo Brandt\t2026-03-14\tThe pier is closed.", "csv"),
        (b"\n\ntext,speaker,said-on\n\n The pier is closed. ,Aldo Brandt,2026-03-14\n,,\n", "csv"),
        (b'\xef\xbb\xbf{"text": "The pier is closed.", "speaker": "Aldo Brandt", "said_on": "2026-03-14"}\n', "ndjson"),
        (
            '{"quote":"The pier is closed.","who":"Aldo Brandt","date":"2026-03-14","kind":null}'.encode("utf-16"),
            "ndjson",
        ),
    ],
)
def test_the_same_claim_in_many_spellings(raw: bytes, form: str) -> None:
    sheet = read(raw)
    assert [row.entry for row in sheet.rows] == [PIER]
    assert sheet.form == form


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        (b"The pier is closed.,14.3.2026,", "said_on", "“14.3.2026” is no date like 2026-03-14."),
        (b"The pier is closed.,,shouted", "kind", "kind is one of direct, indirect, mixed, statement."),
        (b",2026-03-14,", "text", "There is no text in it."),
        (b"?!,2026-03-14,", "text", "There is no text in it."),
        (b"The pier, they say, is closed.,2026-03-14,", "row", "5 cells under 3 columns; is a quotation mark missing?"),
        (b"x" * 10_001 + b",,", "text", "10,001 characters; a claim may have 10,000. Submit long texts as articles."),
    ],
)
def test_a_bad_row_of_csv_is_named_and_harms_no_other(cells: bytes, field: str, reason: str) -> None:
    sheet = read(b'text,said_on,kind\n"Two\nlines.",,\n' + cells + b"\nThe last.,,direct\n")
    assert [row.number for row in sheet.rows] == [2, 3, 4]
    assert [row.entry is None for row in sheet.rows] == [False, True, False]
    assert (sheet.rows[1].field, sheet.rows[1].reason) == (field, reason)


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        (b"{text: 1}", "row", "This line is no JSON"),
        (b"[1]", "row", "A line holds one JSON object."),
        (b'{"text": ["a"]}', "text", "text has to be text."),
        (b'{"text": true}', "text", "text has to be text."),
        (b'{"text": "half \\ud800 a pair"}', "text", "surrogate"),
        (b'{"text": "a", "language": "' + b"x" * 36 + b'"}', "language", "36 characters; at most 35 fit."),
        (b"[" * 100_000, "row", "This line is no JSON"),
    ],
)
def test_a_bad_line_of_ndjson_is_named_and_harms_no_other(line: bytes, field: str, reason: str) -> None:
    sheet = read(b'{"text": "One\xe2\x80\xa8line."}\n\n' + line + b'\n{"text": "The last."}\n')
    assert [row.number for row in sheet.rows] == [1, 3, 4]
    assert sheet.rows[1].entry is None
    assert sheet.rows[1].field == field
    assert reason in sheet.rows[1].reason


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "The file is empty."),
        (b" \r\n ", "The file is empty."),
        (b"text,speaker\n", "names its columns but has no row"),
        (b"Aldo Brandt,The pier is closed.\n", "has to name the columns, one of them text, claim, statement, quote"),
        (b'text\n"An open quotation mark\nthat never ends\n', "is no CSV"),
        (b"PK\x03\x04\x00\x00", "binary file"),
        (b"text\nna\x81ve \xff\n", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        read(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    text, told = decode("text\n„Café“ – sagte er".encode(encoding))
    assert text == "text\n„Café“ – sagte er"
    assert told == encoding


def test_the_first_of_two_names_for_one_column_counts_and_the_other_is_told() -> None:
    sheet = read(b"id,external_id,text,mood\n1,harbour-7,The pier is closed.,grim\n")
    assert sheet.rows[0].entry == ClaimEntry(text="The pier is closed.", external_id="harbour-7")
    assert sheet.ignored == ["id", "mood"]
    assert CLAIMS.meant(["Speaker-Name", "WHO"]) == {"speaker": "Speaker-Name"}


def test_one_external_id_names_one_claim() -> None:
    sheet = read(b"id,text\n7,The pier is closed.\n7,The pier is open.\n7,The pier is closed.\n,One\n,Two\n")
    assert [row.entry is None for row in sheet.rows] == [False, True, False, False, False]
    assert sheet.rows[1].reason == "“7” already names another claim, in row 2."
