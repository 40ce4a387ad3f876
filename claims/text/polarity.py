"""Two texts in; whether one affirms what the other denies out, by negation, by opposite words, with the words that show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from claims.text.antonyms import are_opposites
from claims.text.negation import Negation, denied, negations
from claims.text.spans import Span
from claims.text.synonyms import are_alike
from claims.text.terms import Word, content_words

# Of the words a lone negation reaches, this share must stand un-negated in the other text to call the two opposite.
_REACHED = 0.5
_MODAL = re.compile(
    r"\b(?:might|could|perhaps|possibly|maybe|considering|if|reportedly|allegedly)\b|\b(?:may|May)\s+(?:\w+\s+)?(?=[a-z])(?!\d)",
)


class Stance(StrEnum):
    """How two texts stand to one proposition; it means something only where both are about the same one."""

    SAME = "same"
    OPPOSITE = "opposite"
    UNKNOWN = "unknown"
    """One text denies something of which the other does not speak in the same words."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """The stance; what shows it: "negation", "antonym" or ""; the spans in a and in b that show it."""

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
        return Polarity(Stance.SAME)
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
    only_a = _telling(a, [x for x, y in turned if denied(a, x.span)])
    only_b = _telling(b, [y for x, y in turned if denied(b, y.span)])
    if only_a or only_b:
        return Polarity(Stance.OPPOSITE, "negation", tuple(n.cue for n in only_a), tuple(n.cue for n in only_b))
    level = len(negations(a)) % 2 == len(negations(b)) % 2 and not turned
    return Polarity(Stance.SAME if level else Stance.UNKNOWN)


def _telling(text: str, turned: list[Word]) -> list[Negation]:
    """The negations whose own word (the first it reaches), or most of whose reach, stands un-negated in the other text."""
    return [n for n in negations(text) if _is_answered(text, n, {w.span for w in turned})]


def _is_answered(text: str, negation: Negation, turned: set[Span]) -> bool:
    reached = [w.span for w in content_words(text) if negation.scope.contains(w.span)]
    ahead = [span for span in reached if span.start >= negation.cue.end]
    hit = [span in turned for span in ahead or reached[-1:]]
    return bool(hit) and (hit[0] or sum(hit) >= _REACHED * len(hit))


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


def is_tentative(text: str) -> bool:
    """Whether it speaks of what may, might or is planned to be rather than of what is (a weak sign)."""
    return bool(_MODAL.search(text))
