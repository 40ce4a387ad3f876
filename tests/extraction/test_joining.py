"""A quotation that goes on after its cue: two claims, one attribution."""

from __future__ import annotations

import pytest

from claims.extraction.joining import joined
from claims.extraction.rules import RuleAttributor


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ('"We are late," Ingrid Falk said. "We are so very sorry."', [2]),
        (
            '"We are late," Ingrid Falk said. It rained for a long time, and the quay stood empty. "We are so sorry."',
            [1],
        ),
        ('"We are late," Ingrid Falk said. "We are," Aldo Brandt said.', [1, 1]),
        ("", []),
    ],
)
def test_joined(text: str, pieces: list[int]) -> None:
    found = [a for a in joined(RuleAttributor().attribute(text)) if a.cue is not None]
    assert [len(a.content) for a in found] == pieces
