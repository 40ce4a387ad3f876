"""The candidate stage at the size of a real desk: what PostgreSQL's indexes find, beside reading every row.

Each corpus becomes a newsroom of an embedded database of its own, so that each tenant's rows are rare in the index. Its
queries are asked through ``matching.candidates``; brute force is the exact order of the same half-precision vectors, in
the same table without the index (time) and in memory (what is nearest). Folders as for ``evaluate retrieval``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import _run

KEPT = os.environ.get("FACTCHECK_VAR")  # with it given, vectors are encoded once and kept there
VAR = Path(KEPT or tempfile.mkdtemp(prefix="factcheck-benchmark-"))
VAR.chmod(0o755)  # PostgreSQL runs as another user where we are root
os.environ |= {"FACTCHECK_VAR": str(VAR), "LOG_LEVEL": "WARNING"}
_run.setup()

import numpy as np  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from claims import engines  # noqa: E402
from claims.evaluation.gold import Row, rows  # noqa: E402
from claims.evaluation.indexed import DEEP, called, speaker_key  # noqa: E402
from claims.evaluation.vectors import encoded  # noqa: E402
from claims.matching.candidates import candidates_for_text  # noqa: E402
from claims.models import Claim, Newsroom, Speaker  # noqa: E402
from claims.neural.protocols import Vectors  # noqa: E402
from claims.text.normalise import fingerprint  # noqa: E402
from claims.text.posts import prose  # noqa: E402

DATA = _run.ROOT.parent / "shared" / "data" / "retrieval"
OWN = _run.ROOT / "tests" / "gold" / "retrieval" / "harbour"
FOLDERS = [each for each in (DATA / "clef2022-2a", DATA / "politifact-2b") if each.is_dir()] or [OWN]
SLUG = "benchmark-candidates"
EXACT = "SELECT id FROM claims_claim WHERE newsroom_id = %s ORDER BY embedding <=> %s::halfvec LIMIT %s"


class Desk:
    """A corpus as the claims of a newsroom."""

    def __init__(self, folder: Path) -> None:
        self.corpus = rows(next(folder.glob("corpus.jsonl*")))
        self.texts = [row.text("text") for row in self.corpus]
        self.vectors = encoded(self.texts, watch=_run.watch)
        self.room = Newsroom.objects.create(name=folder.name, slug=f"{SLUG}-{folder.name}")
        keys = [speaker_key(row) for row in self.corpus]
        self.known = called([key for key in keys if key])
        made = [Speaker(newsroom=self.room, name=key[:300]) for key in dict.fromkeys(filter(None, keys))]
        self.speakers = {each.name: each for each in Speaker.objects.bulk_create(made)}
        claims = [self._claim(n, speaker=self.speakers.get(key[:300])) for n, key in enumerate(keys)]
        self.places = {claim.pk: n for n, claim in enumerate(Claim.objects.bulk_create(claims, batch_size=1000))}
        self.by_id = {row.id: n for n, row in enumerate(self.corpus)}

    def _claim(self, n: int, *, speaker: Speaker | None) -> Claim:
        text, now = self.texts[n], timezone.now()
        return Claim(
            newsroom=self.room,
            text=text,
            statement=text,
            speaker=speaker,
            fingerprint=fingerprint(text),
            embedding=self.vectors[n],
            embedded_by=engines.embedder().version,
            queued_at=now,
            matched_at=now,
        )

    def candidates(self, query: Row, vector: Vectors) -> set[int]:
        """The places in the corpus that the candidate stage brings up."""
        text = query.text("text")
        speaker = self.speakers.get(self.known.get(speaker_key(query), "")[:300])
        found = candidates_for_text(
            newsroom_id=self.room.pk,
            statement=text,
            vector=[float(value) for value in vector],
            fingerprint=fingerprint(text),
            speaker_id=speaker.pk if speaker else None,
        )
        return {self.places[each.other_id] for each in found}

    def exact(self, vector: Vectors) -> None:
        """The nearest claims, every row of the newsroom read."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_indexscan = off")
            cursor.execute(EXACT, [self.room.pk, "[" + ",".join(f"{value:.6f}" for value in vector) + "]", DEEP])
            cursor.fetchall()


def asked(desk: Desk, queries: list[Row]) -> dict[str, float]:
    """Each query asked three ways; means over the queries."""
    vectors = encoded([prose(query.text("text")) for query in queries], watch=_run.watch)
    found, nearest, taken, read = [], [], 0.0, 0.0
    for query, vector in zip(queries, vectors, strict=True):
        nearest.append({int(n) for n in np.argsort(-(desk.vectors @ vector), kind="stable")[:DEEP]})
        began = time.perf_counter()
        found.append(desk.candidates(query, vector))
        taken += time.perf_counter() - began
        began = time.perf_counter()
        desk.exact(vector)
        read += time.perf_counter() - began
    wanted = [{desk.by_id[str(each)] for each in query.listed("relevant")} for query in queries]
    both = list(zip(found, nearest, wanted, strict=True))
    return {
        "claims": len(desk.corpus),
        "queries": len(queries),
        "candidates": float(np.mean([len(f) for f in found])),
        f"recall@{DEEP}_of_brute_force": float(np.mean([len(f & n) / len(n) for f, n, _ in both])),
        "relevant_found": float(np.mean([len(f & w) / len(w) for f, _, w in both])),
        "relevant_by_brute_force": float(np.mean([len(n & w) / len(w) for _, n, w in both])),
        "ms_per_query": 1000 * taken / len(queries),
        "ms_per_query_brute_force": 1000 * read / len(queries),
    }


def measured(folders: list[Path]) -> dict[str, dict[str, float]]:
    """All corpora are in the table before the first query is asked."""
    with settings.EMBEDDED.running():
        call_command("migrate", verbosity=0, interactive=False)
        try:
            desks = [Desk(folder) for folder in folders]
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE claims_claim")
            return {
                f"{folder.name} {path.name.split('.')[0].removeprefix('queries-')}": asked(desk, rows(path))
                for folder, desk in zip(folders, desks, strict=True)
                for path in sorted(folder.glob("queries-dev*.jsonl*"))
            }
        finally:
            Newsroom.objects.filter(slug__startswith=SLUG).delete()


def main() -> None:
    parser = _run.parser(__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="folders of a corpus and its queries")
    given = parser.parse_args()
    try:
        found = measured(given.folders)
    finally:
        if not KEPT:
            shutil.rmtree(VAR, ignore_errors=True)
    lines = [
        f"{name}: " + ", ".join(f"{key} {value:.4g}" for key, value in each.items()) for name, each in found.items()
    ]
    flat = {f"{name} {key}": value for name, each in found.items() for key, value in each.items()}
    _run.tell(lines, figures=flat, as_json=given.json)


if __name__ == "__main__":
    main()
