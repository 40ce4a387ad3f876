"""What can go wrong while taking something in."""

from __future__ import annotations


class Rejected(ValueError):
    """The input cannot be taken in. ``field`` names the input, ``reason`` says why in words for a person."""

    def __init__(self, *, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class FetchFailed(Exception):
    """A page could not be had. ``passing`` says whether trying again may help."""

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
