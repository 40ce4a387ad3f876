"""Findings of one unit come in; those that attribute a statement, and not a mood or a name, go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.extraction.findings import Finding
from claims.extraction.mentions import Resolved
from claims.extraction.phrases import Tokens

LEAST_OBJECT = 3
"""An unquoted object of fewer words ("what he called treason") states nothing."""

_NEEDS_SPEAKER = frozenset(("clause", "object", "infinitive", "around"))
_SPEECH = frozenset(("S", "T"))
_TELLING = frozenset(("say", "tell", "state", "according"))


def kept(tokens: Tokens, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings worth a claim: no moods inside another one's content, no objects of a word or two."""
    for finding in found:
        if _lies_in_other(finding, found) and not (
            finding.frames & _SPEECH and finding.how in ("that", "clause", "quote")
        ):
            continue
        if finding.how != "object" or _is_said_in_words(tokens, finding):
            yield finding


def _lies_in_other(finding: Finding, found: Sequence[Finding]) -> bool:
    cue = finding.cue[0]
    return any(start <= cue < end for other in found if other is not finding for start, end in other.pieces)


def _is_said_in_words(tokens: Tokens, finding: Finding) -> bool:
    content = [t for start, end in finding.pieces for t in tokens[start:end]]
    return any(t.quote is not None for t in content) or sum(t.is_word for t in content) >= LEAST_OBJECT


def is_sound(finding: Finding, resolved: Resolved, *, quoted: bool) -> bool:
    """Whether the source can have said it: "the move suggested that" says nothing, "the move," said "…" may."""
    mention = resolved.mention
    if mention is not None and mention.kind != "unknown":
        return finding.lemma != "show" or finding.how != "object" or mention.kind == "document"
    if quoted and finding.how in ("quote", "before", "introduces"):
        return True
    return resolved.certainty >= 0.4 and (finding.how not in _NEEDS_SPEAKER or finding.lemma in _TELLING)
