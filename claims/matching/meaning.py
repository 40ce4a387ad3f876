"""A question and a queryset of claims in; the claims nearest in meaning out. The vector half of a search."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import QuerySet
from pgvector.django import CosineDistance

from claims import engines
from claims.models import Claim


def nearest(claims: QuerySet[Claim], *, question: str, limit: int) -> list[Claim]:
    """The ``limit`` claims nearest to ``question`` (not blank), nearest first, each with its ``distance``, 0 to 2.

    Conditions of ``claims`` are met before the nearest are taken: the index is walked on until enough rows pass them.
    Claims that still have the vector of another encoder are left out: nearness to it means nothing.
    """
    encoder = engines.embedder()
    vector = encoder.encode([question])[0]
    near = claims.filter(embedding__isnull=False, embedded_by=encoder.version).annotate(
        distance=CosineDistance("embedding", vector)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")
        cursor.execute(f"SET LOCAL hnsw.ef_search = {max(100, limit)}")
        return list(near.order_by("distance")[:limit])
