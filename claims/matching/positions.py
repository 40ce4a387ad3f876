"""Two claims in; whether they meet on one ground, so that one can deny or repeat the other, out. No query.

What people say in passing looks opposite all the time: "I won't join it" and "He is for joining it" are two people,
"they pay too little" and "I want them to pay more" a fact and a wish.
"""

from __future__ import annotations

from claims.matching.scoring import Scores
from claims.matching.sides import Side
from claims.text.antonyms import are_opposites
from claims.text.casualties import counts_apart
from claims.text.comparisons import Outcome
from claims.text.courtesy import conducts, nods
from claims.text.direction import turned_round
from claims.text.figures import figures
from claims.text.propositions import is_proposition
from claims.text.standpoint import reports_others, speaks_of_saying, subject, supposes, telling, wishes
from claims.text.synonyms import are_alike

SHARED = 2
"""Words that say what they are about which both hold, opposites and synonyms among them."""
SOON = 14
"""Days for which another speaker's "he" and "you" may be the same person."""
POINTED = 0.8
"""Content words that both share before "that" and "it" are taken for one thing."""
IN_ONE_TEXT = 0.55
"""Likewise where one speaker says both in one text: within the hour people contradict themselves in few words."""
SPOKEN_OVERLAP, SPOKEN_SURE = 0.6, 0.85
"""What two sentences of one speaker's turns must share, and how sure the model must be where it was asked: hardly one
in ten of such pairs was a contradiction in twenty debates."""
LATER, LATER_OVERLAP = 180, 0.7
"""Days after which the world has moved on, and what must be shared all the same."""

BREATH = 400
"""Code points between two sentences of one speaker up to which they go on rather than come again."""

TOLD, POINTING_TOLD = 2, 3
"""Words that say what it is about which a repetition needs, figures as two; more where it begins with a pointer."""


def repeatable(a: Side, b: Side, *, verbatim: bool) -> bool:
    """Whether both say what they are about, and no more than a pointer leads elsewhere.

    "Thank you very much" is no statement however often it is said, and "he voted against it" is about somebody else in
    another text; and who says "to end the bloodshed" and "to keep the peace" in one breath makes two points.
    """
    texts = a.statement, b.statement
    if (
        any(conducts(text) or nods(text) for text in texts)
        or turned_round(*texts)
        or (not verbatim and _in_one_breath(a, b))
        or not ((verbatim and not _is_named(a, b)) or all(is_proposition(text, in_doubt=False) for text in texts))
    ):
        return False
    told = min(map(_told, texts))
    points = {subject(text) for text in texts} & {"this", "other", "you"} and not _in_one_text(a, b)
    return told >= (POINTING_TOLD if points else TOLD) or (bool(told) and verbatim and not points)


def _is_named(a: Side, b: Side) -> bool:
    """Whether a reporter's words, not a quotation, may only name something: "named her | as head of the port"."""
    return any(side.kind == "indirect" for side in (a, b))


def _told(text: str) -> int:
    words = len(telling(text))
    return words + 2 * bool(words and figures(text))


def at_odds(a: Side, b: Side, scores: Scores) -> bool:
    """Whether both hold something to be so, of one subject and in one mood, so that one may deny the other."""
    texts = a.statement, b.statement
    if not all(is_proposition(text, in_doubt=False) for text in texts):
        return False
    if any(supposes(text) or conducts(text) or nods(text) for text in texts):
        return False
    if any(map(reports_others, texts)) and not all(map(speaks_of_saying, texts)):
        return False  # but "the mayor promised it" may be denied by "I never promised it"
    if scores.stance_by == "commitment":
        return True  # "agreed in principle to talks", "no plans for a meeting": their matter is read elsewhere
    if scores.moods[0] != scores.moods[1]:
        return False
    counted = Outcome.DIFFERENT.value in (scores.figures, scores.dates)
    if counted and counts_apart(*texts):
        return False
    if not _one_matter(*texts, counted=counted) or (wishes(texts[0]) != wishes(texts[1]) and not counted):
        return False
    if scores.same_speaker is True and _is_running_speech(a) and _is_running_speech(b):
        sure = scores.contradiction is None or scores.contradiction >= SPOKEN_SURE
        if scores.overlap < SPOKEN_OVERLAP or not sure:
            return False
    return _one_subject(a, b, scores=scores) and scores.overlap >= _needed(a, b, scores)


def _is_running_speech(side: Side) -> bool:
    """Whether it is a sentence of a turn: those lean on their neighbours, which nobody quoted it without."""
    return side.article_id is not None and side.kind in ("statement", "direct") and not side.cue


def _in_one_breath(a: Side, b: Side) -> bool:
    """Whether one speaker says both within a few sentences of one text."""
    if not _in_one_text(a, b) or a.speaker_id is None or a.speaker_id != b.speaker_id:
        return False
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return False
    return max(a.start, b.start) - min(a.end, b.end) <= BREATH


def _in_one_text(a: Side, b: Side) -> bool:
    return a.article_id is not None and a.article_id == b.article_id


def _one_matter(one: str, other: str, *, counted: bool) -> bool:
    """Whether enough of what they tell is shared; "24 people hospitalised", "32 hospitalised" share all there is."""
    short, long = sorted((telling(one), telling(other)), key=len)
    shared = sum(word in long or any(are_alike(word, w) or are_opposites(word, w) for w in long) for word in short)
    return shared >= SHARED or (counted and shared == len(short) > 0)


def _one_subject(a: Side, b: Side, *, scores: Scores) -> bool:
    """Whether both may speak of one person or thing. "I" and "he" are two in one mouth, "I" and "I" in two."""
    pair = {_subject(a), _subject(b)}
    if "this" in pair and (scores.overlap < POINTED or "self" in pair):
        return False
    if scores.same_speaker is True:
        return len(pair - {""}) < 2 and (len(pair) == 1 or "you" not in pair)
    if (scores.days_apart or 0) > SOON and pair & {"you", "other", "this"}:
        return False  # "he" is somebody else by now
    return scores.same_speaker is None or pair != {"self"}


def _subject(side: Side) -> str:
    """Of whom it speaks; in reported words "he" may be the speaker."""
    found = subject(side.statement)
    return "" if found == "other" and side.kind == "indirect" else found


def _needed(a: Side, b: Side, scores: Scores) -> float:
    """The overlap of content words that the pair needs."""
    if (scores.days_apart or 0) > LATER:
        return LATER_OVERLAP
    return IN_ONE_TEXT if scores.same_speaker is True and _in_one_text(a, b) else 0.0
