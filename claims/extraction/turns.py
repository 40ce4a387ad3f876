"""A transcript comes in ("NAME (role): text"); its statements go out, one a sentence, with their speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.attribution import Attribution, Mention
from claims.extraction.telling import told
from claims.text.bodies import BODY_WORDS
from claims.text.kinds import Kind
from claims.text.names import HONORIFICS, PARTICLES, TITLES
from claims.text.sentences import paragraphs, sentences_of
from claims.text.spans import Span
from claims.text.wordlist import wordlist

LEAST_WORDS = 4
"""Shorter sentences ("Thank you.") state nothing."""

LONGEST_TURN = 25
"""Paragraphs a turn has at most, on average, in what is still called a transcript."""

_TURN = re.compile(r"(?P<name>[^\W\d_][\w .,'’&-]{0,60}?)(?:\s*[(\[](?P<role>[^)\]\n]{1,80})[)\]])?\s*:(?=\s|\Z)\s*")
_ASKED = re.compile(r"\(\((?P<name>[^()\n]{1,40})(?P<role>)\)\)\s*")  # "((Wikinews)) What came next?"
_STAGE = re.compile(r"[(\[][^)\]\n]{0,80}[)\]]\s*")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NOBODY = wordlist("""
    q a question answer interviewer moderator audience speaker unknown unidentified announcer male female voice reporter
    crowd all host presenter chair wn wikinews
""")
_LABELS = wordlist("""
    note update photo video image source sources caption related editor's correction read watch date time place
    subject from to
""")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: who, as written, in which role, and the spans of what is said (one a paragraph)."""

    label: Span
    name: str
    role: str
    said: tuple[Span, ...]


