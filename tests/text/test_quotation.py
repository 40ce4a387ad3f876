"""Quotation marks as they are met: whole, nested, curly, lost, misplaced."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.quotation import CROSSING, MISPLACED, MISSING_CLOSE, MISSING_OPEN, quotations


def read(text: str) -> list[tuple[str, str]]:
    return [(q.inner.of(text), q.doubt) for q in quotations(text) if not q.nested]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"We sail at dawn," she said.', ["We sail at dawn,"]),
        ("“We sail at dawn,” she said. “Be ready.”", ["We sail at dawn,", "Be ready."]),
        ("«Nous partons», dit-elle.", ["Nous partons"]),
        ("»Wir fahren«, sagte sie.", ["Wir fahren"]),
        ("„Wir fahren“, sagte sie.", ["Wir fahren"]),
        ("``We sail,'' she said.", ["We sail,"]),
        ("‘We sail at dawn,’ she said.", ["We sail at dawn,"]),
        ("'It's the skippers' choice,' she said.", ["It's the skippers' choice,"]),
        ("the skippers' pier and the dogs' home", []),
        ("Rock 'n' roll in the '90s", []),
        ('The 6\'2" keeper bought a 24" screen.', []),
        ('He called it "a 24" mistake" again.', ['a 24" mistake']),
        ('She said "he told me "no" twice" and left.', ['he told me "no" twice']),
        ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,"]),
        ('""', []),
        ("“”", []),
    ],
)
def test_whole(text: str, inner: list[str]) -> None:
    assert [i for i, _ in read(text)] == inner


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are late today "he stated.', [("We are late today ", MISPLACED)]),
        ('"Nobody had an answer "Brandt said at noon.', [("Nobody had an answer ", MISPLACED)]),
        ('We are late," he said. "Be quick."', [("We are late,", MISSING_OPEN), ("Be quick.", "")]),
        ('"We are late, Brandt said at noon. "Be quick."', [("We are late,", MISSING_CLOSE), ("Be quick.", "")]),
        (
            '"We are late. Be quick. The "pier" is shut.',
            [("We are late.", MISSING_CLOSE), ("pier", "")],
        ),
        ('He said "we are late and left.\n\n"Be quick," she said.', [("we are late and left.", ""), ("Be quick,", "")]),
        ('"One.\n\n"Two.\n\n"Three," she said.', [("One.", ""), ("Two.", ""), ("Three,", "")]),
        ("“One.\n\nTwo,” she said.", [("One.", CROSSING), ("Two,", CROSSING)]),
    ],
)
def test_broken(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "broken", ['"lost at sea', 'lost at sea"', "“lost at sea", "lost ”at sea", "''lost", '" lost "at" sea']
)
def test_a_broken_mark_costs_nothing_in_other_paragraphs(broken: str) -> None:
    text = f'"First," she said.\n\nIt was {broken} and more. Nothing else.\n\nThen: "Last," he said.'
    assert {"First,", "Last,"} <= {i for i, _ in read(text)}


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "’", "«", "``"])
def test_thousands_of_marks(mark: str) -> None:
    for text in (mark * 5_000, f"{mark} " * 5_000, f" {mark}a" * 5_000, f"a{mark} said Bo. " * 5_000):
        assert all(q.span.end <= len(text) for q in quotations(text))


@given(st.text(alphabet=st.sampled_from(list("ab \"'“”‘’«».,!?\n5s"))) | st.text())
def test_spans_lie_inside_and_outer_ones_do_not_overlap(text: str) -> None:
    found = quotations(text)
    assert all(q.span.end <= len(text) and q.span.contains(q.inner) and q.inner.of(text).strip() for q in found)
    outer = [q for q in found if not q.nested]
    assert all(a.span.end <= b.span.start for a, b in pairwise(outer))
