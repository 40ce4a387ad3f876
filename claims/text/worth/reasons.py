"""The signs of a sentence in; the reasons that an editor reads, the most telling first, out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """What kind of statement it is, in the field's terms (Full Fact's schema of claims, ClaimBuster, CheckThat!)."""

    QUANTITY = "quantity"
    COMPARISON = "comparison"
    CAUSE = "cause"
    RECORD = "record"
    LAW = "law"
    EVENT = "event"
    PREDICTION = "prediction"
    OPINION = "opinion"
    PERSONAL = "personal"
    QUESTION = "question"
    COURTESY = "courtesy"
    THIN = "thin"


Signs = Mapping[str, float]
_STATED = ("past", "perfect", "is", "progressive", "present")
_PINNED = ("name", "date", "place", "body")
_TELLING = ("figure", "record", "ruled", "cause", "comparison")


def reasons(signs: Signs) -> tuple[Reason, ...]:
    """Every reason that the signs bear out, in the order of :class:`Reason`; thin only where there is no other."""
    found = tuple(reason for reason in Reason if _holds(reason, signs))
    return tuple(reason for reason in found if reason != Reason.THIN) or found


def _holds(reason: Reason, signs: Signs) -> bool:
    match reason:
        case Reason.QUANTITY:
            return bool(signs["figure"])
        case Reason.COMPARISON:
            return bool(signs["comparison"] or signs["superlative"] or (signs["change"] and signs["two figures"]))
        case Reason.CAUSE:
            return bool(signs["cause"] and _states(signs))
        case Reason.RECORD:
            return bool(signs["record"] and _states(signs) and not signs["ought"])
        case Reason.LAW:
            return bool(signs["ruled"] and _states(signs) and not signs["ought"])
        case Reason.EVENT:
            return bool(any(signs[name] for name in _PINNED) and _happened(signs))
        case Reason.PREDICTION:
            return bool(signs["future"] and not signs["asks"] and not signs["running the talk"])
        case Reason.OPINION:
            valued = signs["value"] and not signs["figure"] and not signs["courtesy"]
            return bool((signs["belief"] or signs["ought"] or valued) and not signs["asks"])
        case Reason.PERSONAL:
            return bool(signs["own life"])
        case Reason.QUESTION:
            return bool(signs["asks"])
        case Reason.COURTESY:
            return bool(signs["courtesy"] or signs["address alone"])
    return bool(signs["no verb"] or (signs["under 5 words"] and not any(signs[name] for name in _TELLING)))


def _states(signs: Signs) -> bool:
    return not signs["asks"] and not signs["no verb"] and any(signs[name] for name in _STATED)


def _happened(signs: Signs) -> bool:
    going_on = signs["progressive"] and not signs["possible"]
    told = signs["past"] or signs["perfect"] or going_on
    return _states(signs) and bool(told) and not signs["ought"] and not signs["future"]
