"""The words a claim hangs on in; whether they deny it, out."""

from __future__ import annotations

import re

_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|rebut\w*|refut\w*|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"n['’]t\b|\b(?:not|never|no)\b", re.IGNORECASE)


def denies(cue: str) -> bool:
    """Whether a cue such as "denied that" turns its claim into the opposite; "did not deny" does not."""
    return bool(_DENYING.search(cue)) and not _NOT.search(cue)
