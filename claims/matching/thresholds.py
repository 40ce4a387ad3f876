"""Nothing in; the named limits that turn scores into flags, each with the reason for its default, out.

Measured with all-MiniLM-L6-v2 cosines. MultiPIT is the expert-labelled paraphrase set (Dou et al. 2022), VitaminC the
development part of Schuster et al. 2021.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Every limit a newsroom may move. Shares and similarities are 0..1, times whole days."""

    # A duplicate needs this much likeness (see likeness.likeness) where one side merely adds a few words ...
    duplicate: float = 0.60
    # ... and this much where both have content words of their own. On MultiPIT train the two give precision 0.73
    # and recall 0.43 (test 0.81 and 0.44); 0.66 gives 0.72 and 0.46 (test 0.73 and 0.52), 0.70 gives 0.75 and 0.38.
    duplicate_reworded: float = 0.68
    # One side may have this many content words more before it counts as reworded: a longer statement says more.
    padding: int = 3
    # A trimmed quotation by another speaker must hold this share of the longer one's words to be the same statement.
    trimmed_share: float = 0.6
    # One content word swapped for another in texts that share this much of their wording makes two statements:
    # "adult ticket", "child ticket". It costs paraphrases with a synonym outside the lexicon.
    swap_wording: float = 0.6
    # Rounding: figures closer than this relative gap ("1.2 million", "1,213,450") may stand in duplicates.
    rounding: float = 0.025
    # A contradiction needs this much relatedness (see likeness.relatedness) where one side only adds words ...
    related: float = 0.48
    # ... and this much where each side has content words of its own. On VitaminC 124 of the 132 contradictions flagged
    # with these two are labelled so; at 0.50 and 0.62 it was 106 of 110, at 0.40 and 0.50 163 of 177.
    related_reworded: float = 0.56
    # "Agreed to talks" and "no plans for a meeting" must be this close in meaning, said at most this many days apart.
    commitment_cosine: float = 0.2
    commitment_days: int = 7
    # An altered quotation keeps at least this share of its words in order ...
    altered_wording: float = 0.75
    # ... has at least this many words, since short ones resemble each other by chance ...
    altered_words: int = 5
    # ... and was said at most this many days apart: later, a speaker may repeat a sentence with other words.
    altered_days: int = 3
    # What the entailment model reads as opposites, each way with this probability, is a contradiction. On VitaminC
    # 271 of the 274 pairs with it are labelled so, 296 of 302 with 0.70 (1,200 pairs, 467 contradictions; of 700 others
    # 54 of 60 and 62 of 72).
    opposed: float = 0.75
    # ... and where it sees less than this, on the mean of both ways, words that look opposite do not count.
    opposed_least: float = 0.55
    # No duplicate where it sees opposites with this probability, on the mean of both ways.
    opposed_duplicate: float = 0.5
    # Each follows from the other with this probability: the same statement, however it is worded.
    entailed: float = 0.6
    # Where hardly a word differs ("all crews", "some crews") it must see at least this much of that.
    entailed_least: float = 0.1
    # Two figures that stand in different places measure one thing where the rest of the words agree this much.
    one_measure: float = 0.5
    # Two speakers who name nobody and no place alike speak of one event only when this few days lie between.
    one_event_days: int = 14
    # "Is running" and "is not running" may both be true on their day when said further apart than this.
    momentary_days: int = 7
    # Verdict values this far apart (0 false .. 1 true) are two rulings, not two shades of one.
    verdict_gap: float = 0.34
    # No flag that decisions of this newsroom make less likely to be confirmed than this (see likelihood); 0 leaves all.
    likely: float = 0.0


DEFAULT = Thresholds()
