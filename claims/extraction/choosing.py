"""Findings of one unit come in; those that attribute a statement, and not a mood or a name, go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.extraction.findings import Finding
from claims.extraction.finite import Tokens
from claims.extraction.mentions import Resolved
from claims.extraction.units import Token
from claims.text.bodies import SPEECH_NOUNS
from claims.text.wordlist import wordlist
from claims.text.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS

LEAST_OBJECT = 2
"""An unquoted object of fewer words, articles aside ("he praised the crew"), states nothing."""
LEAST_PRAISE = 4
"""The same for praise and blame, which mostly name what is liked ("she praised the festival and the weather")."""

_SMALL = DETERMINERS | CONJUNCTIONS
_BARE = frozenset(("him", "them", "us", "me", "it"))
_MENTION = wordlist("reference mention cite note recall repeat reiterate")
_PRAISE = wordlist("praise commend laud hail applaud mock")
_NEEDS_SPEAKER = frozenset(("clause", "object", "infinitive", "around"))
_SPEECH = frozenset(("S", "T"))
_HYPOTHETICAL = frozenset(("if", "whether", "unless", "until"))
_NOBODY = frozenset(("no", "nobody", "none", "neither", "no-one", "nothing"))
_RESEARCH = frozenset(("show", "find", "demonstrate", "prove"))
_TELLING = wordlist("say tell state according add claim explain insist argue reply respond write complain joke recall")


def kept(tokens: Tokens, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings worth a claim: no moods inside another one's content, no objects of a word or two."""
    for finding in found:
        if finding.source is not None and tokens[finding.source[0]].low in _NOBODY:
            continue
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
    """Whether an object says something: it quotes, or has words enough and is more than a pronoun or one's remarks."""
    content = [t for start, end in finding.pieces for t in tokens[start:end]]
    if finding.lemma in _MENTION and _is_speech(content):
        return False
    if any(t.quote is not None for t in content):
        return True
    if content[0].low in _BARE and (len(content) < 2 or not _says_of_it(content)):
        return False
    least = LEAST_PRAISE if finding.lemma in _PRAISE else LEAST_OBJECT
    return sum(t.is_word and t.low not in _SMALL for t in content) >= least


def _says_of_it(content: Sequence[Token]) -> bool:
    """ "him of hiding the price" says something, "them as states" and "it, quietly" do not."""
    return content[1].is_word and content[1].low not in ("as", "with", "on", "from", "in")


def _is_speech(content: Sequence[Token]) -> bool:
    """ "Falk's comments from Sunday": what another said is only pointed at."""
    head = next((k for k in range(1, len(content)) if content[k].low in PREPOSITIONS or content[k].is_comma), None)
    return content[(head or len(content)) - 1].bare in SPEECH_NOUNS


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
