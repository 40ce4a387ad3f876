"""Stored claims in; how much each is worth checking written anew. For rows from before, and after new weights."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from claims.models import Claim
from claims.text.worth import check_worthiness


def weigh(claim_ids: Sequence[int]) -> int:
    """Weigh these claims by their statements as they stand; returns how many changed."""
    with transaction.atomic():
        # held, so that a statement which a person corrects meanwhile is not weighed by its old words
        rows = Claim.objects.filter(pk__in=claim_ids).order_by("pk").select_for_update()
        changed = [claim for claim in rows.only("statement", "language", "worth", "worth_reasons") if _weighed(claim)]
        Claim.objects.bulk_update(changed, ["worth", "worth_reasons"], batch_size=200)
    return len(changed)


def _weighed(claim: Claim) -> bool:
    """Set what the claim is worth; whether that is news."""
    worth, before = check_worthiness(claim.statement, language=claim.language), (claim.worth, claim.worth_reasons)
    claim.worth, claim.worth_reasons = worth.score, worth.codes
    return before != (claim.worth, claim.worth_reasons)
