"""Stored claims and matches, a batch at a time -> weighed, scored and flagged by the code and thresholds in force."""

from __future__ import annotations

from django.db import transaction

from claims.extraction import weigh as weighing
from claims.matching import rescore as scoring
from claims.matching.derive import derive
from claims.models import Claim, Match, Newsroom
from claims.pipeline.clusters import regroup
from claims.pipeline.sending import MATCH_TOGETHER

DERIVE_TOGETHER = 500  # matches whose flags one transaction derives anew
WEIGH_TOGETHER = 500  # claims that one transaction weighs


def weigh(*, newsroom: Newsroom | None = None, after_id: int = 0, anew: bool = False) -> int | None:
    """Weigh what the next claims are worth checking: those of which it is not known, or with ``anew`` all of them.

    Returns the id of the last claim that was looked at, to go on after; None when there is none left.
    """
    claims = Claim.objects.filter(pk__gt=after_id, **_of(newsroom)).order_by("pk")
    ids = list((claims if anew else claims.filter(worth=None)).values_list("pk", flat=True)[:WEIGH_TOGETHER])
    weighing.weigh(ids)
    return ids[-1] if ids else None


def rederive(*, newsroom: Newsroom | None = None, after_id: int = 0) -> int | None:
    """Bring flags and clusters of the next stored matches in line with scores and thresholds in force; no model runs.

    Returns the id of the last match that was looked at, to go on after; None when there is none left.
    """
    matches = Match.objects.filter(pk__gt=after_id, **_of(newsroom)).order_by("pk")
    with transaction.atomic():
        ids = list(matches.values_list("pk", flat=True)[:DERIVE_TOGETHER])
        # Locked in the order in which workers write them, so that neither waits for the other for ever.
        derive(Match.objects.filter(pk__in=ids).order_by("a_id", "b_id").select_for_update())
    regroup({pk for pair in matches.filter(pk__in=ids).values_list("a", "b") for pk in pair})
    return ids[-1] if ids else None


def rescore(*, newsroom: Newsroom | None = None, after_id: int = 0) -> int | None:
    """Run the models in force again over the next claims that were compared before, and derive their flags.

    Returns the id of the last claim that was looked at, to go on after; None when there is none left.
    """
    claims = Claim.objects.standing().filter(pk__gt=after_id, matched_at__isnull=False, **_of(newsroom)).order_by("pk")
    ids = list(claims.values_list("pk", flat=True)[:MATCH_TOGETHER])
    if ids:
        scoring.rescore(ids)
    return ids[-1] if ids else None


def _of(newsroom: Newsroom | None) -> dict[str, Newsroom]:
    return {"newsroom": newsroom} if newsroom else {}
