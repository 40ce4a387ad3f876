"""Speed of extraction: articles a second, beside the bare network on the same articles in the same run.

    python benchmarks/extraction.py [--articles N] [--grow N] [--paragraphs N] [--threads N]

The bare network is the tagger's forward passes alone, on inputs made beforehand. The whole is all that the extraction
stage computes of a text: the spans, the speakers, the claims and what each is worth checking. With --grow the stage
itself reads N articles (never two alike) into PostgreSQL; speed and memory are told after 100, 1,000, 10,000 of them.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import _run

VAR = Path(tempfile.mkdtemp(prefix="factcheck-benchmark-"))
VAR.chmod(0o755)  # PostgreSQL runs as another user where we are root
os.environ |= {"FACTCHECK_VAR": str(VAR), "LOG_LEVEL": "WARNING"}
_run.setup()

import psutil  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from claims import engines  # noqa: E402
from claims.extraction.extract import extract, find  # noqa: E402
from claims.extraction.turns import is_transcript  # noqa: E402
from claims.ingest.document import Document  # noqa: E402
from claims.ingest.submit import submit  # noqa: E402
from claims.management.demo import documents  # noqa: E402
from claims.models import Claim, Newsroom, Speaker  # noqa: E402
from claims.neural.tagger import Inputs, Tagger  # noqa: E402
from claims.text.sentences import paragraphs  # noqa: E402

SEED = 7
PARAGRAPHS = 12
STEPS = (100, 1_000, 10_000)
EVERY = 5  # of the articles one goes through the bare network too, so that a busy minute slows both


def articles(count: int, *, length: int) -> Iterator[str]:
    """The demo newsroom's paragraphs dealt anew, ``length`` an article, in places of their own: no text twice.

    Without its transcripts, which are read by their turns and never reach the network.
    """
    draw = random.Random(SEED)
    stories = [document.text for document in documents() if not is_transcript(document.text)]
    dealt = [part for story in stories for part in story.split("\n\n")]
    for _ in range(count):
        place = "".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(4)).capitalize()
        yield re.sub(r"\bthe (?=[a-z])", f"the {place} ", "\n\n".join(draw.sample(dealt, k=length)))


def inputs(tagger: Tagger, texts: list[str]) -> list[Inputs]:
    """What the network is given for the texts."""
    return [
        made
        for text in texts
        for _, made in tagger.batches(text, paragraphs=[(p.start, p.end) for p in paragraphs(text)])
    ]


def memory() -> float:
    """Resident memory of this process, in MB."""
    return psutil.Process().memory_info().rss / 1e6


def compared(texts: list[str], *, tagger: Tagger) -> dict[str, float]:
    """The whole beside the bare network."""
    ready = inputs(tagger, texts)
    work = {"whole": lambda: [find(text) for text in texts], "bare": lambda: [tagger.forward(each) for each in ready]}
    rates = _run.rates(work, count=len(texts))
    return {
        "articles_per_s": rates["whole"],
        "bare_articles_per_s": rates["bare"],
        "ratio": rates["bare"] / rates["whole"],
        "claims": sum(len(find(text)) for text in texts),
        "characters": sum(map(len, texts)) / len(texts),
        "memory_mb": memory(),
    }


def grown(count: int, *, length: int, tagger: Tagger) -> Iterator[dict[str, float]]:
    """The stage on a store that fills up: speed since the step before, the bare network's beside it, memory."""
    room = Newsroom.objects.create(name="Benchmark", slug="benchmark")
    since, done, spent, bare = 0, 0, 0.0, 0.0
    for text in articles(count, length=length):
        article = submit(newsroom=room, document=Document(text=text)).article
        began = time.perf_counter()
        if extract(article.pk) is None:
            raise RuntimeError(f"article {article.pk} was not read")
        spent, done = spent + time.perf_counter() - began, done + 1
        if done % EVERY == 0:
            bare += EVERY * seconds_bare(text, tagger=tagger)
        if done in STEPS or done == count:
            yield {
                "articles": done,
                "articles_per_s": (done - since) / spent,
                "ratio": spent / bare,
                "memory_mb": memory(),
                "claims": Claim.objects.count(),
                "speakers": Speaker.objects.count(),
            }
            since, spent, bare = done, 0.0, 0.0


def seconds_bare(text: str, *, tagger: Tagger) -> float:
    """What the network alone takes for a text."""
    ready = inputs(tagger, [text])
    began = time.perf_counter()
    for each in ready:
        tagger.forward(each)
    return time.perf_counter() - began


def growth(count: int, *, length: int, tagger: Tagger, quiet: bool) -> list[dict[str, float]]:
    """Every step, told as it is reached."""
    steps = []
    with settings.EMBEDDED.running():
        call_command("migrate", verbosity=0, interactive=False)
        for step in grown(count, length=length, tagger=tagger):
            steps.append(step)
            if not quiet:
                print(line(step), flush=True)
    return steps


def line(step: dict[str, float]) -> str:
    """A step in words."""
    return (
        f"after {step['articles']:6.0f} articles: {step['articles_per_s']:.2f} articles/s, {step['ratio']:.2f} times "
        f"the bare network's time, {step['memory_mb']:.0f} MB, {step['claims']:.0f} claims, "
        f"{step['speakers']:.0f} speakers"
    )


def main() -> None:
    parser = _run.parser(__doc__, articles=60, threads=1)
    parser.add_argument("--grow", type=int, metavar="N", help="read N articles into a store, and tell how that grows")
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS, metavar="N", help="an article's length")
    given = parser.parse_args()
    settings.FACTCHECK_MODEL_THREADS = given.threads
    tagger = engines.tagger()
    assert isinstance(tagger, Tagger)  # the bare network is asked for what the protocol hides
    try:
        if given.grow:
            steps = growth(given.grow, length=given.paragraphs, tagger=tagger, quiet=given.json)
            figures = {f"{name}_at_{step['articles']:.0f}": value for step in steps for name, value in step.items()}
            _run.tell([], figures=figures, as_json=given.json, seed=SEED)
            return
        figures = compared(list(articles(given.articles, length=given.paragraphs)), tagger=tagger)
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
    lines = [
        f"{given.articles} articles of {figures['characters']:.0f} characters, {figures['claims']:.0f} claims, "
        f"{given.threads} thread(s), {tagger.version}",
        f"bare network:      {figures['bare_articles_per_s']:8.2f} articles/s",
        f"whole extraction:  {figures['articles_per_s']:8.2f} articles/s, {figures['ratio']:.2f} times its time",
        f"memory: {figures['memory_mb']:.0f} MB",
    ]
    _run.tell(lines, figures=figures, as_json=given.json, seed=SEED)


if __name__ == "__main__":
    main()
