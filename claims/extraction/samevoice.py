"""A stored speaker and a mention of the same sentence in a copy come in; whether both are one voice goes out."""

from __future__ import annotations

from claims.extraction.attribution import Mention
from claims.extraction.names import NAMED
from claims.models import Speaker
from claims.text.normalise import name_key

NAMELESS = {Speaker.Kind.ANONYMOUS, Speaker.Kind.DOCUMENT}


def same_voice(speaker: Speaker | None, mention: Mention | None) -> bool:
    """Whether nothing speaks against it: a copy may have cut the sentence that gives the first name, or the name."""
    if speaker is None or mention is None:
        return True
    if {mention.kind, speaker.kind} & NAMELESS:
        return _key(mention.name) == _key(speaker.name)
    words = set(_key(mention.name).split())
    names = {_key(speaker.name), *(alias.key for alias in speaker.aliases.all())}
    return any(words <= set(name.split()) or words >= set(name.split()) for name in names if name)


def tells_more(mention: Mention, *, than: Speaker | None) -> bool:
    """Whether the mention names somebody where the speaker is not known, or by surname only."""
    if than is None:
        return True
    return mention.kind in NAMED and set(_key(mention.name).split()) > set(_key(than.name).split())


def _key(name: str) -> str:
    return name_key(name) or name.casefold()
