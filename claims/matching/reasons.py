"""Two claims and their scores in; the reason for a flag, in words an editor can read, out."""

from __future__ import annotations

from collections.abc import Sequence

from claims.matching.alteration import ALTERATIONS, Alteration, Altered
from claims.matching.changes import Change
from claims.matching.scoring import Pair, Scores
from claims.matching.sides import Side, days_apart, in_order, same_speaker
from claims.text.comparisons import Outcome
from claims.text.diff import Trim

_LONGEST = 60


def who(a: Side, b: Side) -> str:
    """Who speaks and how far apart: "Brandt against himself …" is left to the page; here "same speaker, 11 days
    apart"."""
    same = same_speaker(a, b)
    voice = {True: "same speaker", False: "two speakers", None: "speaker unknown"}[same]
    apart = days_apart(a, b)
    if apart is None:
        return voice
    return f"{voice}, {'same day' if apart == 0 else '1 day apart' if apart == 1 else f'{apart} days apart'}"


def by_words(first: Side, second: Side, *, scores: Scores) -> str:
    """Why two statements in another language are one: nothing but their words and figures was compared."""
    how = "the same words" if scores.exact else "the same words in other forms, the same figures"
    return f"{how[0].upper()}{how[1:]}; compared by words and figures only ({who(first, second)})"


def duplicate(first: Side, second: Side, *, scores: Scores) -> str:
    """Why the two are one proposition."""
    verbatim = scores.exact or scores.trim == Trim.SAME.value
    if verbatim and first.article_id is not None and first.article_id == second.article_id:
        return "This passage stands twice in the article"
    how = "same wording" if verbatim else "one is a shorter form of the other" if scores.trim else "in other words"
    return f"Same statement, {how} ({who(first, second)})"


def verdicts(first: Side, second: Side) -> str:
    """How the two rulings differ."""
    labels = [f"“{side.verdict.label}”" for side in (first, second) if side.verdict]
    return f"One statement, two published verdicts: {' and '.join(labels)}"


def altered(a: Side, b: Side, found: Altered) -> str:
    """What was done to a quotation, and which words tell it: those that change the meaning, where some do."""
    told = [differing(change, a.statement, b.statement, turned=in_order(a, b)[0] is b) for change in found.shown]
    return f"{ALTERATIONS[found.kind or Alteration.PARAPHRASED]}: {'; '.join(told[:3])} ({who(a, b)})"


def differing(change: Change, a: str, b: str, *, turned: bool = False) -> str:
    """One run of words against the other's; ``turned`` puts b's first."""
    parts = [
        f"“{_cut_short(span.of(text))}”" if span else "" for span, text in ((change.span_a, a), (change.span_b, b))
    ]
    first, second = reversed(parts) if turned else parts
    if first and second:
        return f"{first} against {second}"
    return f"{first or second} is left out"


def _cut_short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def opposed(a: Side, b: Side, scores: Scores) -> str:
    """Which words deny, or are opposites."""
    first, second = in_order(a, b)
    mine, theirs = (scores.stance_a, scores.stance_b) if first is a else (scores.stance_b, scores.stance_a)
    left, right = _cut(first, mine), _cut(second, theirs)
    if left and right:
        return f"{left} against {right}, about the same thing ({who(a, b)})"
    if not left and not right:
        return f"One denies what the other says ({who(a, b)})"
    return f"One says {left or right}, the other affirms it ({who(a, b)})"


def read_as_opposed(a: Side, b: Side, scores: Scores, *, moved: bool) -> str:
    """That the two cannot both be true, as the entailment model reads them, and how sure it is."""
    sure = f"read as opposites, {round(100 * (scores.contradiction or 0.0))} in 100"
    return f"{'Changed since, later figure' if moved else 'Cannot both be true'}: {sure} ({who(a, b)})"


def _cut(side: Side, spans: Sequence[tuple[int, int]]) -> str:
    return ", ".join(f"“{side.statement[s:e][:_LONGEST]}”" for s, e in spans[:3])


def figures(a: Side, b: Side, scores: Scores, *, moved: bool) -> str:
    """Which figures differ, and whether the later may be the newer state."""
    told = _against(a, b, scores.figure_pairs)
    period = ", same period" if scores.dates in (Outcome.SAME.value, Outcome.CLOSE.value) else ""
    return f"{told}: same measure{period}{', later figure' if moved else ''} ({who(a, b)})"


def misdated(a: Side, b: Side, scores: Scores) -> str:
    """Which dates differ."""
    return f"{_against(a, b, scores.date_pairs)}: one event, two dates ({who(a, b)})"


def _against(a: Side, b: Side, pairs: Sequence[Pair]) -> str:
    first, _ = in_order(a, b)
    told = [(a.statement[p[0] : p[1]], b.statement[p[2] : p[3]]) for p in pairs[:3]]
    return "; ".join(f"{x} against {y}" if first is a else f"{y} against {x}" for x, y in told)
