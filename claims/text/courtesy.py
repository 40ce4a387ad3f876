"""A statement in; whether it only leads through a meeting, is polite, or nods to what stands elsewhere, out."""

from __future__ import annotations

import re

from claims.text.standpoint import TITLE

_CONDUCTS = re.compile(
    r"\bwelcome\s+to\b|\bgood\s+(?:morning|afternoon|evening)\b|\bsponsor(?:s|ed)?\b.{0,40}\bdebates?\b|\bdebates?\b.{0,40}\bsponsor|"
    r"\b(?:opening|closing)\s+(?:statements?|remarks?)\b|\b(?:next|first|last|new|final)\s+question\b|"
    r"\bcondolences\b|\bthoughts\s+and\s+prayers\b|\b(?:best|good)\s+wishes\b|\brest\s+in\s+peace\b|"
    rf"\bquestions?\s*(?:['’]s|is|are|goes|comes)\s+(?:for|to|from)\b|\bquestions?\s+(?:for|to)\s+(?:{TITLE})\b|"
    r"\b(?:one|two|1|2|three|3|ninety|90|thirty|30)[\s-]+(?:minutes?|seconds?)\b.{0,30}(?:answer|response|rebuttal|each)\b|"
    r"^(?:and\s+)?(?:I\s+|we\s+)?thank(?:s\b|\s+you\b)|^this\s+is\s+(?-i:[A-Z][\w'’-]+\s+[A-Z][\w'’-]+)(?:[,.]|$)|"
    r"\blet\s+(?:me|us)\s+(?:just\s+)?(?:take|correct|say|point|add|comment|answer|ask|turn|come|give)\b|"
    r"\b(?:each|neither|both|the\s+two|one)\s+candidates?\b.{0,80}\b(?:questions?|questioned|comment)\b|"
    r"\b(?:same|another|your)\s+questions?\b|\bquestions?\s+(?:now|next)\b|\bround\s+of\s+(?:our\s+)?question|"
    r"\bquestions?\b.{0,60}\bcandidates\b|\bquestioners?\b|\breporters?\s+(?:is|are|was|were)\s+free\b|"
    r"^(?:and\s+)?I(?:['’]m|\s+am)\s+(?-i:[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)+),?\s+(?:of|from|at|the\s+president)\b",
    re.IGNORECASE,
)
_CONCURS = re.compile(r"\b(?:dis)?agree(?:s|d|ing|ment|ments)?\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:on|with|about|in)\s+(?:this|that|these|those|it)\b"
    r"(?=\s*(?:[,.;:!?]|$|point|score|question|issue|matter|subject|position|respect|regard))",
    re.IGNORECASE,
)


def conducts(text: str) -> bool:
    """Whether it is courtesy: greets, condoles, leads through a meeting, hands on the word for so many minutes."""
    return bool(_CONDUCTS.search(text))


def nods(text: str) -> bool:
    """Whether it agrees or disagrees with what stands elsewhere: "I agree with the mayor on that point"."""
    return bool(_CONCURS.search(text) and _POINTS.search(text))