def is_transcript(text: str) -> bool:
    """Whether most of the text stands in turns: three or more, with speakers who come back, over most of the text."""
    listed = list(turns(text))
    distinct = len({t.name.casefold().split()[-1] for t in listed})
    answers = sum(not text.startswith("((", max(0, t.label.start - 2)) for t in listed)
    if len(listed) < 3 or answers < 2 or distinct > max(2, len(listed) // 2 + 1):
        return False
    covered = sum(len(s) for t in listed for s in t.said)
    return covered * 2 > len(text.strip()) and len(listed) * LONGEST_TURN >= len(paragraphs(text))


def turns(text: str) -> Iterator[Turn]:
    """The turns in order; a paragraph without a name goes on with the turn before it."""
    label: tuple[Span, str, str] | None = None
    said: list[Span] = []
    for paragraph in paragraphs(text):
        match = _label(text, paragraph)
        if match is not None:
            if label is not None:
                yield Turn(*label, tuple(said))
            label = Span(*match.span("name")), match["name"].strip(" ,"), (match["role"] or "").strip()
            said = [Span(match.end(), paragraph.end)] if match.end() < paragraph.end else []
        elif label is not None:
            said.append(paragraph)
    if label is not None:
        yield Turn(*label, tuple(said))


def _label(text: str, paragraph: Span) -> re.Match[str] | None:
    match = _TURN.match(text, paragraph.start, min(paragraph.end, paragraph.start + 160))
    if match is None:
        return _ASKED.match(text, paragraph.start, paragraph.end)
    words = match["name"].replace(",", " ").split()
    named = all(
        w[0].isupper() or w.casefold() in PARTICLES or w in ("of", "the", "for", "and") for w in words if w[0].isalpha()
    )
    named = named or bool(words and len(words) <= 2 and words[0].casefold() in _NOBODY)
    return match if named and words and len(words) <= 7 and words[0].casefold() not in _LABELS else None


def statements(text: str) -> list[Attribution]:
    """One statement a sentence of at least `LEAST_WORDS` words."""
    listed = list(turns(text))
    speakers = _speakers(text, listed)
    return [
        Attribution(
            content=(sentence,),
            source=turn.label,
            cue=None,
            kind=Kind.STATEMENT,
            speaker=speakers[turn.name, turn.role],
            confidence=0.97 if speakers[turn.name, turn.role].kind != "anonymous" else 0.6,
        )
        for turn in told(listed, total=len(listed))
        for said in turn.said
        for sentence in _sentences(text, said)
    ]


def _sentences(text: str, said: Span) -> Iterator[Span]:
    for sentence in sentences_of(text, said):
        stage = _STAGE.match(text, sentence.start, sentence.end)
        start = stage.end() if stage is not None else sentence.start
        if start < sentence.end and len(_WORD.findall(text, start, sentence.end)) >= LEAST_WORDS:
            yield Span(start, sentence.end)


def _speakers(text: str, listed: list[Turn]) -> dict[tuple[str, str], Mention]:
    """The mention of every name; "CLINTON" is "Hillary Clinton" where only one bears that surname."""
    spelled = _spellings(text)
    bare = {t.name: _bare(_cased(t.name, spelled)) for t in listed}
    roles = {bare[t.name][0]: t.role or bare[t.name][1] for t in listed if t.role or bare[t.name][1]}
    names = {name for name, _ in bare.values()}
    full = {name: _full(name, names | _introduced(text, name)) for name in names}
    forms: dict[str, set[str]] = {}
    for turn in listed:
        forms.setdefault(full[bare[turn.name][0]], set()).update((bare[turn.name][0], turn.name))
    return {
        (t.name, t.role): _mention(
            full[bare[t.name][0]], t.role or roles.get(full[bare[t.name][0]], "") or bare[t.name][1], forms
        )
        for t in listed
    }


def _mention(name: str, role: str, forms: dict[str, set[str]]) -> Mention:
    words = name.casefold().split()
    kind = "person"
    if words[0].rstrip(".") in _NOBODY:
        kind = "anonymous"
    elif any(w in BODY_WORDS for w in words):
        kind = "body"
    return Mention(name=name, kind=kind, role=role, aliases=tuple(sorted(forms[name] - {name})))


def _bare(name: str) -> tuple[str, str]:
    """The name without leading titles, and those that are a role ("Senator")."""
    words = name.split()
    taken: list[str] = []
    while len(words) > 1 and words[0].casefold().rstrip(".") in TITLES:
        taken.append(words.pop(0))
    return " ".join(words), " ".join(
        w for w in taken if w.casefold().rstrip(".") not in HONORIFICS and w.casefold() != "the"
    )


def _introduced(text: str, surname: str) -> set[str]:
    """The full names in what is said that end in a label of one word ("With me is Ada Holm." before "Holm: …")."""
    if " " in surname or surname.casefold() in _NOBODY:
        return set()
    found = re.findall(rf"\b([^\W\d_]+) {re.escape(surname)}\b", text)
    given = {word for word in found if word[0].isupper() and word.casefold() not in TITLES and len(word) > 1}
    return {f"{word} {surname}" for word in given if not word.isupper()}


def _full(name: str, names: set[str]) -> str:
    if name.isupper() and 1 < len(name) <= 3:  # "NG:" after "Natasha Gownaris:"
        spelled = [n for n in names if "".join(word[0] for word in n.split()) == name]
        return spelled[0] if len(spelled) == 1 else name
    longer = [n for n in names if n != name and n.casefold().endswith(" " + name.casefold())]
    return longer[0] if len(longer) == 1 else name


def _cased(name: str, spelled: dict[str, str]) -> str:
    """A label in capitals as its words are spelled in the text."""
    shouted = [w for w in name.split() if sum(c.isupper() for c in w) > 1]
    cased = {w: spelled.get(w.casefold(), w.title() if len(w) > 2 else w) for w in shouted}
    return " ".join(cased.get(w, w) for w in name.split())


def _spellings(text: str) -> dict[str, str]:
    """How words that are capitals in a label are mostly spelled elsewhere ("McCain")."""
    counts: dict[str, Counter[str]] = {}
    for match in _WORD.finditer(text):
        word = match.group().removesuffix("'s").removesuffix("’s")
        if word[0].isupper() and not word.isupper():
            counts.setdefault(word.casefold(), Counter())[word] += 1
    return {low: forms.most_common(1)[0][0] for low, forms in counts.items()}
