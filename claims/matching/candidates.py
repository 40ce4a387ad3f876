"""Claims -> the claims worth comparing: like words, near vectors, same article or speaker. All vector SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from claims import conf

TRIGRAM_FLOOR = 0.45  # pg_trgm similarity below which shared letters say little
# hnsw.ef_search, 1000 at most. In two newsrooms of 14,000 and 19,000 claims the index finds 0.93 of the 50 nearest with
# 100, 0.98 with 400, 0.99 with 600, in 4, 7 and about 10 ms (benchmarks/candidates.py).
WALK = 600
SAME_SPEAKER_SHARE = 2  # half as many of the speaker's own nearest claims come on top


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pair to score: the claim that asked, the one found, their cosine and trigram similarity (0 to 1).

    ``encoded_by``: whose vectors gave the cosine; empty where a claim has none. ``stale``: the one found still has the
    vector of another encoder, which says nothing beside the asking one's; the cosine is 0 then.
    """

    claim_id: int
    other_id: int
    cosine: float
    trigram: float
    encoded_by: str = ""
    stale: bool = False


STORED = """
    SELECT id, newsroom_id, embedding, embedded_by, statement, fingerprint, speaker_id, article_id, start,
           CASE WHEN NOT language::text LIKE 'en%%' THEN
               (SELECT string_agg(quote_literal(word), ' | ')::tsquery
                FROM unnest(tsvector_to_array(to_tsvector('simple', statement))) AS word) END AS words
    FROM claims_claim WHERE id = ANY(%(ids)s)
"""
GIVEN = """
    SELECT 0::bigint AS id, %(newsroom)s::bigint AS newsroom_id, %(vector)s::halfvec AS embedding,
           %(encoder)s::text AS embedded_by,
           %(statement)s::text AS statement, %(fingerprint)s::text AS fingerprint, %(speaker)s::bigint AS speaker_id,
           NULL::bigint AS article_id, NULL::int AS start, NULL::tsquery AS words
"""
# While a store moves from one encoder to the next, vectors are looked for and compared among those of one encoder only.
# A claim that is not English has no vector; that it is ready to be found is told by embedded_by (see embed). It is
# looked for by common words: the trigrams of some databases (locale C, the embedded one) know ASCII letters only.
PLAIN = "to_tsvector('simple'::regconfig, COALESCE(statement, '') || ' ' || COALESCE(source_text, ''))"
# Materialised, because on a table without statistics (a fresh store) the planner would run the union once a row of c.
NEIGHBOURS = """
WITH probe AS ({probe}), near AS MATERIALIZED (
SELECT probe.*, n.id AS other
FROM probe
CROSS JOIN LATERAL (
    (SELECT id FROM claims_claim WHERE newsroom_id = probe.newsroom_id AND lost_at IS NULL
     AND NOT uncertain AND embedding IS NOT NULL AND probe.embedding IS NOT NULL
     AND embedded_by = probe.embedded_by ORDER BY embedding <=> probe.embedding LIMIT %(k)s)
    UNION
    (SELECT id FROM claims_claim WHERE newsroom_id = probe.newsroom_id AND fingerprint = probe.fingerprint
     AND lost_at IS NULL AND NOT uncertain LIMIT %(k)s)
    UNION
    (SELECT id FROM claims_claim WHERE newsroom_id = probe.newsroom_id AND statement %% probe.statement
     AND lost_at IS NULL AND NOT uncertain ORDER BY similarity(statement, probe.statement) DESC LIMIT %(few)s)
    UNION
    (SELECT id FROM claims_claim WHERE probe.words IS NOT NULL AND newsroom_id = probe.newsroom_id
     AND NOT language::text LIKE 'en%%' AND {plain} @@ probe.words AND lost_at IS NULL AND NOT uncertain
     ORDER BY ts_rank({plain}, probe.words) DESC LIMIT %(few)s)
    UNION
    (SELECT id FROM claims_claim WHERE article_id = probe.article_id AND lost_at IS NULL AND NOT uncertain
     ORDER BY abs(start - probe.start) LIMIT %(k)s)
    UNION
    (SELECT id FROM claims_claim WHERE speaker_id = probe.speaker_id AND lost_at IS NULL
     AND NOT uncertain AND embedding IS NOT NULL AND probe.embedding IS NOT NULL
     AND embedded_by = probe.embedded_by ORDER BY embedding <=> probe.embedding LIMIT %(few)s)
) n)
SELECT near.id, c.id, CASE WHEN one_encoder THEN 1 - (near.embedding <=> c.embedding) ELSE 0 END,
       similarity(near.statement, c.statement), CASE WHEN one_encoder THEN c.embedded_by ELSE '' END,
       both_encoded AND NOT one_encoder
FROM near JOIN claims_claim c ON c.id = near.other
CROSS JOIN LATERAL (SELECT near.embedding IS NOT NULL AND c.embedding IS NOT NULL AS both_encoded) AS told
CROSS JOIN LATERAL (SELECT both_encoded AND near.embedded_by = c.embedded_by AS one_encoder) AS found
WHERE c.id <> near.id AND c.newsroom_id = near.newsroom_id AND c.lost_at IS NULL
AND NOT c.uncertain AND c.embedded_by <> ''
ORDER BY near.id, c.id
"""


def candidates(claim_ids: Sequence[int]) -> list[Candidate]:
    """The union of exact, trigram, nearest, same-article and same-speaker neighbours, inside the claim's newsroom.

    For a claim that is not English also those that share most words with it.
    """
    return _run(NEIGHBOURS.format(probe=STORED, plain=PLAIN), {"ids": list(claim_ids)})


def candidates_for_text(
    *,
    newsroom_id: int,
    statement: str,
    vector: Sequence[float],
    encoder: str,
    fingerprint: str,
    speaker_id: int | None = None,
) -> list[Candidate]:
    """The same for a text that is not stored, with the vector and the version of its encoder; ``claim_id`` is 0."""
    probe = {
        "newsroom": newsroom_id,
        "statement": statement,
        "vector": "[" + ",".join(f"{value:.6f}" for value in vector) + "]",
        "encoder": encoder,
        "fingerprint": fingerprint,
        "speaker": speaker_id,
    }
    return _run(NEIGHBOURS.format(probe=GIVEN, plain=PLAIN), probe)


def _run(sql: str, values: dict[str, Any]) -> list[Candidate]:
    k = conf.candidates_per_claim()
    with transaction.atomic(), connection.cursor() as cursor:
        # A tenant's rows may be rare in the index: keep walking it until enough are found (or hnsw.max_scan_tuples).
        cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")
        cursor.execute(f"SET LOCAL hnsw.ef_search = {WALK}")
        cursor.execute(f"SET LOCAL pg_trgm.similarity_threshold = {TRIGRAM_FLOOR}")
        cursor.execute(sql, {**values, "k": k, "few": k // SAME_SPEAKER_SHARE})
        return [
            Candidate(claim_id=a, other_id=b, cosine=c, trigram=t, encoded_by=by, stale=stale)
            for a, b, c, t, by, stale in cursor.fetchall()
        ]
