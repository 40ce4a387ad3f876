"""Two wordings in; each run of words that differs, on either side, out."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.text.spans import Span
from claims.text.variants import one_spelling, written_out
from claims.text.wordings import Word, insertions, quoted_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One run of words that differs; ``a`` or ``b`` is empty where a side has nothing there.

    ``before`` and ``after`` are how many words the two have in common in front of it and behind it.
    """

    a: tuple[Word, ...]
    b: tuple[Word, ...]
    before: int
    after: int
    is_bracketed: bool = False

    @property
    def is_form(self) -> bool:
        """Whether the words are the same but for where they are joined, or an editor's brackets stand for them."""
        return self.is_bracketed or "".join(w.key for w in self.a) == "".join(w.key for w in self.b)

    @property
    def is_contracted(self) -> bool:
        """Whether the words are the same but for contractions: "won't", "will not"."""
        return _written_out(self.a) == _written_out(self.b)

    @property
    def is_inside(self) -> bool:
        """Whether words in common stand on both sides of it."""
        return bool(self.before and self.after)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of a change that stands on one side only."""
        return self.a or self.b

    @property
    def span_a(self) -> Span | None:
        """Where it stands in a, in code points."""
        return Span(self.a[0].start, self.a[-1].end) if self.a else None

    @property
    def span_b(self) -> Span | None:
        """Where it stands in b, in code points."""
        return Span(self.b[0].start, self.b[-1].end) if self.b else None


def changes(a: str, b: str) -> list[Change]:
    """What differs, in order; equal in number and words whichever is called a."""
    if a > b:
        return [_mirrored(change) for change in changes(b, a)]
    left, right = quoted_words(a), quoted_words(b)
    codes = SequenceMatcher(None, [w.key for w in left], [w.key for w in right], autojunk=False).get_opcodes()
    common = sum(j - i for tag, i, j, _, _ in codes if tag == "equal")
    found, before = [], 0
    for tag, i, j, k, m in codes:
        if tag == "equal":
            before += j - i
            continue
        bracketed = (i == j and _bracket_at(a, left, i)) or (k == m and _bracket_at(b, right, k))
        found.append(
            Change(
                a=tuple(left[i:j]), b=tuple(right[k:m]), before=before, after=common - before, is_bracketed=bracketed
            )
        )
    return found


def _bracket_at(text: str, words: list[Word], at: int) -> bool:
    """Whether an editor's brackets stand between word ``at`` and the one before it."""
    start = words[at - 1].end if at else 0
    end = words[at].start if at < len(words) else len(text)
    return any(start <= span.start and span.end <= end for span in insertions(text))


def _written_out(words: tuple[Word, ...]) -> list[str]:
    return [one_spelling(part) for word in words for part in written_out(word.key)]


def _mirrored(change: Change) -> Change:
    return Change(a=change.b, b=change.a, before=change.before, after=change.after, is_bracketed=change.is_bracketed)
