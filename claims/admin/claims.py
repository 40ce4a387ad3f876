"""Claims with their verdicts and the flags they take part in. What the flow found is read, never edited here."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from claims import pipeline
from claims.admin.asking import AT_ONCE
from claims.admin.base import NewsroomAdmin, NewsroomInline
from claims.admin.filters import NewsroomFilter, OneOf, RuledFilter, WorthFilter
from claims.admin.showing import NOTHING, link, marked, said, short
from claims.admin.standing import AgeFilter, ComparedFilter
from claims.admin.transferring import Transferring
from claims.models import Claim, Flag, Verdict
from claims.models.claims import ClaimQuerySet

FLAGS_SHOWN = 20


class Verdicts(NewsroomInline):
    """Every ruling on the claim, whatever became of it."""

    model = Verdict
    fields = readonly_fields = ("rating", "state", "explanation", "author", "approver", "published_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the people and the rating."""
        rows: QuerySet = super().get_queryset(request)
        return rows.select_related("rating", "author", "approver")


@admin.register(Claim)
class ClaimAdmin(Transferring, NewsroomAdmin):
    """Attributed statements, found by words, speaker, source, kind and ruling."""

    superusers_may = frozenset({"view", "delete"})
    list_display = ("claim", "kind", "verdict_shown", "worth_shown", "confidence_shown", "found")
    list_filter = (
        NewsroomFilter,
        ("speaker", OneOf),
        ("source", OneOf),
        ("kind", ChoicesDropdownFilter),
        WorthFilter,
        RuledFilter,
        ComparedFilter,
        AgeFilter,
    )
    sortable_by = ("found",)  # the other columns have no index to be sorted by
    across = ("-pk",)
    transfers, imports = "claims", True
    actions = ("compare_all",)
    search_fields = ("statement",)
    search_help_text = _("Words of the statement, or a claim's number")
    inlines = (Verdicts,)
    fieldsets = (
        (None, {"fields": ("text", "statement", ("speaker", "said_on"), ("source_text", "cue"), ("kind", "language"))}),
        (_("Where it stands"), {"fields": (("article_link", "source"), ("start", "end"), "context")}),
        (_("Doubt"), {"fields": (("confidence", "doubt"), ("matched_at", "lost_at"))}),
        (_("Flags"), {"fields": ("flags",)}),
        (_("Keeping"), {"fields": (("newsroom", "external_id", "created_at"),), "classes": ("collapse",)}),
    )
    readonly_fields = ("article_link", "context", "flags")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what a row shows, without the vector."""
        rows = cast(ClaimQuerySet, super().get_queryset(request))
        return rows.for_reading()

    @admin.action(description=_("Compare again"))
    def compare_all(self, request: HttpRequest, rows: QuerySet[Claim]) -> None:
        """Send those of the chosen claims that wait to a worker once more."""
        sent = pipeline.compare_again(claims=list(rows[:AT_ONCE]))
        told = ngettext("%(n)d claim goes to a worker again.", "%(n)d claims go to a worker again.", sent) % {"n": sent}
        messages.success(request, told)

    def view_on_site(self, claim: Claim) -> str:
        """The claim's page at the desk."""
        return reverse("claim", args=[claim.pk])

    @display(description=_("Claim"))
    def claim(self, claim: Claim) -> SafeString:
        """Who said what."""
        return said(claim)

    @display(description=_("Verdict"))
    def verdict_shown(self, claim: Claim) -> str:
        """The published ruling."""
        return claim.verdict.rating.label if claim.verdict else NOTHING

    @display(description=_("Worth checking"), ordering="worth")
    def worth_shown(self, claim: Claim) -> SafeString | str:
        """How much, and why."""
        if claim.worth is None:
            return NOTHING
        return format_html('<span title="{}">{}</span>', ", ".join(claim.worth_words), f"{claim.worth:.0%}")

    @display(description=_("Sure"), ordering="confidence")
    def confidence_shown(self, claim: Claim) -> SafeString:
        """How sure the attribution is, and why a person should look."""
        sure = f"{claim.confidence:.0%}{' ?' if claim.doubt else ''}"
        return format_html('<span title="{}">{}</span>', claim.doubt, sure)

    @display(description=_("Found"), ordering="pk")
    def found(self, claim: Claim) -> str:
        """The day when the claim was stored."""
        return short(claim.created_at)

    @display(description=_("Article"))
    def article_link(self, claim: Claim) -> str:
        """The article it was found in."""
        return link(claim.article)

    @display(description=_("In its paragraph"))
    def context(self, claim: Claim) -> str | SafeString:
        """The text around the claim, with the claim marked."""
        if claim.revision is None or claim.start is None or claim.end is None:
            return NOTHING
        text = claim.revision.text
        begin = text.rfind("\n", 0, claim.start) + 1
        stop = text.find("\n", claim.end)
        paragraph = text[begin : stop if stop >= 0 else len(text)]
        pieces = claim.pieces or [[claim.start, claim.end]]
        return format_html(
            '<span class="fact-text">{}</span>', marked(paragraph, [(a - begin, b - begin) for a, b in pieces])
        )

    @display(description=_("Flags"))
    def flags(self, claim: Claim) -> Any:
        """The flags that the claim takes part in, the weightiest first."""
        found = Flag.objects.touching(claim.pk).standing().ranked()[:FLAGS_SHOWN]
        rows = [(link(flag), flag.get_state_display(), flag.reason) for flag in found]
        return format_html_join("", "<p>{} · {} · {}</p>", rows) or NOTHING
