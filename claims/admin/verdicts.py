"""Verdicts and their evidence; submitted, published and withdrawn through the flow, which keeps the rules."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from claims import pipeline
from claims.admin.asking import ReasonForm, SeenForm
from claims.admin.base import NewsroomAdmin, NewsroomInline
from claims.admin.filters import NewsroomFilter
from claims.admin.rights import person
from claims.admin.showing import NOTHING, link, said, short
from claims.admin.standing import AgeFilter, ApprovalFilter
from claims.admin.transferring import Transferring
from claims.models import Approval, Evidence, Verdict

STATES = {"submitted": "warning", "published": "success", "withdrawn": "danger", "outdated": "info"}
# Which steps a verdict's page offers in which state; the flow itself decides whether a step is allowed.
OFFERED = {"draft": {"submit"}, "submitted": {"approve", "publish", "send_back"}, "published": {"withdraw"}}


class EvidenceShown(NewsroomInline):
    """What the verdict rests on."""

    model = Evidence
    fields = readonly_fields = ("stance", "url", "quote", "archive_url")
    show_change_link = False


class ApprovalsShown(NewsroomInline):
    """Who approved which wording; those of an earlier one do not count."""

    model = Approval
    fields = readonly_fields = ("by", "version", "created_at", "withdrawn_at")
    show_change_link = False


@admin.register(Verdict)
class VerdictAdmin(Transferring, NewsroomAdmin):
    """Rulings by state. Their words are edited at the desk, on the claim's page."""

    list_display = ("claim_shown", "rating", "state_label", "author", "approver", "published")
    list_filter = (NewsroomFilter, ApprovalFilter, ("state", ChoicesDropdownFilter), AgeFilter)
    transfers = "verdicts"
    list_select_related = ("rating", "author", "approver", "claim__speaker", "claim__source")
    search_fields = ("explanation", "author__username", "rating__label")
    inlines = (EvidenceShown, ApprovalsShown)
    actions = ("submit_all", "publish_all")
    actions_detail = ("submit", "approve", "publish", "send_back", "withdraw")
    fieldsets = (
        (None, {"fields": ("claim_shown", "claim_link", "rating", "explanation")}),
        (_("State"), {"fields": (("state", "version", "published_at"), "state_reason", ("author", "approver"))}),
        (_("Keeping"), {"fields": (("newsroom", "created_at", "updated_at"),), "classes": ("collapse",)}),
    )
    readonly_fields = ("claim_shown", "claim_link", "version")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Without the claims' vectors."""
        return super().get_queryset(request).defer("claim__embedding", "claim__search")

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list:
        """The steps that lead on from the verdict's state."""
        verdict = self.get_object(request, object_id)
        offered = OFFERED.get(verdict.state, set()) if verdict else set()
        return [step for step in super().get_actions_detail(request, object_id) if step.path in offered]

    @display(description=_("Claim"))
    def claim_shown(self, verdict: Verdict) -> SafeString:
        """Who said what."""
        return said(verdict.claim)

    @display(description=_("Claim's page"))
    def claim_link(self, verdict: Verdict) -> str:
        """Where the claim stands in the panel."""
        return link(verdict.claim, f"Claim {verdict.claim_id}")

    @display(description=_("State"), ordering="state", label=STATES)
    def state_label(self, verdict: Verdict) -> tuple[str, str]:
        """The state in its colour."""
        return verdict.state, verdict.get_state_display()

    @display(description=_("Published"), ordering="published_at")
    def published(self, verdict: Verdict) -> str:
        """The day of publication."""
        return short(verdict.published_at) or NOTHING

    def about(self, verdict: Any) -> SafeString:
        """The claim, the rating and the explanation; and whether it was written on other words."""
        moved = (verdict.about_statement or verdict.claim.statement) != verdict.claim.statement
        told = gettext("The claim was changed since this verdict was written; it said: “%s”") % verdict.about_statement
        body = "{}<p><b>{}</b></p><p>{}</p><p>{}</p>"
        return format_html(body, said(verdict.claim), verdict.rating, verdict.explanation, told if moved else "")

    def seen(self, verdict: Any) -> dict[str, Any]:
        """The wording that the step is about."""
        return {"version": verdict.version}

    @admin.action(description=_("Submit for approval"))
    def submit_all(self, request: HttpRequest, rows: QuerySet[Verdict]) -> None:
        """Send the chosen drafts to somebody who approves."""
        self.each(
            request,
            rows,
            lambda verdict: pipeline.submit_verdict(verdict=verdict, by=person(request)),
            done=gettext("Submitted"),
        )

    @admin.action(description=_("Publish"))
    def publish_all(self, request: HttpRequest, rows: QuerySet[Verdict]) -> None:
        """Approve and publish the chosen verdicts, as far as the rules allow."""
        self.each(
            request,
            rows,
            lambda verdict: pipeline.publish_verdict(verdict=verdict, approver=person(request)),
            done=gettext("Published"),
        )

    @action(description=_("Submit for approval"), icon="send")
    def submit(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send one draft to somebody who approves."""
        return self.ask(
            request,
            object_id,
            title=gettext("Submit for approval"),
            question=gettext("Another editor will see it as waiting for approval."),
            form_class=SeenForm,
            act=lambda verdict, given: pipeline.submit_verdict(
                verdict=verdict, by=person(request), seen=given["version"]
            ),
        )

    @action(description=_("Publish"), icon="verified")
    def publish(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Approve and publish one verdict."""
        return self.ask(
            request,
            object_id,
            title=gettext("Publish"),
            question=gettext("You approve the ruling, and readers see it at once."),
            form_class=SeenForm,
            act=lambda verdict, given: pipeline.publish_verdict(
                verdict=verdict, approver=person(request), seen=given["version"]
            ),
        )

    @action(description=_("Approve"), icon="check")
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say that one verdict may be published as it is worded."""
        return self.ask(
            request,
            object_id,
            title=gettext("Approve"),
            question=gettext("Yours counts among the approvals that this newsroom wants of each verdict."),
            form_class=SeenForm,
            act=lambda verdict, given: pipeline.approve_verdict(
                verdict=verdict, by=person(request), seen=given["version"]
            ),
        )

    @action(description=_("Send back"), icon="reply")
    def send_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make one verdict a draft again, saying why."""
        return self.ask(
            request,
            object_id,
            title=gettext("Send back"),
            question=gettext(
                "It becomes a draft again, and approvals given so far do not count. Its author reads why."
            ),
            form_class=ReasonForm,
            act=lambda verdict, given: pipeline.send_back_verdict(
                verdict=verdict, by=person(request), reason=given["reason"]
            ),
        )

    @action(description=_("Withdraw"), icon="undo")
    def withdraw(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take one published verdict back, saying why."""
        return self.ask(
            request,
            object_id,
            title=gettext("Withdraw"),
            question=gettext("The ruling no longer stands. Say why: those who used it will read it."),
            form_class=ReasonForm,
            act=lambda verdict, given: pipeline.withdraw_verdict(
                verdict=verdict, by=person(request), reason=given["reason"]
            ),
        )
