"""How the demo newsroom's list is read: found, missed, false, forbidden, tolerated, lost before matching."""

from __future__ import annotations

from typing import Any

from claims.evaluation.demo import Raised, Statement, compare

TOLL = Statement(id=1, article="morning", text="The toll stays at five crowns")
LOW = Statement(id=2, article="evening", text="The toll falls to four crowns")
WHOLE = Statement(id=3, article="evening", text="He said the toll falls to four crowns in May")
RAIN = Statement(id=4, article="evening", text="It will rain")
CLAIMS = [TOLL, LOW, WHOLE, RAIN]


def side(article: str, quote: str) -> dict[str, str]:
    return {"article": article, "quote": quote}


STAYS, FALLS = side("morning", "the toll stays"), side("evening", "toll falls to four crowns")


def plan(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    return {"expected": [], "forbidden": [], "tolerated": [], "copies": []} | lists


def expected(b: dict[str, str] = FALLS) -> dict[str, Any]:
    return {"kind": "contradiction", "case": "dispute", "a": STAYS, "b": b, "why": "toll", "never": ["duplicate"]}


def flag(kind: str, a: Statement, b: Statement) -> Raised:
    return Raised(kind=kind, a=a, b=b, reason="because")


def test_a_pair_is_found_whichever_side_is_first_and_in_a_claim_around_the_quotation() -> None:
    for a, b in ((TOLL, LOW), (LOW, TOLL), (TOLL, WHOLE)):
        figures = compare(plan(expected=[expected()]), claims=CLAIMS, raised=[flag("contradiction", a, b)])
        assert figures["kinds"]["contradiction"] == {"expected": 1, "found": 1, "false": 0, "p": 1.0, "r": 1.0}
        assert figures["missed"] == figures["false"] == figures["without_claim"] == []


def test_another_kind_is_false_and_leaves_the_pair_missed() -> None:
    figures = compare(plan(expected=[expected()]), claims=CLAIMS, raised=[flag("duplicate", TOLL, LOW)])
    assert figures["kinds"]["contradiction"]["r"] == 0.0
    assert [missed["case"] for missed in figures["missed"]] == ["dispute"]
    assert [false["kind"] for false in figures["false"]] == ["duplicate"]
    assert [never["kind"] for never in figures["forbidden"]] == ["duplicate"]


def test_a_quotation_without_a_claim_is_told_apart_from_a_miss() -> None:
    gone = side("evening", "nobody pays")
    figures = compare(plan(expected=[expected(gone)]), claims=CLAIMS, raised=[])
    assert figures["missed"] == []
    assert figures["without_claim"][0]["lost"] == [gone]
    assert figures["kinds"]["contradiction"]["r"] == 0.0


def test_a_tolerated_flag_counts_neither_way() -> None:
    listed = plan(tolerated=[{"kinds": ["update"], "a": STAYS, "b": FALLS, "why": "either"}])
    assert compare(listed, claims=CLAIMS, raised=[flag("update", TOLL, LOW)])["false"] == []
    assert len(compare(listed, claims=CLAIMS, raised=[flag("duplicate", TOLL, LOW)])["false"]) == 1


def test_a_forbidden_flag_is_false_and_named() -> None:
    listed = plan(forbidden=[{"kinds": ["duplicate"], "a": STAYS, "b": side("evening", "it will rain"), "why": "trap"}])
    figures = compare(listed, claims=CLAIMS, raised=[flag("duplicate", RAIN, TOLL)])
    assert figures["forbidden"][0]["why"] == "trap"
    assert figures["kinds"]["duplicate"]["false"] == 1


def test_a_copied_pair_is_found_where_one_claim_stands_in_both_articles() -> None:
    listed = plan(copies=[{"case": "wire", "a": STAYS, "b": FALLS, "why": "one text"}])
    assert compare(listed, claims=CLAIMS, raised=[])["copies"] == {"expected": 1, "found": 0}
    there = [
        Statement(id=TOLL.id, article=STAYS["article"], text=STAYS["quote"]),
        Statement(id=TOLL.id, article=FALLS["article"], text=FALLS["quote"]),
    ]
    assert compare(listed, claims=there, raised=[])["copies"] == {"expected": 1, "found": 1}
