"""What each cheaper stage of matching saves, beside the entailment model reading every candidate both ways.

A store of its own holds the demo newsroom and, where they are, the Wikinews articles. Of claims drawn from it every
candidate is followed: worth scoring, worth judging, asked about. The same candidates are then all read by the model,
and the flags of both compared; the model's share is told by its runtime session alone, on the very same batches.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import _run

VAR = Path(tempfile.mkdtemp(prefix="factcheck-benchmark-"))
VAR.chmod(0o755)  # PostgreSQL runs as another user where we are root
os.environ |= {"FACTCHECK_VAR": str(VAR), "LOG_LEVEL": "WARNING"}
_run.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from claims import engines  # noqa: E402
from claims.extraction.extract import extract  # noqa: E402
from claims.ingest.document import Document  # noqa: E402
from claims.ingest.submit import submit  # noqa: E402
from claims.management.demo import documents  # noqa: E402
from claims.matching.candidates import Candidate, candidates  # noqa: E402
from claims.matching.embed import embed  # noqa: E402
from claims.matching.flags import flags  # noqa: E402
from claims.matching.judging import Pair, _meant, worth_judging  # noqa: E402
from claims.matching.match import BATCH, score_pairs, within_one_another, worth_scoring  # noqa: E402
from claims.matching.pairs import side  # noqa: E402
from claims.matching.plain import is_plain  # noqa: E402
from claims.matching.scoring import Scores, score  # noqa: E402
from claims.models import Claim, Newsroom  # noqa: E402

SEED = 7
WIKINEWS = _run.ROOT.parent / "shared" / "data" / "articles" / "wikinews-2019.jsonl.gz"
TURN = 5  # claims that one way compares before the other does
Raised = dict[tuple[int, int], str]  # the strongest flag of each pair that raises one


class Timed:
    """A runtime session that counts the seconds it works."""

    def __init__(self, session: Any) -> None:
        self._session, self.seconds = session, 0.0

    def run(self, *given: Any) -> Any:
        """As the session does."""
        began = time.perf_counter()
        try:
            return self._session.run(*given)
        finally:
            self.seconds += time.perf_counter() - began


def filled(articles: int) -> list[int]:
    """A store of the demo's and at most ``articles`` other articles; the ids of its claims, each with its vector."""
    room = Newsroom.objects.create(name="Benchmark", slug="benchmark")
    for n, document in enumerate([*documents(), *wikinews(articles)]):
        extract(submit(newsroom=room, document=document).article.pk)
        _run.watch("Reading", done=n, total=len(list(documents())) + articles)
    ids = list(Claim.objects.trusted().order_by("pk").values_list("pk", flat=True))
    embed(ids)
    return ids


def wikinews(most: int) -> Iterator[Document]:
    """The first articles of the file, where it is."""
    if not WIKINEWS.exists():
        return
    with gzip.open(WIKINEWS, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(most), strict=False):
            yield Document(title=json.loads(line)["title"], text=json.loads(line)["text"])


def cascade(ids: list[int]) -> tuple[Raised, Counter[str], float]:
    """The flags of the claims' pairs as the worker finds them, how many pairs it asked about, and its seconds."""
    raised: Raised = {}
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    for start in range(0, len(ids), BATCH):
        scored = score_pairs(candidates(ids[start : start + BATCH]))
        claims = Claim.objects.for_reading().in_bulk({pk for pair in scored for pk in pair})
        for pair, (_, scores) in scored.items():
            counts["asked"] += bool(scores.judged_by)
            found = flags(side(claims[pair[0]]), side(claims[pair[1]]), scores)
            raised |= {pair: found[0].kind} if found else {}
    return raised, counts, time.perf_counter() - began


def followed(found: list[Candidate]) -> tuple[dict[tuple[int, int], Pair], Counter[str]]:
    """Every candidate pair scored, and how many of them the cheap stages let through."""
    claims = Claim.objects.for_reading().in_bulk({pk for each in found for pk in (each.claim_id, each.other_id)})
    pairs: dict[tuple[int, int], Pair] = {}
    counts: Counter[str] = Counter()
    for each in found:
        a, b = claims[min(each.claim_id, each.other_id)], claims[max(each.claim_id, each.other_id)]
        if (a.pk, b.pk) in pairs or within_one_another(a, b) or is_plain(a, b):
            continue
        one, other = side(a), side(b)
        scores = score(one, other, cosine=each.cosine, trigram=each.trigram)
        pairs[a.pk, b.pk] = (one, other, scores)
        worth = worth_scoring(one, other, cosine=each.cosine)
        counts["worth_scoring"] += worth
        counts["worth_judging"] += worth and worth_judging(one, other, scores, flagged=bool(flags(one, other, scores)))
    counts["candidates"] = len(pairs)
    return pairs, counts


