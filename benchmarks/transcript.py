"""Long transcripts: words a second, claims and peak memory while extraction reads 6,000, 20,000 and 60,000 words.

    python benchmarks/transcript.py [--words N ...] [--match] [--threads N]

With --match each is compared with the store, too, before the next one is read: minutes at 20,000 words, more at 60,000.

Every transcript is invented, and submitted to a store of this run's own, which then holds those before it too. Memory
is the highest that this process has held so far, so the lengths go up; the database has its own process and is not
counted.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import _run

VAR = Path(tempfile.mkdtemp(prefix="factcheck-benchmark-"))
VAR.chmod(0o755)  # PostgreSQL runs as another user where we are root
os.environ |= {"FACTCHECK_VAR": str(VAR), "LOG_LEVEL": "WARNING"}
_run.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from claims.extraction.extract import extract  # noqa: E402
from claims.ingest.document import Document  # noqa: E402
from claims.ingest.submit import submit  # noqa: E402
from claims.matching.match import match_article  # noqa: E402
from claims.models import Article, Claim, Match, Newsroom  # noqa: E402
from tests.transcripts import transcript  # noqa: E402

SEED = 7
WORDS = (6_000, 20_000, 60_000)
WARM = 500  # words that load the models and warm the caches, counted nowhere


def peak() -> float:
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def seconds(stage: Callable[[int], object], article: Article) -> float:
    """What a stage takes for an article that waits for it."""
    began = time.perf_counter()
    if not stage(article.pk):
        raise RuntimeError(f"{stage.__name__} found nothing to do for article {article.pk}")
    return time.perf_counter() - began


def read(words: int, *, room: Newsroom, seed: int, match: bool) -> dict[str, float]:
    """One transcript through extraction and, if asked for, matching."""
    text = transcript(words, seed=seed).text
    article = submit(newsroom=room, document=Document(text=text, kind="transcript")).article
    count, spent = len(text.split()), seconds(extract, article)
    claims = Claim.objects.filter(article=article)
    figures = {"words": count, "words_per_s": count / spent, "claims": claims.count(), "peak_mb": peak()}
    if match:
        figures["matching_words_per_s"] = count / seconds(match_article, article)
        figures |= {"matches": Match.objects.filter(a__in=claims).count(), "matching_peak_mb": peak()}
    return figures


def line(step: dict[str, float]) -> str:
    """A transcript's figures in words."""
    told = (
        f"{step['words']:6.0f} words: extraction {step['words_per_s']:6.0f} words/s, {step['claims']:.0f} claims, "
        f"peak memory {step['peak_mb']:.0f} MB"
    )
    if "matches" in step:
        told += (
            f"; matching {step['matching_words_per_s']:.0f} words/s, {step['matches']:.0f} matches, "
            f"peak memory {step['matching_peak_mb']:.0f} MB"
        )
    return told


def main() -> None:
    parser = _run.parser(__doc__, threads=1)
    parser.add_argument("--words", type=int, nargs="+", default=WORDS, metavar="N", help=f"default {WORDS}")
    parser.add_argument("--match", action="store_true", help="compare their claims with the store, too")
    given = parser.parse_args()
    settings.FACTCHECK_MODEL_THREADS = given.threads
    steps = []
    try:
        with settings.EMBEDDED.running():
            call_command("migrate", verbosity=0, interactive=False)
            room = Newsroom.objects.create(name="Benchmark", slug="benchmark")
            read(WARM, room=room, seed=SEED, match=given.match)
            for number, words in enumerate(sorted(given.words), start=1):
                steps.append(read(words, room=room, seed=SEED + number, match=given.match))
                if not given.json:
                    print(line(steps[-1]), flush=True)
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
    figures = {f"{name}_at_{step['words']:.0f}": value for step in steps for name, value in step.items()}
    _run.tell([], figures=figures, as_json=given.json, seed=SEED)


if __name__ == "__main__":
    main()
