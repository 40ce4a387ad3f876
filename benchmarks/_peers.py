"""A text comes in; what a peer finds in it goes out as our attributions. The peer runs in its own environment."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

from claims.extraction.attribution import Attribution, Mention
from claims.text.kinds import Kind
from claims.text.spans import Span

SCRIPT = Path(__file__).parent / "peers" / "direct_quotations.py"


class DirectQuotations:
    """textacy's `direct_quotations`: on the whole text as its documentation has it, or on each line by itself.

    It refuses a text with an odd number of quotation marks; ``refused`` counts those. By lines it loses only the line.
    """

    def __init__(self, python: Path, *, by_lines: bool = False) -> None:
        self._peer = subprocess.Popen(
            [str(python), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._by_lines = by_lines
        self.version = str(self._heard()["version"])  # it is loaded now: reading is timed, loading is not
        self.refused = 0

    def attribute(self, text: str) -> list[Attribution]:
        """What is found, in the text's order."""
        if not self._by_lines:
            return self._asked(text, start=0)
        found, start = [], 0
        for line in text.splitlines(keepends=True):
            found += self._asked(line, start=start) if line.strip() else []
            start += len(line)
        return found

    def __enter__(self) -> DirectQuotations:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._peer.communicate()

    def _asked(self, text: str, *, start: int) -> list[Attribution]:
        assert self._peer.stdin is not None
        self._peer.stdin.write(json.dumps(text) + "\n")
        self._peer.stdin.flush()
        answer = self._heard()
        self.refused += answer is None
        return [attribution(triple, text=text, start=start) for triple in answer or ()]

    def _heard(self) -> Any:
        assert self._peer.stdout is not None
        line = self._peer.stdout.readline()
        if not line:
            raise RuntimeError(f"{SCRIPT.name} ended with status {self._peer.wait()}")
        return json.loads(line)


def attribution(triple: dict[str, list[int]], *, text: str, start: int) -> Attribution:
    """A (speaker, cue, content) triple of ``text``, which begins at ``start``. The speaker is as written."""
    places = {role: Span(start + s, start + e) for role, (s, e) in triple.items()}
    s, e = triple["source"]
    return Attribution(
        content=(places["content"],),
        source=places["source"],
        cue=places["cue"],
        kind=Kind.DIRECT,
        speaker=Mention(name=text[s:e], kind="unknown"),
        confidence=1.0,
    )
