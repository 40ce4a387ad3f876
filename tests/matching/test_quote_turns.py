"""A quotation in a transcript: in which turn, by whom, from how far apart; and what is only written otherwise."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.matching.alteration import Alteration
from claims.matching.answers import Answer, Standing
from claims.matching.quote import verify
from claims.text.turns import is_transcript, turns
from claims.text.wordings import FILLERS, STAMMERED, words

RECORD = """HOLM: Good evening. We, uh, closed the harbour in 2019, and twelve per cent of the boats stayed.
BRANDT (mayor): I did not say that we would sell the yard. (APPLAUSE) We, we will keep the yard if the council agrees.
HOLM: That is what you said last week. Who pays the pilots?
BRANDT: The county pays the pilots, and the ferry runs until June.
"""
EXACT, ALTERED, SPLICED, ABSENT = Standing.EXACT, Standing.ALTERED, Standing.SPLICED, Standing.ABSENT


def heard(quote: str, text: str = RECORD) -> Answer:
    assert is_transcript(text)
    return verify(quote=quote, text=text, turns=list(turns(text)))


@pytest.mark.parametrize(
    ("quote", "standing", "alteration", "voices"),
    [
        ("That is what you said last week", EXACT, None, [(3, "HOLM", "")]),
        ("We closed the harbor in 2019, and 12% of the boats stayed", EXACT, None, [(1, "HOLM", "")]),
        ("we would sell the yard", EXACT, "meaning_changed", [(2, "BRANDT", "mayor")]),
        ("we will keep the yard", EXACT, "meaning_changed", [(2, "BRANDT", "mayor")]),
        ("[W]e will keep [the docks] if the council agrees", EXACT, None, [(2, "BRANDT", "mayor")]),
        ("I did say that we would sell the yard", ALTERED, "meaning_changed", [(2, "BRANDT", "mayor")]),
        ("We'll keep the yard if the council agrees", ALTERED, "paraphrased", [(2, "BRANDT", "mayor")]),
        ("The county pays the pilots, and the ferry runs until July", ALTERED, "meaning_changed", [(4, "BRANDT", "")]),
        ("we would sell the yard, and the ferry runs until June", SPLICED, None,
         [(2, "BRANDT", "mayor"), (4, "BRANDT", "")]),
        ("twelve per cent of the boats will keep the yard", SPLICED, None, [(1, "HOLM", ""), (2, "BRANDT", "mayor")]),
        ("Who pays the pilots? The county pays the pilots", SPLICED, None, [(3, "HOLM", ""), (4, "BRANDT", "")]),
        ("I did not say that … we will keep the yard", SPLICED, "meaning_changed", [(2, "BRANDT", "mayor")]),
        ("The zeppelin is full of herring", ABSENT, None, []),
    ],
)  # fmt: skip
def test_in_which_turn_and_by_whom(
    quote: str, standing: Standing, alteration: str | None, voices: list[tuple[int, str, str]]
) -> None:
    answer = heard(quote)
    assert (answer.standing, answer.alteration) == (standing, alteration)
    assert [(voice.number, voice.name, voice.role) for voice in answer.voices] == voices
    assert all(voice.span.of(RECORD).startswith(voice.name) for voice in answer.voices)


def test_words_of_two_speakers_are_told_plainly() -> None:
    answer = heard("Who pays the pilots? The county pays the pilots")
    assert answer.reason == "Put together from words of two speakers, HOLM and BRANDT, 1 turn apart."
    assert [passage.of(RECORD) for passage in answer.passages] == ["Who pays the pilots", "The county pays the pilots"]


def test_how_far_apart_the_pieces_stand() -> None:
    answer = heard("we would sell the yard, and the ferry runs until June")
    (gap,) = answer.gaps
    assert (gap.words, gap.sentences, gap.turns) == (25, 4, 2)
    assert "2 turns of BRANDT, 2 turns apart, without a mark where it is cut" in answer.reason


def test_what_is_only_written_otherwise_is_told() -> None:
    answer = heard("We closed the harbor in 2019, and 12% of the boats stayed")
    kinds = [one.kind.value for one in answer.variations]
    assert sorted(set(kinds)) == ["filler", "numeral", "spelling"]
    assert "“harbor” is written “harbour” there" in answer.reason


def test_what_the_sentence_says_without_the_words_is_told() -> None:
    assert "“I did not say that” is left out" in heard("we would sell the yard").reason
    news = 'Asked if the yard would be sold, Brandt said: "We will keep the yard." Nobody believed it.'
    assert verify(quote="We will keep the yard", text=news).alteration is None


@pytest.mark.parametrize(
    ("quote", "text", "standing", "alteration"),
    [
        ("the co-operative is open", "The cooperative is open today.", EXACT, None),
        ("we don’t know", "We don't know.", EXACT, None),
        ("two hundred and six boats", "There were 206 boats.", EXACT, None),
        ("1.4 million lamps burned", "In all 1,400,000 lamps burned.", EXACT, None),
        ("We are … glad", "We are not glad.", SPLICED, "meaning_changed"),
        ("We are [...] glad to be on the island", "We are very glad to be on the island.", SPLICED, "trimmed"),
        ("[Brandt] kept the keys", "He kept the keys.", EXACT, None),
        ("[sic]", "He kept the keys.", ABSENT, None),
    ],
)
def test_marks_spelling_and_numerals(quote: str, text: str, standing: Standing, alteration: Alteration | None) -> None:
    answer = verify(quote=quote, text=text)
    assert (answer.standing, answer.alteration) == (standing, alteration)


def test_the_model_is_asked_only_where_no_rule_tells() -> None:
    asked: list[str] = []

    def yes(a: str, b: str) -> float:
        asked.append(a)
        return 0.9

    text = "The children of the island keep rabbits in the old lighthouse."
    swapped = verify(quote="The kids of the island keep rabbits in the old lighthouse", text=text, entails=yes)
    assert (swapped.alteration, len(asked)) == (Alteration.PARAPHRASED, 1)
    verify(quote="The children of the island never keep rabbits in the old lighthouse", text=text, entails=yes)
    assert len(asked) == 1


def test_sixty_thousand_words_are_looked_through_at_once() -> None:
    line = "The lamps and boats of the town were lit again by somebody else in the evening. " * 100
    text = "".join(f"{name}: {line}\n" for name in ("HOLM", "BRANDT") for _ in range(20))
    assert len(text.split()) > 59_000
    for quote in ("nothing about a zeppelin in here", "the boats of the town were never lit again by somebody else"):
        began = time.perf_counter()
        heard(quote, text)
        assert time.perf_counter() - began < 5.0


WORDS = [word.key for word in words(RECORD)]
PLAIN = sorted({word for word in WORDS if word.isalpha() and word not in STAMMERED | FILLERS})


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_slice_of_a_turn_is_exact_and_spans_index_the_text(data: st.DataObject) -> None:
    turn = data.draw(st.sampled_from(list(turns(RECORD))))
    said = turn.said[0].of(RECORD).replace("(APPLAUSE) ", "")
    tokens = said.split()
    start = data.draw(st.integers(0, len(tokens) - 1))
    end = data.draw(st.integers(start + 1, len(tokens)))
    answer = heard(" ".join(tokens[start:end]))
    assert (answer.standing, answer.kept) == (EXACT, 1.0)
    assert all(0 <= passage.start < passage.end <= len(RECORD) for passage in answer.passages)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PLAIN), min_size=6, max_size=30, unique=True), st.data())
def test_what_is_left_out_or_swapped_is_never_exact(said: list[str], data: st.DataObject) -> None:
    text = f"{' '.join(said)}."
    at = data.draw(st.integers(1, len(said) - 2))
    without = " ".join(said[:at] + said[at + 1 :])
    found = verify(quote=without, text=text)
    assert found.standing in (ALTERED, SPLICED)
    assert found.alteration in (Alteration.TRIMMED, Alteration.MEANING_CHANGED)
    swapped = list(said)
    swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    assert verify(quote=" ".join(swapped), text=text).standing is not EXACT


LABELS = ["HOLM: ", "BRANDT (mayor): ", "\n", "(APPLAUSE)", "[the mayor]", "[W]", "…", "“", "”", " ", ". "]
SAID = ["we ", "uh, ", "never ", "twelve ", "per cent ", "colour ", "12", "and ", "the yard "]
PIECES = st.lists(st.sampled_from(LABELS + SAID), max_size=30).map("".join)


@settings(max_examples=200, deadline=None)
@given(PIECES, PIECES)
def test_any_texts_are_answered_with_spans_that_index_them(quote: str, text: str) -> None:
    answer = verify(quote=quote, text=text, turns=list(turns(text)))
    assert answer.reason
    assert len(answer.gaps) == max(0, len(answer.passages) - 1)
    for ours, theirs in [(one.quote, one.text) for one in (*answer.differences, *answer.variations)]:
        assert ours is None or 0 <= ours.start < ours.end <= len(quote)
        assert theirs is None or 0 <= theirs.start < theirs.end <= len(text)
    for span in (*answer.passages, *(voice.span for voice in answer.voices)):
        assert 0 <= span.start < span.end <= len(text)
