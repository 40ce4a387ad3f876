"""A newsroom's rules come in; a panel that nobody could fill is refused, in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Membership

APPROVE = (Membership.Role.EDITOR, Membership.Role.REVIEWER)


class NewsroomForm(forms.ModelForm):
    """A newsroom's rules."""

    def clean(self) -> dict[str, Any]:
        """Refuses more approvals than there are members to give them."""
        given = super().clean() or self.cleaned_data
        needed = given.get("approvals_needed") or 1
        if needed > 1 and needed > (there := self._approvers(four_eyes=bool(given.get("four_eyes")))):
            words = _(
                "At most %(there)d members can approve a verdict here: editors and reviewers, where four eyes rule"
                " without its author. With %(needed)d nothing could be published."
            )
            self.add_error("approvals_needed", words % {"there": there, "needed": needed})
        return given

    def _approvers(self, *, four_eyes: bool) -> int:
        if self.instance.pk is None:
            return 0
        members = Membership.objects.filter(newsroom=self.instance, role__in=APPROVE, user__is_active=True)
        return max(0, members.count() - four_eyes)