class Told:
    """What both ways found and took, claim by claim in turns: what else the machine does meets both alike."""

    def __init__(self) -> None:
        self.ours: Raised = {}
        self.full: Raised = {}
        self.pairs: dict[tuple[int, int], Pair] = {}
        self.counts: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        self.seconds = self.session = 0.0

    def add(self, ids: list[int]) -> None:
        """Some claims more, both ways; a pair that an earlier turn met is not read again."""
        ours, counts, seconds = cascade(ids)
        pairs, passed = followed(candidates(ids))
        full, session = read_all({pair: found for pair, found in pairs.items() if pair not in self.pairs})
        self.ours, self.full, self.pairs = self.ours | ours, self.full | full, self.pairs | pairs
        self.counts, self.passed = self.counts + counts, self.passed + passed
        self.seconds, self.session = self.seconds + seconds, self.session + session


def read_all(pairs: dict[tuple[int, int], Pair]) -> tuple[Raised, float]:
    """The flags when the model has read every pair both ways, and the seconds of its session alone."""
    model = engines.entailer()
    session = model._session  # type: ignore[attr-defined]
    timed = model._session = Timed(session)  # type: ignore[attr-defined]
    raised: Raised = {}
    listed = list(pairs.items())
    for start in range(0, len(listed), 64):
        chunk = listed[start : start + 64]
        texts = [(_meant(a), _meant(b)) for _, (a, b, _) in chunk]
        answers = model.judge([*texts, *((b, a) for a, b in texts)])
        for (key, (a, b, scores)), forth, back in zip(chunk, answers[: len(chunk)], answers[len(chunk) :], strict=True):
            found = flags(a, b, _judged(scores, forth, back, by=model.version))
            raised |= {key: found[0].kind} if found else {}
    model._session = session  # type: ignore[attr-defined]
    return raised, timed.seconds


def _judged(scores: Scores, forth: Any, back: Any, *, by: str) -> Scores:
    if forth is None or back is None:
        return scores
    one, other = ((each.entailment, each.neutral, each.contradiction) for each in (forth, back))
    return replace(scores, b_given_a=one, a_given_b=other, judged_by=by)


def measured(*, claims: int, articles: int) -> tuple[dict[str, float], list[str]]:
    """Both ways on the same claims; the lost and the added flags are told pair by pair."""
    with settings.EMBEDDED.running():
        call_command("migrate", verbosity=0, interactive=False)
        ids = filled(articles)
        drawn = random.Random(SEED).sample(ids, k=min(claims, len(ids)))
        engines.entailer().judge([("Loaded before", "the clock starts.")])
        told = Told()
        for start in range(0, len(drawn), TURN):
            _run.watch("Comparing", done=start, total=len(drawn))
            told.add(sorted(drawn[start : start + TURN]))
    ours, full, passed, counts, pairs = told.ours, told.full, told.passed, told.counts, told.pairs
    lost, added = _but(full, ours), _but(ours, full)
    figures = {
        "claims_in_store": len(ids),
        "claims": len(drawn),
        **{f"{name}_per_claim": passed[name] / len(drawn) for name in ("candidates", "worth_scoring", "worth_judging")},
        "asked_per_claim": counts["asked"] / len(drawn),
        "pairs_per_s": len(pairs) / told.seconds,
        "raw_pairs_per_s": len(pairs) / told.session,
        "ratio": told.session / told.seconds,
        "flags": len(ours),
        "flags_all_read": len(full),
        "flags_lost": len(lost),
        "flags_added": len(added),
    }
    return figures, [*_told("lost", lost, pairs), *_told("added", added, pairs)]


def _but(one: Raised, other: Raised) -> Raised:
    return {pair: kind for pair, kind in one.items() if other.get(pair) != kind}


def _told(what: str, raised: Raised, pairs: dict[tuple[int, int], Pair]) -> list[str]:
    shown = [(kind, *pairs[pair]) for pair, kind in raised.items() if pair in pairs]
    return [f"{what} {kind} (cosine {s.cosine:.2f}): {a.statement} | {b.statement}" for kind, a, b, s in shown]


def main() -> None:
    given = _run.parser(__doc__, claims=100, articles=60).parse_args()
    try:
        figures, pairs = measured(claims=given.claims, articles=given.articles)
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
    lines = [f"{name:<26} {value:10.2f}" for name, value in figures.items()]
    _run.tell([*lines, *pairs], figures=figures, as_json=given.json, seed=SEED)


if __name__ == "__main__":
    main()
