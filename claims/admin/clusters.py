"""Clusters of repeats with their claims: editors merge them, choose the canonical claim, take claims out."""

from __future__ import annotations

from itertools import islice
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextInputWidget

from claims import pipeline
from claims.admin.asking import NoteForm
from claims.admin.base import NewsroomAdmin, NewsroomInline
from claims.admin.filters import NewsroomFilter
from claims.admin.rights import person
from claims.admin.showing import NOTHING, link, said, short
from claims.models import Claim, Cluster, ClusterEdit, ClusterMember
from claims.models.clusters import ClusterQuerySet
from claims.review.clusters import Author

MERGED_AT_ONCE = 20


class Members(NewsroomInline):
    """The claims of the cluster, as they joined."""

    model = ClusterMember
    newsroom_path = "cluster__newsroom"
    fields = readonly_fields = ("claim_link", "said_on", "source", "verdict", "canonical", "joined_at")
    show_change_link = False
    verbose_name_plural = _("Claims")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what a row shows."""
        rows: QuerySet = super().get_queryset(request)
        sides = rows.select_related("claim__speaker", "claim__source", "claim__verdict__rating")
        return sides.defer("claim__embedding", "claim__search")

    @display(description=_("Claim"))
    def claim_link(self, member: ClusterMember) -> SafeString:
        """Who said what, with a link."""
        return format_html("{}{}", said(member.claim), link(member.claim, f"Claim {member.claim_id}"))

    @display(description=_("Said on"))
    def said_on(self, member: ClusterMember) -> str:
        """The day."""
        return short(member.claim.said_on)

    @display(description=_("Source"))
    def source(self, member: ClusterMember) -> Any:
        """The outlet."""
        return member.claim.source

    @display(description=_("Verdict"))
    def verdict(self, member: ClusterMember) -> str:
        """The claim's own published ruling."""
        return member.claim.verdict.rating.label if member.claim.verdict else NOTHING


class NumbersForm(NoteForm):
    """Claims by their numbers."""

    claims = forms.CharField(label=_("Numbers of the claims, with spaces between"), widget=UnfoldAdminTextInputWidget())

    def clean_claims(self) -> list[int]:
        """The numbers."""
        words = self.cleaned_data["claims"].replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 19 for word in words):
            raise forms.ValidationError(_("Write numbers only."))
        return [int(word) for word in words]


class NumberForm(forms.Form):
    """One claim by its number."""

    claim = forms.IntegerField(min_value=1, max_value=2**63 - 1, label=_("Number of the claim"))


