"""A text comes in; its quotations go out, with repairs said in words. No mark costs more than one quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from claims.text.cues import REPORTING
from claims.text.sentences import paragraphs, sentences_of
from claims.text.spans import Span

MISSING_CLOSE = "closing mark missing; ended at its sentence's end or its cue"
MISSING_OPEN = "opening mark missing; begun where its sentence begins"
MISPLACED = "a mark stands on the wrong side of a space; repaired"
CROSSING = "the quotation runs on into the next paragraph without a new opening mark"

_MARK = re.compile(r"``|''|[\"“”„‟«»‘’‚‹›＂]|(?<!\w)'(?=\w)|(?<=[^\s(\[])'(?!\w)")
_FAMILY = {"``": '"', "''": '"', "＂": '"', "“": "“", "”": "“", "„": "“", "‟": "“", "«": "«", "»": "«"}
_SINGLE = {"‘": "‘", "’": "‘", "‚": "‘", "'": "'", "‹": "‹", "›": "‹"}
_CUE = re.compile(
    r"\s*(?:(?:[Tt]he|[Aa]n?)\s+)?(?:[\w’'.-]+\s+){0,4}?(?:" + "|".join(sorted(REPORTING)) + r")\b"
    r"|\s*(?:" + "|".join(sorted(REPORTING)) + r")\s+(?:[Tt]he\s+|[Aa]n?\s+|[Mm]\w{1,2}\.?\s+)?\w+"
)
# ", Brandt said" inside a quotation that was never closed: there it ended.
_LATE_CUE = re.compile(
    r"[,.!?]\s+(?:[Tt]he\s+\w+|[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})\s+(?:"
    + "|".join(sorted(REPORTING))
    + r")\b(?!\s+that\b)"
)
_ELISION = re.compile(r"'(?:\d0s|\d\ds?\b|[tT]is\b|[tT]was\b|em\b|cause\b|til\b|n\b|bout\b|round\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One quotation. ``span`` holds the marks, ``inner`` what stands between; ``nested`` ones lie in others."""

    span: Span
    inner: Span
    doubt: str = ""
    nested: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    role: str  # open, close, either


def quotations(text: str) -> list[Quotation]:
    """All quotations of ``text`` by their start, outer before nested; each continued paragraph is one."""
    found: list[Quotation] = []
    carried = ""
    listed = paragraphs(text)
    for place, paragraph in enumerate(listed):
        following = listed[place + 1] if place + 1 < len(listed) else None
        pairing = _Pairing(text, paragraph, following, carried)
        found += pairing.run()
        carried = pairing.carried
    return sorted(_nest(found), key=lambda q: (q.span.start, -q.span.end))


