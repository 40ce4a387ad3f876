"""How far a long command is: a bar on a terminal, plain lines otherwise. Always on standard error."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self, TextIO

WIDTH = 28
QUIET_SECONDS = 2.0  # between two plain lines


class Progress:
    """``with Progress("Screening", total=3) as progress: progress.at(1, "extracting")``."""

    def __init__(self, label: str, *, total: int, stream: TextIO | None = None) -> None:
        self.label, self.total = label, total
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.last_line, self.last_time = "", 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        if self.terminal:
            self.stream.write("\n")
            self.stream.flush()

    def of(self, done: int, total: int) -> None:
        """The same where the total is only known on the way."""
        self.total = total
        self.at(done)

    def at(self, done: int, what: str = "") -> None:
        """Show that ``done`` of the total are done, and what is going on."""
        line = f"{self.label} {done}/{self.total}" + (f" · {what}" if what else "")
        if self.terminal:
            filled = WIDTH * done // max(1, self.total)
            self.stream.write(f"\r\x1b[K{'█' * filled}{'░' * (WIDTH - filled)} {line}")
            self.stream.flush()
        elif line != self.last_line and (done == self.total or time.monotonic() - self.last_time > QUIET_SECONDS):
            self.stream.write(line + "\n")
            self.stream.flush()
            self.last_time = time.monotonic()
        self.last_line = line
