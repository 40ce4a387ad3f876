"""The words before a figure in; which values it leaves open, out."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """``sign``: "+" more than, "-" less than, "~" about, "" exactly; ``low`` and ``high`` are factors of the value."""

    sign: str = ""
    low: float = 1.0
    high: float = 1.0


EXACT = Bound()
_BACK = 60
_BOUNDS = (
    (
        Bound("+", 1.0, math.inf),
        r"(?:more|higher|greater|larger|bigger|longer)\s+than|(?:well\s+)?over|above|upwards?\s+of|exceed(?:s|ing|ed)?|"
        r"in\s+excess\s+of|at\s+least|(?:no|not)\s+(?:fewer|less)\s+than|a\s+minimum\s+of",
    ),
    (
        Bound("-", 0.0, 1.0),
        r"(?:less|fewer|lower|smaller|shorter)\s+than|(?:well\s+)?under|below|up\s+to|at\s+most|"
        r"(?:no|not)\s+more\s+than|a\s+maximum\s+of",
    ),
    (Bound("~", 0.85, 1.0), r"almost|nearly|close\s+to|just\s+(?:under|below)"),
    (
        Bound("~", 0.88, 1.12),
        r"about|around|roughly|approximately|some|circa|an\s+estimated|just\s+over|a\s+little\s+(?:over|more\s+than)",
    ),
)
# The longest phrase counts: "no more than" before "more than", "just over" before "over".
_PATTERNS = tuple(
    (bound, re.compile(rf"(?:^|[^\w])({words})\s+(?:the\s+|a\s+)?$", re.IGNORECASE)) for bound, words in _BOUNDS
)


def bound_before(text: str) -> Bound:
    """The bound that the end of ``text`` (all that stands before a figure) puts on it."""
    found = [(match.start(1), n, bound) for n, (bound, p) in enumerate(_PATTERNS) if (match := p.search(text[-_BACK:]))]
    return min(found)[2] if found else EXACT
