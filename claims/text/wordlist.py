"""Words in one string, parted by white space, come in; the set of them goes out."""

from __future__ import annotations


def wordlist(words: str) -> frozenset[str]:
    """The words of ``words`` as a set."""
    return frozenset(words.split())