@admin.register(Cluster)
class ClusterAdmin(NewsroomAdmin):
    """What was said more than once. Clusters follow the flags and an editor's word; no field is edited."""

    list_display = ("canonical", "size", "times", "first_said", "newsroom")
    sortable_by = ()  # they are counted for the rows of one page; /repeats/ at the desk has them in order
    list_filter = (NewsroomFilter,)
    list_select_related = ("newsroom",)
    search_fields = ("members",)  # see get_search_results
    search_help_text = _("Words of any of its claims")
    fields = readonly_fields = ("canonical", "chosen_link", "newsroom", "created_at")
    inlines = (Members,)
    actions = ("merge_all",)
    actions_detail = ("choose", "take_out")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Counted, with the canonical claims read in one query."""
        rows = cast(ClusterQuerySet, super().get_queryset(request))
        crowned = ClusterMember.objects.filter(canonical=True).select_related("claim__speaker", "claim__source")
        shown = crowned.defer("claim__embedding", "claim__search")
        return rows.counted().prefetch_related(Prefetch("members", queryset=shown, to_attr="crowned"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Cluster], search_term: str
    ) -> tuple[QuerySet[Cluster], bool]:
        """By the claims' full-text index, as a web search box understands the words."""
        if not search_term.strip():
            return queryset, False
        found = ClusterMember.objects.filter(claim__in=Claim.objects.words(search_term))
        return queryset.filter(pk__in=found.values("cluster")), False

    def view_on_site(self, cluster: Cluster) -> str:
        """The cluster's page at the desk."""
        return reverse("cluster", args=[cluster.pk])

    @display(description=_("Canonical claim"))
    def canonical(self, cluster: Any) -> SafeString | str:
        """Who said what."""
        return said(cluster.crowned[0].claim) if cluster.crowned else NOTHING

    @display(description=_("Times said"))
    def size(self, cluster: Any) -> int:
        """How often, copies not counted."""
        return int(cluster.size)

    @display(description=_("By one speaker"))
    def times(self, cluster: Any) -> int:
        """How often by whoever says it most."""
        return int(cluster.times)

    @display(description=_("First said"))
    def first_said(self, cluster: Any) -> str:
        """The day."""
        return short(cluster.first_said)

    @display(description=_("Chosen by an editor"))
    def chosen_link(self, cluster: Cluster) -> str:
        """The canonical claim that an editor wants, whatever else comes."""
        return link(cluster.chosen)

    def about(self, row: Any) -> SafeString:
        """Its claims with their numbers."""
        members = row.members.select_related("claim").defer("claim__embedding", "claim__search")[:50]
        return format_html_join("", "<p>{}: {}</p>", ((m.claim_id, m.claim.statement) for m in members))

    @admin.action(description=_("Merge into one"))
    def merge_all(self, request: HttpRequest, rows: QuerySet[Cluster]) -> None:
        """Make one of the chosen clusters: all of them say the same."""
        chosen = list(islice(rows.order_by("pk"), MERGED_AT_ONCE + 1))
        if not 2 <= len(chosen) <= MERGED_AT_ONCE:
            messages.warning(request, gettext("Choose from two to %(most)d clusters.") % {"most": MERGED_AT_ONCE})
            return
        claims = [Claim.objects.filter(member__cluster=cluster).order_by("member").first() for cluster in chosen]
        first, *others = [claim for claim in claims if claim is not None]
        author = Author(by=person(request))
        self.each(
            request,
            others,
            lambda other: pipeline.merge_clusters(claim=first, other=other, author=author),
            done=gettext("Merged"),
        )

    @action(description=_("Choose the canonical claim"), icon="star")
    def choose(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the claim's number."""
        author = Author(by=person(request))
        return self.ask(
            request,
            object_id,
            title=gettext("Choose the canonical claim"),
            question=gettext("It stays the canonical one, whatever is said or ruled later."),
            form_class=NumberForm,
            act=lambda row, given: pipeline.choose_canonical(cluster=row, claim_id=given["claim"], author=author),
        )

    @action(description=_("Take claims out"), icon="call_split")
    def take_out(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the claims' numbers."""
        by = person(request)
        return self.ask(
            request,
            object_id,
            title=gettext("Take claims out"),
            question=gettext("They become a cluster of their own and stay apart from the others."),
            form_class=NumbersForm,
            act=lambda row, given: pipeline.split_cluster(
                cluster=row, claim_ids=given["claims"], author=Author(by=by, note=given["note"])
            ),
        )


@admin.register(ClusterEdit)
class ClusterEditAdmin(NewsroomAdmin):
    """What people said of pairs of claims: one statement, or two. Read-only for everybody."""

    list_display = ("created_at", "together", "first", "second", "by", "api_key", "note")
    list_filter = (NewsroomFilter, "together")
    list_select_related = ("a", "b", "by", "api_key")
    search_fields = ("note", "by__username")
    fields = readonly_fields = ("newsroom", "first", "second", "together", "by", "api_key", "note", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without the vectors."""
        return super().get_queryset(request).defer("a__embedding", "a__search", "b__embedding", "b__search")

    @display(description=_("One"))
    def first(self, edit: ClusterEdit) -> str:
        """The claim with the lower number."""
        return link(edit.a)

    @display(description=_("Other"))
    def second(self, edit: ClusterEdit) -> str:
        """The claim with the higher number."""
        return link(edit.b)
