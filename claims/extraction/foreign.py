"""A text that is not English comes in; what is said in it goes out, as far as that can be told without its grammar.

Quotations stand between marks in every language, and a transcript's turns name their speaker; who is quoted in running
text is not read. Beside them, every sentence that holds a figure or a name is kept as the article's own statement, so
that it is found by its words; where a script has no capitals, names cannot be told, and every sentence is kept.
"""

from __future__ import annotations

import re

from claims.extraction.attribution import Attribution
from claims.extraction.turns import is_transcript, statements
from claims.text.kinds import Kind
from claims.text.quotation import quotations
from claims.text.scripts import has_capitals, sentences_anywhere, word_count
from claims.text.spans import Span

LEAST_WORDS = 4  # a shorter quotation is a word in irony; a shorter sentence states little
CONFIDENCE = 0.6
_CORNERS = re.compile(r"「[^「」]+」|『[^『』]+』|《[^《》]{200,}》")
_NAME = re.compile(r"(?<=[^\W\d_] )[«„“\"]?[^\W\d_]")


class WordsAttributor:
    """Attribution by marks and turns alone, for languages whose grammar is not known here."""

    version = "words-1"

    def __init__(self, language: str) -> None:
        self.doubt = f"{language}: the speaker is not read"

    def attribute(self, text: str) -> list[Attribution]:
        """The attributions of ``text``, in the order of their content."""
        if is_transcript(text):
            return statements(text)
        quoted = self._quoted(text)
        found = [self._attribution(span, Kind.DIRECT) for span in quoted]
        found += [self._attribution(span, Kind.STATEMENT) for span in _kept(text, quoted)]
        return sorted(found, key=lambda attribution: attribution.content[0])

    def _quoted(self, text: str) -> list[Span]:
        marked = [q.span for q in quotations(text) if not q.nested and not q.doubt]
        corners = [Span(*match.span()) for match in _CORNERS.finditer(text)]
        found: list[Span] = []
        for span in sorted([*marked, *corners]):
            if word_count(span.of(text)) >= LEAST_WORDS and not (found and found[-1].overlaps(span)):
                found.append(span)
        return found

    def _attribution(self, span: Span, kind: Kind) -> Attribution:
        return Attribution(
            content=(span,), source=None, cue=None, kind=kind, speaker=None, confidence=CONFIDENCE, doubt=self.doubt
        )


def _kept(text: str, quoted: list[Span]) -> list[Span]:
    """Sentences outside quotations that hold a figure or a name."""
    cased = has_capitals(text)
    free: list[Span] = []
    place = 0
    for sentence in sentences_anywhere(text):
        while place < len(quoted) and quoted[place].end <= sentence.start:
            place += 1
        inside = place < len(quoted) and quoted[place].overlaps(sentence)
        words = sentence.of(text)
        if not inside and word_count(words) >= LEAST_WORDS and (not cased or _tells(words)):
            free.append(sentence)
    return free


def _tells(words: str) -> bool:
    """Whether the sentence holds a digit, or a capital that does not begin it."""
    return any(c.isdigit() for c in words) or any(m.group()[-1].isupper() for m in _NAME.finditer(words))
