"""Speed of comparing: pairs scored and judged a second, beside the encoder alone on the same claims, and a bare cosine.

A new claim is encoded once and scored against its candidates; the last line says which of the two costs more.
"""

from __future__ import annotations

import random
from itertools import combinations

import _run
import numpy as np

_run.setup()

from claims import conf, engines  # noqa: E402
from claims.extraction.extract import find  # noqa: E402
from claims.management.demo import documents  # noqa: E402
from claims.matching.flags import flags  # noqa: E402
from claims.matching.scoring import score  # noqa: E402
from claims.matching.sides import Side  # noqa: E402
from claims.text.normalise import fingerprint  # noqa: E402
from claims.text.trigrams import trigram_similarity  # noqa: E402

SEED = 7
CANDIDATES = 75  # what one claim brings up in a full store: the nearest, the like-spelt, its speaker's own


def sides(count: int) -> list[Side]:
    """Claims of the demo newsroom, as scoring sees them."""
    statements = [found.place.statement for document in documents() for found in find(document.text)]
    drawn = random.Random(SEED).sample(statements, k=min(count, len(statements)))
    return [
        Side(id=n, statement=text, kind="direct", speaker_id=n % 9, fingerprint=fingerprint(text))
        for n, text in enumerate(drawn, start=1)
    ]


def judged(claims: list[Side], pairs: list[tuple[int, int]], cosines: np.ndarray) -> int:
    """Score each pair and derive its flags; returns how many. Trigrams, which the database gives, are counted too."""
    raised = 0
    for one, other in pairs:
        a, b = claims[one], claims[other]
        scores = score(a, b, cosine=float(cosines[one, other]), trigram=trigram_similarity(a.statement, b.statement))
        raised += len(flags(a, b, scores))
    return raised


def main() -> None:
    given = _run.parser(__doc__, claims=120, pairs=1500).parse_args()
    claims = sides(given.claims)
    texts = [claim.statement for claim in claims]
    encoder = engines.embedder()
    vectors = encoder.encode(texts)
    cosines = vectors @ vectors.T
    every = list(combinations(range(len(claims)), 2))
    pairs = random.Random(SEED).sample(every, k=min(given.pairs, len(every)))
    scoring = _run.rates({"ours": lambda: judged(claims, pairs, cosines)}, count=len(pairs))["ours"]
    encoding = _run.rates({"encoder": lambda: encoder.encode(texts)}, count=len(texts))["encoder"]
    bare = _run.rates({"cosine": lambda: [float(vectors[a] @ vectors[b]) for a, b in pairs]}, count=len(pairs))[
        "cosine"
    ]
    ratio = (CANDIDATES / scoring) / (1 / encoding)
    figures = {"pairs_per_s": scoring, "cosines_per_s": bare, "texts_per_s": encoding, "scoring_to_encoding": ratio}
    lines = [
        f"{len(claims)} claims, {len(pairs)} pairs, {conf.model_threads()} model thread(s)",
        f"scoring and flags: {scoring:10.0f} pairs/s",
        f"a cosine alone:    {bare:10.0f} pairs/s (what a vector search decides by)",
        f"encoder alone:     {encoding:10.0f} claims/s",
        f"a claim with {CANDIDATES} candidates: scoring takes {ratio:.2f} times the encoding",
    ]
    _run.tell(lines, figures=figures, as_json=given.json, seed=SEED)


if __name__ == "__main__":
    main()
