"""Two texts in; whether one affirms what the other denies, by negation or opposite words, with what shows it, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from claims.text.antonyms import are_opposites
from claims.text.negation import Negation, bare_denials, denied, negations
from claims.text.spans import Span
from claims.text.synonyms import are_alike
from claims.text.terms import Word, content_words

# Of the words a lone negation reaches, this share must stand un-negated in the other text to call the two opposite.
_REACHED = 0.6
_POSSIBLE = re.compile(
    r"\b(?:might|could|perhaps|possibly|maybe|considering|if|reportedly|allegedly)\b|\bmay\b|\bMay\s+(?:I|we|you|he|she|it|they)\b"
)
_OUGHT = re.compile(r"\b(?:should(?:n['’]t)?|must(?:n['’]t)?|ought|urged?|please|let['’]?s)\b", re.IGNORECASE)


class Stance(StrEnum):
    """How two texts stand to one proposition; it means something only where both are about the same one."""

    SAME = "same"
    OPPOSITE = "opposite"
    UNKNOWN = "unknown"
    """One text denies something of which the other does not speak in the same words."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """The stance; by "negation", "negation of most", "antonym", "cue", "commitment" or ""; and where in a and b."""

    stance: Stance
    by: str = ""
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()


def compare_polarity(a: str, b: str) -> Polarity:
    """Whether one text affirms what the other denies, judged on the content words that stand in both."""
    shared, left, right = _aligned(content_words(a), content_words(b))
    opposites = [(x, y) for x in left for y in right if are_opposites(x.stem, y.stem)]
    if opposites:
        return _by_antonym(a, b, opposites)
    if not negations(a) and not negations(b):
        level = bare_denials(a) % 2 == bare_denials(b) % 2
        return Polarity(Stance.SAME if level else Stance.UNKNOWN)
    return _by_negation(a, b, shared)


def _by_antonym(a: str, b: str, opposites: list[tuple[Word, Word]]) -> Polarity:
    """Two opposite words oppose, unless just one of them is denied ("not open", "closed")."""
    telling = [(x, y) for x, y in opposites if denied(a, x.span) == denied(b, y.span)]
    if len(telling) % 2 == 0 and len(telling) == len(opposites):
        # Two turns ("opposes the ban", "supports letting it") lead back to where they began, or nowhere sure.
        return Polarity(Stance.UNKNOWN)
    if not telling:
        return Polarity(Stance.SAME)
    return Polarity(Stance.OPPOSITE, "antonym", tuple(x.span for x, _ in telling), tuple(y.span for _, y in telling))


def _by_negation(a: str, b: str, shared: list[tuple[Word, Word]]) -> Polarity:
    turned = [(x, y) for x, y in shared if denied(a, x.span) != denied(b, y.span)]
    in_a, in_b = {x.span for x, _ in turned if denied(a, x.span)}, {y.span for _, y in turned if denied(b, y.span)}
    if len(negations(a)) != len(negations(b)):
        for by, answered in (("negation", _by_focus), ("negation of most", _by_reach)):
            only_a, only_b = _telling(a, in_a, answered), _telling(b, in_b, answered)
            if only_a or only_b:
                return Polarity(Stance.OPPOSITE, by, only_a, only_b)
    level = len(negations(a)) % 2 == len(negations(b)) % 2
    joint = not turned or any(denied(a, x.span) and denied(b, y.span) for x, y in shared)
    return Polarity(Stance.SAME if level and joint else Stance.UNKNOWN)


Answered = Callable[[list[Span], set[Span]], bool]


def _telling(text: str, turned: set[Span], answered: Answered) -> tuple[Span, ...]:
    """The cues of the negations whose reach is answered by un-negated words of the other text."""
    return tuple(n.cue for n in negations(text) if answered(_reached(text, n), turned))


def _reached(text: str, negation: Negation) -> list[Span]:
    """The content words a negation reaches ahead, else the last one before it ("I have misled nobody")."""
    cues = [n.cue for n in negations(text)]
    inside = (w.span for w in content_words(text) if negation.scope.contains(w.span))
    reached = [span for span in inside if not any(cue.contains(span) for cue in cues)]
    return [span for span in reached if span.start >= negation.cue.end] or reached[-1:]


def _by_focus(reached: list[Span], turned: set[Span]) -> bool:
    """Whether the very word that is denied stands un-negated in the other text."""
    return bool(reached) and reached[0] in turned


def _by_reach(reached: list[Span], turned: set[Span]) -> bool:
    """Whether most of what is denied does: "never discussed closing it", "its closure was on my desk"."""
    return len(reached) > 1 and sum(span in turned for span in reached) >= _REACHED * len(reached)


def _aligned(a: tuple[Word, ...], b: tuple[Word, ...]) -> tuple[list[tuple[Word, Word]], list[Word], list[Word]]:
    """Words of the same stem, paired in order; and what is left of each text."""
    left, right, shared = [], list(b), []
    for word in a:
        partner = next((w for w in right if w.stem == word.stem), None) or next(
            (w for w in right if are_alike(w.stem, word.stem)), None
        )
        if partner:
            right.remove(partner)
            shared.append((word, partner))
        else:
            left.append(word)
    return shared, left, right


def turned_over(polarity: Polarity) -> Polarity:
    """The stance when one of the two texts is denied as a whole by the words it hangs on ("she denied that …")."""
    turn = {Stance.SAME: Stance.OPPOSITE, Stance.OPPOSITE: Stance.SAME, Stance.UNKNOWN: Stance.UNKNOWN}
    return Polarity(turn[polarity.stance], "cue" if polarity.stance == Stance.SAME else "")


def mood(text: str) -> str:
    """Whether it says what is ("fact"), what may be ("possible") or what ought to be ("ought"); a weak sign."""
    return "possible" if _POSSIBLE.search(text) else "ought" if _OUGHT.search(text) else "fact"
