"""A verdict that waits for approval, and who looks at it, come in; who approved and what that person may do go out."""

from __future__ import annotations

from dataclasses import dataclass

from claims.models import Approval, Membership, Verdict
from claims.review.approving import writers


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """``needed`` approvals, those ``given`` that count, and what is left to whoever looks."""

    needed: int
    given: list[Approval]
    mine: bool
    wrote: bool
    may_approve: bool
    may_publish: bool

    @property
    def missing(self) -> int:
        """How many are still wanted."""
        return max(0, self.needed - len(self.given))


def panel_of(verdict: Verdict, *, membership: Membership) -> Panel:
    """Whether the member may approve, and whether theirs would be the last approval that is wanted."""
    room, user_id = membership.newsroom, membership.user_id
    wrote = writers(verdict) if room.four_eyes else set()
    rows = Approval.objects.counting(verdict).exclude(by__in=wrote).select_related("by")
    given = list(rows)
    mine = any(approval.by_id == user_id for approval in given)
    free = membership.may_decide and user_id not in wrote
    enough = len(given) + (not mine) >= room.approvals_needed
    return Panel(
        needed=room.approvals_needed,
        given=given,
        mine=mine,
        wrote=user_id in wrote,
        may_approve=free and not mine,
        may_publish=free and membership.may_rule and enough,
    )
