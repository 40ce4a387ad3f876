"""A paragraph that stands twice is said by the article; one that attributes something is left to its speaker."""

from __future__ import annotations

from claims.extraction.rules import RuleAttributor
from claims.text.kinds import Kind

HEADLINE = "The ferry to the islands stays in port."


def statements(text: str) -> list[tuple[str, str]]:
    found = RuleAttributor().attribute(text)
    return [(a.content[0].of(text), a.doubt) for a in found if a.kind is Kind.STATEMENT]


def test_each_occurrence_is_a_statement() -> None:
    text = f"{HEADLINE}\n\nIt rained all day on the quay.\n\n{HEADLINE.upper()}\n\nNobody came."
    doubt = "this paragraph stands 2 times in the article"
    assert statements(text) == [(HEADLINE, doubt), (HEADLINE.upper(), doubt)]


def test_no_statement_for_short_lines_attributions_and_single_paragraphs() -> None:
    said = "Aldo Brandt said the ferry stays in port."
    assert statements(f"Read more here\n\n{said}\n\n{HEADLINE}\n\nRead more here\n\n{said}") == []
