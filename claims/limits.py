"""Nothing in; every limit of matching that a newsroom may move, with its range and meaning, out. Names and words only.

The defaults stand with their measurements in ``claims.matching.thresholds``; here is what the store needs to refuse a
name or a value that means nothing, and what an editor reads beside the field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The least and the greatest value, both allowed, whether it counts whole things, and what it means."""

    low: float = 0.0
    high: float = 1.0
    whole: bool = False
    meaning: Promise


LIMITS: dict[str, Limit] = {
    "duplicate": Limit(meaning=_("Duplicate: how alike two statements are where one only adds words.")),
    "duplicate_reworded": Limit(meaning=_("Duplicate: how alike they are where each has content words of its own.")),
    "padding": Limit(
        high=20,
        whole=True,
        meaning=_("Content words more than the other side before it counts as reworded."),
    ),
    "trimmed_share": Limit(
        meaning=_("Duplicate: share of the longer quotation that another speaker's shorter one must hold.")
    ),
    "swap_wording": Limit(
        meaning=_("No duplicate where one content word is swapped and this share of the wording is one.")
    ),
    "rounding": Limit(high=0.5, meaning=_("How far apart, relatively, two figures may be and count as one.")),
    "related": Limit(meaning=_("Contradiction, update: how related two statements are where one only adds words.")),
    "related_reworded": Limit(
        meaning=_("Contradiction, update: how related they are where each has content words of its own.")
    ),
    "commitment_cosine": Limit(meaning=_("Contradiction: how close in meaning a plan and its denial must be.")),
    "commitment_days": Limit(high=3650, whole=True, meaning=_("Days between a plan and its denial, at most.")),
    "altered_wording": Limit(
        meaning=_("Altered quote: share of its words, in order, that a quotation keeps at least.")
    ),
    "altered_words": Limit(
        low=1, high=50, whole=True, meaning=_("Altered quote: words that a quotation has at least.")
    ),
    "altered_days": Limit(high=3650, whole=True, meaning=_("Altered quote: days between the two quotations, at most.")),
    "opposed": Limit(meaning=_("Contradiction: how sure the model is, each way, that both cannot be true.")),
    "opposed_least": Limit(meaning=_("Words that look opposite do not count where the model is less sure than this.")),
    "opposed_duplicate": Limit(meaning=_("No duplicate where the model is this sure that both cannot be true.")),
    "entailed": Limit(meaning=_("Duplicate: how sure the model is that each statement follows from the other.")),
    "entailed_least": Limit(
        meaning=_("No duplicate where hardly a word differs and the model is less sure than this that one follows.")
    ),
    "one_measure": Limit(meaning=_("Share of the other words that must agree before two figures count one thing.")),
    "one_event_days": Limit(
        high=3650,
        whole=True,
        meaning=_("Days within which two speakers who name nobody alike mean one event."),
    ),
    "momentary_days": Limit(
        high=3650,
        whole=True,
        meaning=_("Days after which what is passing may have changed, no contradiction."),
    ),
    "verdict_gap": Limit(meaning=_("Verdict conflict: how far apart two rulings are, from 0 (false) to 1 (true).")),
    "likely": Limit(
        meaning=_(
            "No flag that is less likely than this to be confirmed, by what was decided here before; 0 leaves all."
        )
    ),
}


def faults(values: object) -> Iterator[tuple[str, str]]:
    """What is wrong with overrides of the limits: the name (empty when it is no object) and why, in words."""
    if not isinstance(values, Mapping):
        yield "", gettext("Thresholds are names with their values.")
        return
    for name, value in values.items():
        limit = LIMITS.get(name)
        if limit is None:
            yield str(name), gettext("There is no threshold “%(name)s”.") % {"name": name}
        elif fault := _fault(value, limit):
            yield name, f"{name}: {fault}"


def _fault(value: object, limit: Limit) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return gettext("a number is needed, not %(value)r.") % {"value": value}
    if limit.whole and value != int(value):
        return gettext("a whole number is needed, not %(value)s.") % {"value": value}
    if not limit.low <= value <= limit.high:
        return gettext("%(value)s does not lie between %(low)g and %(high)g.") % {
            "value": value,
            "low": limit.low,
            "high": limit.high,
        }
    return ""
