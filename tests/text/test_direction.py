"""Ways that are told in opposite directions."""

from __future__ import annotations

import pytest

from claims.text.direction import turned_round


@pytest.mark.parametrize(
    ("one", "other", "turned"),
    [
        ("We went from deficits to surplus", "That took us from surplus to deficit", True),
        ("The line runs from the harbour to Varn", "The line runs from Varn to the harbour", True),
        ("The line runs from the harbour to Varn", "A line goes from the harbour to Varn", False),
        ("The line runs from the harbour to Varn", "The ferry is safe", False),
        ("The bank lent the shipyard four million", "The shipyard lent the bank four million", True),
        ("The bank lent the shipyard four million", "Four million was lent to the shipyard by the bank", False),
        ("The dog barked at the moon last night", "Last night the dog barked at the moon", False),
        ("The crew was asked before the closure", "Before the closure the crew was asked", False),
        ("The crew was asked before the closure", "The crew was asked before the closure.", False),
        ("Prices rose from 10 to 12 euros", "Prices rose from 10 to 12 euros", False),
    ],
)
def test_a_way_back_is_another_way(one: str, other: str, turned: bool) -> None:
    assert turned_round(one, other) is turned
    assert turned_round(other, one) is turned
