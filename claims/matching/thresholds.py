"""Nothing in; the named limits that turn scores into flags, each with the reason for its default, out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Every limit a newsroom may move. Shares and similarities are 0..1, times whole days."""

    # A duplicate needs this much likeness (see flags.likeness).
    duplicate: float = 0.60
    # ... and this much where the texts differ by more than a few words of padding on both sides.
    duplicate_reworded: float = 0.66
    # A trimmed quotation by another speaker must hold this share of the longer one's words to be the same statement.
    trimmed_share: float = 0.6
    # One content word swapped for another in texts that share this much of their wording makes two statements
    # ("adult", "child").
    swap_wording: float = 0.6
    # Rounding: figures closer than this relative gap ("1.2 million", "1,213,450") may stand in duplicates.
    rounding: float = 0.025
    # A contradiction needs this much relatedness (see flags.relatedness) where one side only adds words ...
    related: float = 0.48
    # ... and this much where each side has content words of its own.
    related_reworded: float = 0.56
    # "Agreed to talks" and "no plans for a meeting" must be this close in meaning and said at most this many days
    # apart.
    commitment_cosine: float = 0.2
    commitment_days: int = 7
    # An altered quotation keeps at least this share of its words in order ...
    altered_wording: float = 0.75
    # ... has at least this many words, since short ones resemble each other by chance ...
    altered_words: int = 5
    # ... and was said at most this many days apart: later, a speaker may repeat a sentence with other words.
    altered_days: int = 3
    # "Is running" and "is not running" may both be true on their day when said further apart than this.
    momentary_days: int = 7
    # Verdict values this far apart (0 false .. 1 true) are two rulings, not two shades of one.
    verdict_gap: float = 0.34


DEFAULT = Thresholds()
