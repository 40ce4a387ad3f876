"""Claims that were compared before -> all their pairs scored anew, also those that no search would find any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from pgvector.django import CosineDistance

from claims.matching.derive import derive
from claims.matching.embed import embed
from claims.matching.judging import judged
from claims.matching.match import compare, limits, settle, standing, store, within_one_another
from claims.matching.pairs import side
from claims.matching.scoring import Scores, score
from claims.models import Claim, Match
from claims.models.matches import MatchQuerySet


def rescore(claim_ids: Sequence[int]) -> int:
    """Run the models in force over these claims again; returns how many of their pairs were scored.

    A pair that was near once and is no longer keeps its row, so that what a person decided on it stays; its scores then
    are of the same method as all others.
    """
    began = timezone.now()
    found = compare(claim_ids)
    scored = _scored(Match.objects.filter(a__in=claim_ids), before=began)
    with transaction.atomic():
        matches = store(standing(scored, since=began))
        derive(matches)
    settle(claim_ids, started=began)
    return found + len(matches)


def again(claim_ids: Sequence[int]) -> int:
    """Compare claims that changed; their stored pairs that no search would find any more are scored anew as well.

    Returns how many pairs are stored for them.
    """
    began = timezone.now()
    found = compare(claim_ids)
    scored = _scored(Match.objects.touching(list(claim_ids)), before=began)
    with transaction.atomic():
        matches = store(standing(scored, since=began))
        derive(matches)
    settle(claim_ids, started=began)
    return found + len(matches)


def _scored(touched: MatchQuerySet, *, before: dt.datetime) -> dict[tuple[int, int], tuple[int, Scores]]:
    """Those of the stored pairs that were last scored before a moment, scored; both sides by the encoder in force."""
    standing = touched.filter(scored_at__lt=before, a__lost_at=None, b__lost_at=None)
    embed(sorted({pk for pair in standing.values_list("a", "b") for pk in pair}))
    encoded = standing.filter(a__embedding__isnull=False, b__embedding__isnull=False)
    pairs = encoded.filter(a__embedded_by=F("b__embedded_by")).annotate(
        distance=CosineDistance("a__embedding", F("b__embedding")),
        trigram=TrigramSimilarity("a__statement", F("b__statement")),  # type: ignore[arg-type]  # the stubs know text only
    )
    rows = list(pairs.values_list("newsroom_id", "a_id", "b_id", "distance", "trigram"))
    claims = Claim.objects.for_reading().in_bulk({pk for row in rows for pk in row[1:3]})
    scored = []
    for _, a, b, distance, trigram in rows:
        if a in claims and b in claims and not within_one_another(claims[a], claims[b]):
            sides = side(claims[a]), side(claims[b])
            cosine = 0.0 if distance is None else 1 - distance
            scores = score(*sides, cosine=cosine, trigram=trigram)
            scored.append((*sides, replace(scores, encoded_by=claims[a].embedded_by)))
    answers = zip(scored, judged(scored, thresholds=limits(scored, claims)), strict=True)
    return {(a.id, b.id): (claims[a.id].newsroom_id, scores) for (a, b, _), scores in answers}
