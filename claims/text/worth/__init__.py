"""A statement in; how much it is worth checking, and why, in terms of the field, out."""

from claims.text.worth.reasons import Reason
from claims.text.worth.score import Worth, check_worthiness

__all__ = ["Reason", "Worth", "check_worthiness"]
