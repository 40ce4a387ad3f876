"""A claim comes in; who is at work on it just now, in words, for whoever is about to change it."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim, Flag, Verdict
from claims.models.matches import HOLD
from claims.web.happened import name_of

MOST = 5


def busy_on(claim: Claim) -> list[str]:
    """Flags of the claim that somebody holds, and verdicts on it that are on their way: two queries."""
    held = Flag.objects.touching(claim.pk).filter(Q(holder__isnull=False, held_at__gte=timezone.now() - HOLD))
    flags = [
        _("%(who)s is on a flag of this claim (%(kind)s); it is raised again only if it still holds.")
        % {"who": name_of(flag.holder), "kind": flag.get_kind_display().lower()}
        for flag in held.select_related("holder")[:MOST]
    ]
    verdicts = Verdict.objects.open().filter(claim=claim).select_related("author")[:MOST]
    return flags + [_busy(verdict) for verdict in verdicts]


def _busy(verdict: Verdict) -> str:
    if verdict.state == Verdict.State.DRAFT:
        return _("%(who)s is writing a verdict on it, and will read what you changed.") % {
            "who": name_of(verdict.author)
        }
    return _("A verdict by %(who)s waits for approval; approvals given so far will not count.") % {
        "who": name_of(verdict.author)
    }
