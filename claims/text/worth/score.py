"""A statement in; the chance that a desk would want it checked, with its reasons, out."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from claims.text.worth.reasons import Reason, Signs, reasons
from claims.text.worth.signs import signs
from claims.text.worth.weights import BIAS, WEIGHTS

DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """``score`` is 0..1, about the share of such sentences that a person called worth checking.

    It is None where it is not known: the signs are those of English.
    """

    score: float | None
    reasons: tuple[Reason, ...] = ()

    @property
    def codes(self) -> list[str]:
        """The reasons as plain text."""
        return [str(reason) for reason in self.reasons]

    def as_fields(self) -> dict[str, float | list[str] | None]:
        """As a claim's row keeps it."""
        return {"worth": self.score, "worth_reasons": self.codes}


def check_worthiness(statement: str, *, language: str = "en") -> Worth:
    """How much ``statement`` is worth checking, and why; unknown where ``language`` (a BCP 47 tag) is not English."""
    if not reads(language):
        return Worth(score=None)
    found = signs(statement)
    return Worth(score=round(_chance(found), DIGITS), reasons=reasons(found))


def reads(language: str) -> bool:
    """Whether a language's statements can be weighed; one that is not told counts as English."""
    return language.lower().partition("-")[0] in ("", "en", "eng", "und")


def _chance(found: Signs) -> float:
    total = BIAS + sum(weight * found[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + exp(-total))