def _nest(found: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    reach = -1
    for quote in sorted(found, key=lambda q: (q.span.start, -q.span.end)):
        inside = quote.span.start < reach
        kept.append(Quotation(span=quote.span, inner=quote.inner, doubt=quote.doubt, nested=inside))
        reach = max(reach, quote.span.end)
    return kept


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    return [m for found in _MARK.finditer(text, paragraph.start, paragraph.end) if (m := _mark(text, found, paragraph))]


def _mark(text: str, found: re.Match[str], paragraph: Span) -> _Mark | None:
    sign, start, end = found.group(), found.start(), found.end()
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if sign == "’" and before.isalnum() and after.isalpha():
        return None
    if sign == "'" and _ELISION.match(text, start):
        return None
    family = _FAMILY.get(sign) or _SINGLE.get(sign) or '"'
    return _Mark(start, end, family, _role(sign, before, after))


def _role(sign: str, before: str, after: str) -> str:
    opens = (before.isspace() or before in "([{—–-/“‘«\"'„") and not after.isspace()
    closes = not before.isspace() and (after.isspace() or not after.isalnum()) and before not in "([{"
    if sign in ("“", "‘", "``") and not (closes and not opens):
        return "open"
    if sign in ("”", "''") and not (opens and not closes):
        return "close"
    if sign == "’" and not closes:
        return "none"
    if opens != closes:
        return "open" if opens else "close"
    return {"„": "open", "‚": "open", "«": "open", "»": "close", "‹": "open", "›": "close"}.get(sign, "either")


class _Pairing:
    """The marks of one paragraph, paired; ``carried`` is the family of a quotation that runs on into the next one."""

    def __init__(self, text: str, paragraph: Span, following: Span | None, carried: str) -> None:
        self.text, self.paragraph, self.following = text, paragraph, following
        self.entering, self.carried = carried, ""
        self.found: list[Quotation] = []
        self._sentences: list[Span] | None = None

    def run(self) -> list[Quotation]:
        marks = _marks(self.text, self.paragraph)
        for family in dict.fromkeys(m.family for m in marks):
            mine = [m for m in marks if m.family == family and m.role != "none"]
            if family in "‘'":
                self._pair_singles(mine)
            elif family == '"' and self._nests(mine):
                self._pair_nested(mine)
            else:
                self._pair(mine)
        return self.found

    def _add(self, start: int, inner_start: int, inner_end: int, end: int, doubt: str = "") -> None:
        if self.text[inner_start:inner_end].strip():
            self.found.append(Quotation(span=Span(start, end), inner=Span(inner_start, inner_end), doubt=doubt))

    def _nests(self, marks: list[_Mark]) -> bool:
        """Whether straight marks are a perfect nest that pairing in turn would read wrongly."""
        depth, deep = 0, False
        for mark in marks:
            depth += {"open": 1, "close": -1}.get(mark.role, 99)
            deep = deep or depth > 1
            if not 0 <= depth <= 2:
                return False
        return depth == 0 and deep

    def _pair_nested(self, marks: list[_Mark]) -> None:
        stack: list[_Mark] = []
        for mark in marks:
            if mark.role == "open":
                stack.append(mark)
            else:
                opened = stack.pop()
                self._add(opened.start, opened.end, mark.start, mark.end)

    def _pair(self, marks: list[_Mark]) -> None:
        pending: _Mark | None = None
        for place, mark in enumerate(marks):
            following = marks[place + 1] if place + 1 < len(marks) else None
            if pending is None:
                pending = self._begin(mark, first=place == 0)
            elif mark.role != "open" and not (self._is_inches(mark) and following and following.role == "close"):
                self._add(pending.start, pending.end, mark.start, mark.end)
                pending = None
            elif mark.role == "open":
                pending = self._reopened(pending, mark, following)
        if pending is not None:
            self._unclosed(pending)

    def _begin(self, mark: _Mark, *, first: bool) -> _Mark | None:
        if self._is_inches(mark):
            return None
        if mark.role in ("open", "either"):
            return mark
        if first and self.entering == mark.family:
            self._add(self.paragraph.start, self.paragraph.start, mark.start, mark.end, CROSSING)
        else:
            self._unopened(mark)
        return None

    def _is_inches(self, mark: _Mark) -> bool:
        return mark.family == '"' and mark.role != "open" and self.text[mark.start - 1 : mark.start].isdigit()

    def _reopened(self, pending: _Mark, mark: _Mark, following: _Mark | None) -> _Mark | None:
        """A second opening mark while one is open: a misplaced closing mark, or the first was never closed."""
        cued = _CUE.match(self.text, mark.end, min(mark.end + 80, self.paragraph.end))
        if cued or (mark.family == '"' and (following is None or following.role == "open")):
            self._add(pending.start, pending.end, mark.start, mark.end, MISPLACED)
            return None
        self._unclosed(pending, before=mark.start)
        return mark

    def _sentence_at(self, place: int) -> Span:
        """The sentence of the paragraph that holds ``place``, or follows it."""
        if self._sentences is None:
            self._sentences = sentences_of(self.text, self.paragraph)
        found = bisect_right(self._sentences, place, key=lambda s: s.end)
        return self._sentences[min(found, len(self._sentences) - 1)]

    def _unclosed(self, mark: _Mark, *, before: int | None = None) -> None:
        stop = self.paragraph.end if before is None else before
        following = self.following
        if before is None and following is not None:
            marks = _marks(self.text, following)[:1]
            if marks and marks[0].family == mark.family and marks[0].role == "close":
                self.carried = mark.family
                return self._add(mark.start, mark.end, stop, stop, CROSSING)
            if (
                marks
                and marks[0].family == mark.family
                and marks[0].start == following.start
                and marks[0].role != "close"
            ):
                return self._add(mark.start, mark.end, stop, stop)
        end = min(self._sentence_at(mark.end + 1).end, stop)
        cued = _LATE_CUE.search(self.text, mark.end, end)
        end = cued.start() + 1 if cued is not None else end
        return self._add(mark.start, mark.end, end, end, MISSING_CLOSE)

    def _unopened(self, mark: _Mark) -> None:
        """Repaired only where a cue follows: else a lone closing mark is taken for a slip of the pen."""
        if not _CUE.match(self.text, mark.end, min(mark.end + 80, self.paragraph.end)):
            return
        start = max(self._sentence_at(mark.start - 1).start, self.found[-1].span.end if self.found else 0)
        if start < mark.start:
            self._add(start, start, mark.start, mark.end, MISSING_OPEN)

    def _pair_singles(self, marks: list[_Mark]) -> None:
        """Single marks are apostrophes until proved otherwise: an opening one needs its closing one."""
        pending: _Mark | None = None
        weak: _Mark | None = None
        for mark in [*marks, None]:
            if mark is None or mark.role == "open":
                if pending is not None and weak is not None:
                    self._add(pending.start, pending.end, weak.start, weak.end)
                pending, weak = mark, None
            elif pending is not None and self.text[mark.start - 1] in ".,!?…;":
                self._add(pending.start, pending.end, mark.start, mark.end)
                pending = weak = None
            elif pending is not None and (weak is None or self.text[weak.start - 1] in "sS"):
                weak = mark
