"""A question and a queryset of claims in; those that answer it best out. The half of a search that goes by meaning."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import QuerySet
from pgvector.django import CosineDistance

from claims import engines
from claims.matching.candidates import WALK
from claims.matching.ranking import Found, relevances
from claims.models import Claim
from claims.text.posts import prose

AMONG = 50  # nearest vectors that are put in order: of the claims that answer a question, hardly one lies deeper


def nearest(claims: QuerySet[Claim], *, question: str, limit: int) -> list[Claim]:
    """The ``limit`` claims nearest to ``question`` (not blank), the best first, each with its ``distance``, 0 to 2.

    Conditions of ``claims`` are met before the nearest are taken: the index is walked on until enough rows pass them.
    Nearest by vector, then in order by ``ranking.relevances``. Claims that still have the vector of another encoder are
    left out: nearness to it means nothing.
    """
    asked, most = prose(question), max(AMONG, limit)
    encoder = engines.embedder()
    vector = encoder.encode([asked])[0]
    near = claims.filter(embedding__isnull=False, embedded_by=encoder.version).annotate(
        distance=CosineDistance("embedding", vector)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")
        cursor.execute(f"SET LOCAL hnsw.ef_search = {WALK}")
        found = list(near.order_by("distance")[:most])
    ranks = relevances(asked, [Found(statement=each.statement, cosine=1 - each.distance) for each in found])
    return [found[place] for place in sorted(range(len(found)), key=lambda place: -ranks[place])[:limit]]
