"""The attribution tagger with its shipped weights: what its answers promise, whatever text it is given."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from claims import conf
from claims.neural.protocols import Tagged
from claims.neural.tagger import BATCH, Tagger
from claims.neural.weights import WeightsError
from claims.text.sentences import paragraphs

STORY = """The ferry between Skarv and Holm will stop in May, the harbour office said on Monday.

“We never wanted this,” said Aldo Brandt, the mayor, “but the money is gone.”

Ingrid Falk told reporters that the pier had been sold. She denied that the council had been asked.

The weather was fine."""
HOSTILE = (
    "“" * 1_000,
    "said " * 1_500,
    "x" * 30_000,
    "Paramedics" * 2_500 + " said it was over.",
    "קברניט אמר: „הגשר סגור״. " * 300,
    "قال ألدو: «الجسر مغلق». " * 300,
    "o\u0301\u0316ver said “a\u200b\u202eb” " * 300,
    "🚢 said 🚢 is 🚢. " * 300,
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(conf.tagger_path())


def pairs(text: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in paragraphs(text)]


def tagged(tagger: Tagger, text: str) -> list[Tagged]:
    return list(tagger.tag(text, paragraphs=pairs(text)))


def read(text: str, found: Tagged) -> tuple[str | None, str | None, list[str]]:
    """Source, cue and content as written."""
    source, cue = (text[slice(*pair)] if pair else None for pair in (found.source, found.cue))
    return source, cue, [text[slice(*piece)] for piece in found.content]


def test_a_story(tagger: Tagger) -> None:
    found = [read(STORY, each) for each in tagged(tagger, STORY)]
    assert [(source, cue) for source, cue, _ in found] == [
        ("the harbour office", "said"),
        ("Aldo Brandt, the mayor", "said"),
        ("Ingrid Falk", "told"),
        ("She", "denied"),
    ]
    assert [content for _, _, content in found] == [
        ["The ferry between Skarv and Holm will stop in May"],
        ["“We never wanted this,”", "“but the money is gone.”"],
        ["that the pier had been sold"],
        ["that the council had been asked"],
    ]


def test_what_is_clear_is_more_probable_than_what_is_not(tagger: Tagger) -> None:
    [clear] = tagged(tagger, "Ingrid Falk said that the pier had been sold.")
    assert clear.probability > 0.8
    vague = tagged(tagger, "Falk's plan for the pier, and with it a hint of a sale, came as no surprise.")
    assert all(each.probability < clear.probability for each in vague)


def test_places_are_places_of_the_whole_text(tagger: Tagger) -> None:
    before = "It rained, and it was cold. 🚢\n\n"
    moved = tagged(tagger, before * 3 + STORY)
    assert [read(before * 3 + STORY, each)[0] for each in moved if each.content[0][0] >= 3 * len(before)] == [
        read(STORY, each)[0] for each in tagged(tagger, STORY)
    ]


def test_only_the_given_paragraphs_are_read(tagger: Tagger) -> None:
    third = pairs(STORY)[2]
    found = list(tagger.tag(STORY, paragraphs=[third]))
    assert [read(STORY, each)[0] for each in found] == ["Ingrid Falk", "She"]


def test_nothing_belongs_together_across_paragraphs(tagger: Tagger) -> None:
    text = (
        "The ferry will close, according to the harbour office.\n\nAccording to Ingrid Falk, the pier was sold in May."
    )
    lines, found = pairs(text), tagged(tagger, text)
    assert len(found) == 2
    for each in found:
        spans = [*each.content, *(pair for pair in (each.cue, each.source) if pair)]
        assert any(all(first <= start and end <= last for start, end in spans) for first, last in lines)


@pytest.mark.parametrize("text", ["", " \n\n ", "The weather was fine."])
def test_nothing_said_gives_nothing(tagger: Tagger, text: str) -> None:
    assert tagged(tagger, text) == []


def test_a_window_is_read_alike_alone_and_beside_others(tagger: Tagger) -> None:
    text = "\n\n".join(f"{part} This is part {n}." for n in range(4 * BATCH) for part in STORY.split("\n\n"))
    for windows, inputs in tagger.batches(text, paragraphs=pairs(text)):
        tags, ends = tagger.forward(inputs)
        for row, window in enumerate(windows):
            size = len(window.ids)
            alone = {name: values[row : row + 1, :size] for name, values in inputs.items()}
            one, other = tagger.forward(alone)
            np.testing.assert_allclose(tags[row, :size], one[0], atol=1e-3)
            np.testing.assert_allclose(ends[row, :size], other[0], atol=1e-3)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_gives_places_inside_its_paragraphs(tagger: Tagger, text: str) -> None:
    lines = pairs(text)
    for each in tagged(tagger, text):
        assert 0 <= each.probability <= 1
        for start, end in (*each.content, *(pair for pair in (each.cue, each.source) if pair)):
            assert start < end
            assert any(first <= start and end <= last for first, last in lines)


def test_no_window_is_longer_than_the_network_reads(tagger: Tagger) -> None:
    limit = json.loads((conf.tagger_path() / "config.json").read_text())["max_tokens"]
    text = "\n\n".join([*HOSTILE, STORY])
    for windows, inputs in tagger.batches(text, paragraphs=pairs(text)):
        assert inputs["input_ids"].shape[1] <= limit
        assert all(window.firsts and max(window.firsts) < len(window.ids) for window in windows)


def test_threads_may_share_one(tagger: Tagger) -> None:
    expected = tagged(tagger, STORY)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: tagged(tagger, STORY), range(8)):
            assert [(each.content, each.cue, each.source) for each in found] == [
                (each.content, each.cue, each.source) for each in expected
            ]


@pytest.mark.parametrize("key", ["window", "marks", "decoder", "certainty"])
def test_a_configuration_of_another_kind_is_refused(tmp_path: Path, key: str) -> None:
    folder = Path(shutil.copytree(conf.tagger_path(), tmp_path / "weights"))
    config = json.loads((folder / "config.json").read_text())
    del config[key]
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(WeightsError, match=rf"config.json does not state .*{key}"):
        Tagger(folder)
