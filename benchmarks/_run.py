"""What every benchmark shares: the project set up, the machine told, work timed in turns."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3


def setup() -> None:
    """Make the project importable and its settings known."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    import django

    django.setup()


def machine() -> str:
    """The machine in words; a figure without it says nothing."""
    busy = os.getloadavg()[0]
    return f"{platform.machine()}, {os.cpu_count()} cores, load {busy:.1f}, Python {platform.python_version()}"


def rates(work: dict[str, Callable[[], object]], *, count: int) -> dict[str, float]:
    """Items a second of each kind of work on ``count`` items: taking turns, the best of each counts."""
    best = dict.fromkeys(work, 0.0)
    for _ in range(ROUNDS):
        for name, run in work.items():
            began = time.perf_counter()
            run()
            best[name] = max(best[name], count / (time.perf_counter() - began))
    return best


def watch(label: str, *, done: int, total: int) -> None:
    """Progress on standard error, a line each time."""
    print(f"{label} {done}/{total}", file=sys.stderr)


def parser(told: str | None, **numbers: int) -> argparse.ArgumentParser:
    """A command line with ``--json`` and the given numbers."""
    made = argparse.ArgumentParser(description=told)
    made.add_argument("--json", action="store_true")
    for name, default in numbers.items():
        made.add_argument(f"--{name}", type=int, default=default, help=f"default {default}")
    return made


def tell(lines: list[str], *, figures: dict[str, float], as_json: bool, seed: int | None = None) -> None:
    """The machine and the lines, or one JSON object."""
    where = machine() + (f", seed {seed}" if seed is not None else "")
    if as_json:
        print(json.dumps({"machine": where, **{name: round(value, 4) for name, value in figures.items()}}))
        return
    print("\n".join([where, *lines]))
