"""A post as social networks write it in; what it says, as prose, out."""

from __future__ import annotations

import re
import unicodedata

_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
_AGAIN = re.compile(r"^RT\s+@\w+:\s*")
_TAGGED = re.compile(r"(?:#|(?<![\w.])@)(\w+)")  # not the @ of a mail address
_JOINT = re.compile(r"_+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)")
# How an embedded post ends: "— Ada Moreau (@adamoreau) March 3, 2019".
_SIGNED = re.compile(r"\s*[—–-]\s*([^—–\n]{1,60}?)\s*\(@\w+\)(?:\s+[A-Z][a-z]+\.? \d{1,2}, \d{4})?\s*$")
_PICTURES = frozenset(("So", "Sk", "Cs", "Co", "Cn"))  # from the arrows on: emoji and what changes their colour


def prose(text: str) -> str:
    """``text`` without links and emoji, its hashtags and handles as words, who signed it in front: "Ada Moreau: …".

    A text that holds none of these comes out as it is, as does one of which nothing would be left.
    """
    signed = _SIGNED.search(text)
    plain = _AGAIN.sub("", text[: signed.start()] if signed else text)
    plain = _TAGGED.sub(lambda tag: _JOINT.sub(" ", tag[1]), _LINK.sub(" ", plain))
    plain = "".join(c for c in plain if c < "←" or unicodedata.category(c) not in _PICTURES)
    if not plain.strip() or plain == text:
        return text
    plain = " ".join(unicodedata.normalize("NFKC", plain).split())
    return f"{signed[1]}: {plain}" if signed else plain
