"""A transcript comes in ("NAME (role): text"); its statements go out, one a sentence, with their speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from claims.extraction.attribution import Attribution, Mention
from claims.extraction.telling import told
from claims.text.bodies import BODY_WORDS
from claims.text.kinds import Kind
from claims.text.names import HONORIFICS, TITLES
from claims.text.sentences import sentences_of
from claims.text.spans import Span
from claims.text.turns import NOBODY, Turn, turns
from claims.text.turns import is_transcript as is_transcript

LEAST_WORDS = 4
"""Shorter sentences ("Thank you.") state nothing."""

_STAGE = re.compile(r"[(\[][^)\]\n]{0,80}[)\]]\s*")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


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
    if words[0].rstrip(".") in NOBODY:
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
    if " " in surname or surname.casefold() in NOBODY:
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
