"""A transfer under way -> its signs of life, as long as the attempt that gives them still holds it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.models import Transfer


class Lost(Exception):
    """Another attempt holds the transfer now, or nobody: what this one writes counts no more."""


def sign_of_life(transfer: Transfer, **values: Any) -> None:
    """Write down that the attempt goes on, and with it other columns of the transfer.

    Raises:
        Lost: when the attempt holds it no more; inside a transaction, what was stored there is undone with it.
    """
    held = Transfer.objects.held(transfer_id=transfer.pk, attempt=transfer.attempt)
    if not held.update(state_since=timezone.now(), **values):
        raise Lost(f"{transfer} was taken over.")
