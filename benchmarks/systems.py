"""Every system that runs here on the same gold: exact and overlap F1, right speakers, articles a second.

    python benchmarks/systems.py [GOLD ...] [--articles DIR] [--peers PYTHON] [--only NAME ...] [--limit N]

textacy needs an environment of its own, once:

    python -m venv .venv-peers
    .venv-peers/bin/pip install --require-hashes -r benchmarks/peers/requirements.txt
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import _run

_run.setup()

from _bare import BareTagger  # noqa: E402
from _peers import DirectQuotations  # noqa: E402

from claims import engines  # noqa: E402
from claims.evaluation import extraction  # noqa: E402
from claims.evaluation.gold import GoldError  # noqa: E402
from claims.extraction.attribution import Attribution, Attributor  # noqa: E402
from claims.extraction.extract import shipped  # noqa: E402
from claims.extraction.rules import RuleAttributor  # noqa: E402

PEERS = _run.ROOT / ".venv-peers" / "bin" / "python"
GOLD = _run.ROOT / "tests" / "gold"
ARTICLES = _run.ROOT.parent / "shared" / "data" / "articles"

# A line a system: what makes it, given the Python of the peers' environment. The slow part of loading is not timed.
SYSTEMS: dict[str, Callable[[Path], Any]] = {
    "textacy": DirectQuotations,
    "textacy by lines": lambda python: DirectQuotations(python, by_lines=True),
    "rules": lambda _: RuleAttributor(),
    "tagger": lambda _: BareTagger(engines.tagger()),
    "whole": lambda _: shipped(),
}
COLUMNS = ("source", "cue", "content", "0.3", "0.8", "speaker", "articles/s")


class Timed:
    """An attributor with a clock: articles and seconds."""

    def __init__(self, inner: Attributor) -> None:
        self.inner, self.version = inner, inner.version
        self.articles, self.seconds = 0, 0.0

    def attribute(self, text: str) -> list[Attribution]:
        """What the inner one finds."""
        began = time.perf_counter()
        try:
            return self.inner.attribute(text)
        finally:
            self.articles += 1
            self.seconds += time.perf_counter() - began


def measured(make: Callable[[Path], Any], *, gold: Path, given: argparse.Namespace) -> dict[str, Any]:
    """One system's row."""
    made = make(given.peers)
    with made if hasattr(made, "__exit__") else nullcontext():
        made.attribute("“It is open,” said Ada Moreau.")  # what is loaded at first use is loaded now
        timed = Timed(made)
        figures = extraction.evaluate(
            gold, watch=lambda *_a, **_k: None, limit=given.limit, attributor=timed, articles=given.articles
        ).figures
    refused = {"refused": made.refused} if getattr(made, "refused", 0) else {}
    return {
        **{role: rates["f1"] for role, rates in figures["exact"].items()},
        **{least: rates["f1"] for least, rates in figures["overlap"].items()},
        "speaker": figures["speaker_accuracy"],
        "articles/s": round(timed.articles / timed.seconds, 2),
        "version": made.version,
        **refused,
    }


def rows(gold: Path, *, given: argparse.Namespace) -> Iterator[tuple[str, dict[str, Any]]]:
    """The systems that can run here; of those that cannot, why."""
    for name, make in SYSTEMS.items():
        if given.only and name not in given.only:
            continue
        try:
            yield name, measured(make, gold=gold, given=given)
        except (OSError, RuntimeError) as error:
            yield name, {"left_out": str(error)}


def line(name: str, row: dict[str, Any]) -> str:
    """A row of the table."""
    if "left_out" in row:
        return f"{name:<18} left out: {row['left_out']}"
    cells = " ".join(f"{'–' if row[column] is None else row[column]:>10}" for column in COLUMNS)
    refused = f"; refused {row['refused']} texts" if "refused" in row else ""
    return f"{name:<18} {cells}  ({row['version']}{refused})"


def main() -> None:
    parser = _run.parser(__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("gold", nargs="*", type=Path, help="quotes or tagged tokens; default: what the project ships")
    parser.add_argument(
        "--articles", type=Path, default=ARTICLES, help="the texts of gold that only names its articles"
    )
    parser.add_argument("--peers", type=Path, default=PEERS, help="the Python of the peers' environment")
    parser.add_argument("--only", nargs="+", choices=SYSTEMS, help="these systems")
    parser.add_argument("--limit", type=int, help="the first rows of each file")
    given = parser.parse_args()
    told: dict[str, Any] = {}
    if not given.json:
        print(_run.machine())
    for gold in given.gold or own_gold(given.articles):
        try:
            table = told.setdefault(str(gold), {})
            if not given.json:
                print(f"\n{gold}\n{'':<18} {' '.join(f'{column:>10}' for column in COLUMNS)}", flush=True)
            for name, row in rows(gold, given=given):
                table[name] = row
                if not given.json:
                    print(line(name, row), flush=True)
        except GoldError as error:
            raise SystemExit(str(error)) from error
    if given.json:
        print(json.dumps({"machine": _run.machine(), "files": told}))


def own_gold(articles: Path) -> list[Path]:
    """The gold of the project: its own small files, and the annotated articles where they are."""
    here = sorted((GOLD / "quotes").glob("*-dev*.jsonl"))
    return [*here, *([GOLD / "wikinews-speakers.jsonl"] if articles.is_dir() else [])]


if __name__ == "__main__":
    main()
