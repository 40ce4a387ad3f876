"""Findings of one unit come in; those that attribute a statement, and not a mood or a name, go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.extraction.findings import Finding
from claims.extraction.finite import Tokens
from claims.extraction.mentions import Resolved
from claims.text.wordlist import wordlist
from claims.text.words import DETERMINERS

LEAST_OBJECT = 2
"""An unquoted object of fewer words, articles aside ("he praised the crew"), states nothing."""

_NEEDS_SPEAKER = frozenset(("clause", "object", "infinitive", "around"))
_SPEECH = frozenset(("S", "T"))
_HYPOTHETICAL = frozenset(("if", "whether", "unless", "until"))
_RESEARCH = frozenset(("show", "find", "demonstrate", "prove"))
_TELLING = wordlist("say tell state according add claim explain insist argue reply respond write complain joke recall")


def kept(tokens: Tokens, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings worth a claim: no moods inside another one's content, no objects of a word or two."""
    for finding in found:
        if _lead(tokens, finding) in _HYPOTHETICAL or (finding.how == "object" and _lead(tokens, finding) == "what"):
            continue
        if "M" in finding.frames and _lead(tokens, finding) in ("that", "because"):
            continue
        if finding.lemma == "ask" and tokens[finding.cue[1]].low == "not":
            continue  # "who asked not to be named"
        if _lies_in_other(finding, found) and not (
            finding.frames & _SPEECH and finding.how in ("that", "clause", "quote")
        ):
            continue
        if finding.how != "object" or _is_said_in_words(tokens, finding):
            yield finding


def _lead(tokens: Tokens, finding: Finding) -> str:
    return tokens[finding.source[0] - 1].low if finding.source and finding.source[0] else ""


def _lies_in_other(finding: Finding, found: Sequence[Finding]) -> bool:
    cue = finding.cue[0]
    return any(start <= cue < end for other in found if other is not finding for start, end in other.pieces)


def _is_said_in_words(tokens: Tokens, finding: Finding) -> bool:
    content = [t for start, end in finding.pieces for t in tokens[start:end]]
    return (
        any(t.quote is not None for t in content)
        or sum(t.is_word and t.low not in DETERMINERS for t in content) >= LEAST_OBJECT
    )


def is_sound(finding: Finding, resolved: Resolved, *, quoted: bool) -> bool:
    """Whether the source can have said it: "the move suggested that" says nothing, "the move," said "…" may."""
    mention = resolved.mention
    known = mention is not None and (mention.kind != "unknown" or resolved.person is not None)
    if mention is not None and known and resolved.certainty >= 0.4:
        bare = finding.how in ("clause", "object")
        return not (bare and finding.lemma in _RESEARCH) or mention.kind in ("document", "body", "group")
    if quoted and finding.how in ("quote", "before", "introduces"):
        return True
    if mention is not None and finding.lemma in _TELLING:
        return True
    return resolved.certainty >= 0.4 and finding.how not in _NEEDS_SPEAKER
