"""The whole flow: seconds an article from submission to its flags, beside the bare engines on the same articles.

Own services in a folder of their own, a real worker with one process; the bare run does only what no flow could do
without: find the attributions and encode them. What is between the two is the store, the queue and the comparing.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import _run

VAR = Path(tempfile.mkdtemp(prefix="factcheck-benchmark-"))
VAR.chmod(0o755)  # PostgreSQL runs as another user where we are root
os.environ |= {"FACTCHECK_VAR": str(VAR), "WORKER_CONCURRENCY": "1", "LOG_LEVEL": "WARNING"}
_run.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from claims import engines, pipeline  # noqa: E402
from claims.extraction.extract import find  # noqa: E402
from claims.ingest.document import Document  # noqa: E402
from claims.management.demo import documents  # noqa: E402
from claims.management.waiting import wait_for_articles  # noqa: E402
from claims.models import Article, Newsroom  # noqa: E402


def bare(texts: list[str]) -> float:
    """Seconds for finding and encoding alone."""
    encoder = engines.embedder()
    encoder.encode(["Loaded before the clock starts."])
    began = time.perf_counter()
    for text in texts:
        statements = [found.place.statement for found in find(text)]
        if statements:
            encoder.encode(statements)
    return time.perf_counter() - began


def whole(texts: list[str], room: Newsroom) -> float:
    """Seconds for submitting all and waiting until the last one's flags stand."""
    began = time.perf_counter()
    taken = [pipeline.take_in(newsroom=room, document=Document(text=text)) for text in texts]
    wait_for_articles([submission.article.pk for submission in taken], label="Screening")
    return time.perf_counter() - began


def measured(texts: list[str]) -> dict[str, float]:
    """Both, on services that are up and a worker that has its model loaded."""
    first = "Loaded first.\n\n“The worker loads its model before the clock starts,” said Ada Moreau."
    with settings.EMBEDDED.running():
        call_command("migrate", verbosity=0, interactive=False)
        room = Newsroom.objects.create(name="Benchmark", slug="benchmark")
        with settings.EMBEDDED.worker(alive=False, out=sys.stderr):
            whole([first], room)
            ours = whole(texts, room)
        failed = Article.objects.filter(state=Article.State.FAILED).count()
        claims, flags = room.claims.count(), room.flags.count()
    plain, count = bare(texts), len(texts)
    return {
        "seconds_per_article": ours / count,
        "bare_seconds_per_article": plain / count,
        "ratio": ours / plain,
        "claims": claims,
        "flags": flags,
        "failed": failed,
    }


def main() -> None:
    given = _run.parser(__doc__, articles=32).parse_args()
    texts = [document.text for document in documents()][: given.articles]
    try:
        figures = measured(texts)
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
    told = ", ".join(f"{figures[name]} {name}" for name in ("claims", "flags", "failed"))
    lines = [
        f"{len(texts)} articles of the demo newsroom, {told}",
        f"the whole flow:  {figures['seconds_per_article']:.3f} s an article",
        f"bare engines:    {figures['bare_seconds_per_article']:.3f} s an article",
        f"the flow takes {figures['ratio']:.2f} times the engines alone",
    ]
    _run.tell(lines, figures=figures, as_json=given.json)


if __name__ == "__main__":
    main()
