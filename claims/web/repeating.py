"""What a cluster tells comes in; its list of repeats, notices of rulings taken back, and forms for editors go out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.models import Claim, Newsroom, Verdict
from claims.models.appearances import with_places
from claims.models.claims import ClaimQuerySet
from claims.models.repeats import Repeats, repeats_of

SHOWN = 10  # repeats that a claim's own page lists
LONGEST = 60  # characters of a statement inside a sentence of ours


class MergeForm(forms.Form):
    """Another claim that says the same."""

    claim = forms.IntegerField(min_value=1, max_value=2**63 - 1, label=gettext_lazy("Number of the other claim"))
    note = forms.CharField(required=False, max_length=2_000, label=gettext_lazy("Why"))


class SplitForm(forms.Form):
    """Some claims of a cluster."""

    claims = forms.TypedMultipleChoiceField(coerce=int, label=gettext_lazy("Claims"))
    note = forms.CharField(required=False, max_length=2_000, label=gettext_lazy("Why"))

    def __init__(self, *args: Any, claims: Sequence[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claims"].choices = [(claim.pk, str(claim)) for claim in claims]  # type: ignore[attr-defined]


class CanonicalForm(forms.Form):
    """One claim of a cluster."""

    claim = forms.IntegerField(min_value=1, max_value=2**63 - 1)


def in_order(cluster_id: int) -> ClaimQuerySet:
    """The cluster's claims as they were said, with where they stand."""
    rows = Claim.objects.filter(member__cluster=cluster_id).for_reading().annotate(canonical=F("member__canonical"))
    return with_places(rows.order_by(F("said_on").asc(nulls_last=True), "pk"))  # type: ignore[return-value]


def cluster_of(claim: Claim, *, newsroom: Newsroom) -> dict[str, Any]:
    """What the claim's own page tells of its cluster: the other claims, the first said first, and more."""
    cluster = repeats_of(claim)
    return {
        "cluster": cluster,
        "repeats": list(in_order(cluster.id).exclude(pk=claim.pk)[:SHOWN]) if cluster else [],
        "how_often": how_often(cluster) if cluster else "",
        "alert": bool(cluster and cluster.alerts(newsroom.repeat_alert)),
        "notices": notices(cluster, claim=claim),
    }


def how_often(cluster: Repeats) -> str:
    """How often it was said, where and since when: "said 7 times in 4 outlets since 3 March 2026"."""
    words = [ngettext("said once", "said %(n)d times", cluster.times) % {"n": cluster.times}]
    if cluster.outlets:
        words.append(ngettext("in %(n)d outlet", "in %(n)d outlets", cluster.outlets) % {"n": cluster.outlets})
    if cluster.first_said:
        words.append(_("since %(day)s") % {"day": date_format(cluster.first_said, "j F Y")})
    return " ".join(words)


def notices(cluster: Repeats | None, *, claim: Claim) -> list[tuple[Verdict, str]]:
    """What became of rulings on repeats of the claim, in words; those on itself stand on its page anyway."""
    return [(one, notice(one)) for one in (cluster.taken_back if cluster else []) if one.claim_id != claim.pk]


def notice(verdict: Verdict) -> str:
    """That a ruling does not hold any more, since when and why."""
    words = {
        "claim": shortened(verdict.claim.statement),
        "rating": verdict.rating,
        "day": date_format(timezone.localtime(verdict.updated_at), "j F Y"),
        "reason": verdict.state_reason,
    }
    if verdict.state == Verdict.State.OUTDATED:
        return _("The ruling “%(rating)s” on “%(claim)s” is outdated since %(day)s: %(reason)s") % words
    return _("The ruling “%(rating)s” on “%(claim)s” was withdrawn on %(day)s: %(reason)s") % words


def shortened(statement: str) -> str:
    """The statement, or its beginning."""
    return statement if len(statement) <= LONGEST else f"{statement[: LONGEST - 1].rstrip()}…"
