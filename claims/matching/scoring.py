"""Two claims and their cosine and trigram similarity in; every other score of the pair, and all of them as JSON, out.
No query."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from claims.matching.cues import denies
from claims.matching.plain import is_plain, overlap, same_figures
from claims.matching.sides import Side, days_apart, same_speaker
from claims.text.commitment import denied_commitment
from claims.text.comparisons import Comparison, Outcome, compare_dates, compare_figures
from claims.text.diff import Trim, sameness, trimmed
from claims.text.polarity import Polarity, Stance, compare_polarity, mood, turned_over
from claims.text.spans import Span
from claims.text.subjects import Remainder, numerals_clash, placed, remainder, swapped
from claims.text.trigrams import trigram_similarity

METHOD = "match-2"
"""The version of everything below; it travels with every stored score."""

LONGEST = 2000
"""Code points of a statement that are compared; past it only equal fingerprints make a duplicate."""

Pair = tuple[int, int, int, int]
"""Start and end in a's statement, start and end in b's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Every score of one pair, as plain values.

    ``cosine`` -1..1 of the sentence vectors; ``trigram`` 0..1 as pg_trgm has it; ``wording`` 0..1 the share of words
    in the same order; ``overlap`` 0..1 the share of content words; ``shared`` content words in both, of them
    ``shared_names`` names (None in scores of an older method); ``left_a``/``left_b`` content words that only one side
    has; ``names``: "same", "extra" (one side has more), "narrower" (one side names a place more), "other" (each has its
    own). ``b_given_a``, ``a_given_b``: what the entailment model (``judged_by``) says, as the probabilities of
    entailment, neutral and contradiction; empty where it was not asked. ``encoded_by``: the encoder whose vectors gave
    the cosine, empty where none did.
    """

    method: str = METHOD
    cosine: float
    trigram: float
    wording: float = 0.0
    overlap: float = 0.0
    shared: int = 0
    shared_names: int | None = None
    left_a: int = 0
    left_b: int = 0
    exact: bool = False
    trim: str = ""
    figures: str = Outcome.NONE.value
    figure_pairs: tuple[Pair, ...] = ()
    figures_aligned: bool = False
    dates: str = Outcome.NONE.value
    date_pairs: tuple[Pair, ...] = ()
    dates_aligned: bool = False
    numerals_clash: bool = False
    names: str = "same"
    swaps: tuple[Pair, ...] = ()
    stance: str = Stance.SAME.value
    stance_by: str = ""
    stance_a: tuple[tuple[int, int], ...] = ()
    stance_b: tuple[tuple[int, int], ...] = ()
    moods: tuple[str, str] = ("fact", "fact")
    same_speaker: bool | None = None
    days_apart: int | None = None
    plain: bool = False
    b_given_a: tuple[float, ...] = ()
    a_given_b: tuple[float, ...] = ()
    judged_by: str = ""
    encoded_by: str = ""

    @property
    def entailment(self) -> float | None:
        """How probably each follows from the other: the lesser of the two ways. None where nobody was asked."""
        return min(self.b_given_a[0], self.a_given_b[0]) if self.judged_by else None

    @property
    def contradiction(self) -> float | None:
        """How probably the two cannot both be true: the mean of the two ways. None where nobody was asked."""
        return (self.b_given_a[2] + self.a_given_b[2]) / 2 if self.judged_by else None

    def as_json(self) -> dict[str, Any]:
        """The scores as JSON values; tuples become lists."""
        return {name: _listed(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Scores:
        """The scores from what ``as_json`` gave; names it does not know are left out.

        Raises:
            TypeError: when ``cosine`` or ``trigram`` is missing.
        """
        known = {f.name for f in fields(cls)}
        return cls(**{name: _tupled(value) for name, value in stored.items() if name in known})

    def mirrored(self) -> Scores:
        """The same scores with a and b changed over."""
        turn = {Trim.A_IN_B.value: Trim.B_IN_A.value, Trim.B_IN_A.value: Trim.A_IN_B.value}
        return replace(
            self,
            left_a=self.left_b,
            left_b=self.left_a,
            trim=turn.get(self.trim, self.trim),
            figure_pairs=_mirrored(self.figure_pairs),
            date_pairs=_mirrored(self.date_pairs),
            swaps=_mirrored(self.swaps),
            stance_a=self.stance_b,
            stance_b=self.stance_a,
            moods=(self.moods[1], self.moods[0]),
            b_given_a=self.a_given_b,
            a_given_b=self.b_given_a,
        )


def score(a: Side, b: Side, *, cosine: float, trigram: float) -> Scores:
    """Every score of a pair; ``score(b, a)`` is its mirror image, whatever the order in which the pair was found."""
    if is_plain(a, b):
        return _plainly(a, b)
    if (a.statement, a.id) > (b.statement, b.id):
        return _score(b, a, cosine=cosine, trigram=trigram).mirrored()
    return _score(a, b, cosine=cosine, trigram=trigram)


def _plainly(a: Side, b: Side) -> Scores:
    """What words and figures tell of a pair that is not all English."""
    one, two = a.statement[:LONGEST], b.statement[:LONGEST]
    return Scores(
        cosine=0.0,
        trigram=round(trigram_similarity(one, two), 4),
        wording=round(sameness(one, two), 4),
        overlap=round(overlap(one, two), 4),
        exact=bool(a.fingerprint) and a.fingerprint == b.fingerprint,
        numerals_clash=not same_figures(one, two),
        same_speaker=same_speaker(a, b),
        days_apart=days_apart(a, b),
        plain=True,
    )


def _score(a: Side, b: Side, *, cosine: float, trigram: float) -> Scores:
    one, two = a.statement[:LONGEST], b.statement[:LONGEST]
    rest = remainder(one, two, a_said=a.said_on, b_said=b.said_on)
    figures = compare_figures(one, two)
    times = compare_dates(one, two, a_said=a.said_on, b_said=b.said_on)
    stance = _stance(a, b, one, two)
    return Scores(
        cosine=round(cosine, 4),
        trigram=round(trigram, 4),
        wording=round(sameness(one, two), 4),
        overlap=round(rest.overlap, 4),
        shared=rest.shared,
        shared_names=rest.shared_names,
        left_a=len(rest.content[0]),
        left_b=len(rest.content[1]),
        exact=bool(a.fingerprint) and a.fingerprint == b.fingerprint,
        trim=trimmed(one, two).value if _is_whole(a, b) else "",
        figures=figures.outcome.value,
        figure_pairs=_pairs(figures),
        figures_aligned=figures.aligned,
        dates=times.outcome.value,
        date_pairs=_pairs(times),
        dates_aligned=times.aligned,
        numerals_clash=numerals_clash(one, two, (*figures.pairs, *times.pairs)),
        names=_names(rest, one, two),
        swaps=tuple(_flat(pair) for pair in swapped(one, two)),
        stance=stance.stance.value,
        stance_by=stance.by,
        stance_a=tuple((s.start, s.end) for s in stance.a),
        stance_b=tuple((s.start, s.end) for s in stance.b),
        moods=(mood(one), mood(two)),
        same_speaker=same_speaker(a, b),
        days_apart=days_apart(a, b),
    )


def _is_whole(a: Side, b: Side) -> bool:
    """Whether both are compared to their last word."""
    return max(len(a.statement), len(b.statement)) <= LONGEST


def _stance(a: Side, b: Side, one: str, two: str) -> Polarity:
    if not _is_whole(a, b) and (not a.fingerprint or a.fingerprint != b.fingerprint):
        return Polarity(Stance.UNKNOWN)
    found = compare_polarity(one, two)
    if found.stance != Stance.OPPOSITE:
        found = denied_commitment(one, two) or found
    return turned_over(found) if denies(a.cue) != denies(b.cue) else found


def _names(rest: Remainder, one: str, two: str) -> str:
    left, right = rest.names
    if left and right:
        return "other"
    if any(placed(n, one) for n in left) or any(placed(n, two) for n in right):
        return "narrower"
    return "extra" if left or right else "same"


def _pairs(compared: Comparison) -> tuple[Pair, ...]:
    return tuple(_flat(pair) for pair in compared.pairs)


def _flat(pair: tuple[Span, Span]) -> Pair:
    return pair[0].start, pair[0].end, pair[1].start, pair[1].end


def _mirrored(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    return tuple((c, d, a, b) for a, b, c, d in pairs)


def _listed(value: Any) -> Any:
    return [_listed(inner) for inner in value] if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:
    return tuple(_tupled(inner) for inner in value) if isinstance(value, list) else value
