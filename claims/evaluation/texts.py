"""Gold rows that only name their article, and a folder of articles, in; the texts, proved by their hash, out."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from claims.evaluation.gold import GoldError, Row, rows


class Texts:
    """The texts of a gold file whose rows give ``text``, or name an ``article`` (and its ``sha256``, or how it begins).

    ``folder`` holds articles as JSON lines, plain or .gz, with ``id`` and ``text``; it is read when the first row asks.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def of(self, row: Row) -> str:
        """The row's text.

        Raises:
            GoldError: when there is none, or it is not the one that was annotated.
        """
        if row.has("text") or not row.has("article"):
            return row.text("text")
        name = row.text("article")
        if self.folder is None:
            raise row.wrong(f"the text of “{name}” is not in the file: name its folder with --articles DIR")
        if name not in self._known:
            raise row.wrong(f"there is no article “{name}” in {self.folder}")
        text = self._known[name]
        if row.has("sha256") and not (digest := sha256(text)).startswith(row.text("sha256")):
            raise row.wrong(
                f"“{name}” in {self.folder} is not the text that was annotated: its hash begins {digest[:16]}, "
                f"not {row.text('sha256')}"
            )
        return text

    @cached_property
    def _known(self) -> dict[str, str]:
        paths = sorted([*self.folder.glob("*.jsonl"), *self.folder.glob("*.jsonl.gz")]) if self.folder else []
        if not paths:
            raise GoldError(f"{self.folder}: no articles (*.jsonl, *.jsonl.gz) here; name their folder: --articles DIR")
        return {row.id: str(row.values.get("text") or "") for path in paths for row in rows(path)}


def sha256(text: str) -> str:
    """The SHA-256 of the text in UTF-8, hex."""
    return hashlib.sha256(text.encode()).hexdigest()
