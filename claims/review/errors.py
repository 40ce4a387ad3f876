"""What a person may be told when a decision cannot be taken."""

from __future__ import annotations


class Refused(ValueError):
    """The rules do not allow it. ``field`` names what is in the way, ``reason`` says why in words for a person."""

    def __init__(self, reason: str, *, field: str = "") -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


class Outdated(Refused):
    """Somebody changed it, or its text, after the person saw it. Nothing was written: look again."""
