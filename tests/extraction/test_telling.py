"""How far the reading of a text has come is told from its first part to its last, and only ever more of it."""

from __future__ import annotations

import pytest

from claims.extraction.extract import find
from claims.extraction.progress import TakenAway
from claims.extraction.telling import heard_by, share, tell
from tests.transcripts import transcript

STORY = "“The dam holds,” engineer Siv Lund said.\n\nThe mayor told us that the county said it would pay.\n\n" * 9


def test_a_share_of_the_whole_is_told_in_percent() -> None:
    heard: list[tuple[int, int]] = []
    with heard_by(lambda done, total: heard.append((done, total))):
        with share(0, 60):
            tell(1, 3)
            tell(3, 3)
        with share(60, 100), share(0, 50):
            tell(1, 2)
    assert heard == [(20, 100), (60, 100), (60, 100), (70, 100), (80, 100), (100, 100)]


@pytest.mark.parametrize("text", [transcript(2_000).text, STORY], ids=["transcript", "story"])
def test_every_part_of_the_reading_tells(text: str) -> None:
    heard: list[tuple[int, int]] = []
    with heard_by(lambda done, total: heard.append((done, total))):
        find(text)
    done = [percent for percent, _whole in heard]
    assert {whole for _percent, whole in heard} == {100}
    assert done == sorted(done)
    assert done[-1] == 100
    for first, last in ((0, 60), (60, 85), (85, 100)):
        assert len({percent for percent in done if first < percent < last}) >= 3, (first, last)


def test_whoever_lost_the_article_stops_in_any_part() -> None:
    text = transcript(2_000).text
    for end in (10, 70, 90):

        def hear(done: int, _total: int, end: int = end) -> None:
            if done >= end:
                raise TakenAway

        with heard_by(hear), pytest.raises(TakenAway):
            find(text)
