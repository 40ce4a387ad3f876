"""Imports and exports: started here, watched here, and what came of each row."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from claims import conf, pipeline
from claims.admin.base import NewsroomAdmin
from claims.admin.filters import NewsroomFilter
from claims.admin.showing import NOTHING
from claims.admin.starting import Starting, in_words
from claims.models import Transfer, TransferRow
from claims.transfer.lines import head, line

STATES = {"ready": "success", "failed": "danger", "working": "info", "waiting": "info"}
REFUSED_SHOWN = 50  # refused rows that the page lists; the report has all
REPORT = ("number", "outcome", "stored_id", "field", "reason")


@admin.register(Transfer)
class TransferAdmin(Starting, NewsroomAdmin):
    """Jobs by state. Nothing is edited; a trial import goes in on a person's word."""

    list_display = ("__str__", "newsroom", "form", "state_label", "progress", "by", "created_at")
    list_filter = (
        NewsroomFilter,
        ("direction", ChoicesDropdownFilter),
        ("what", ChoicesDropdownFilter),
        ("state", ChoicesDropdownFilter),
    )
    list_select_related = ("newsroom", "by")
    sortable_by = ()
    change_form_before_template = "panel/transfer.html"
    fieldsets = (
        (None, {"fields": (("direction", "what", "form"), "name", "rows_chosen", ("newsroom", "by", "created_at"))}),
    )
    readonly_fields = ("rows_chosen",)
    actions = ("retry_all",)
    actions_detail = ("take_in", "retry")

    def get_urls(self) -> list[Any]:
        """The pages that start one, its file, its report and its progress."""
        pages: dict[str, tuple[str, Any]] = {
            "export/<slug:what>/": ("export", self.export_page),
            "import/<slug:what>/": ("import", self.import_page),
            "<int:pk>/file/": ("file", require_safe(self.file_of)),
            "<int:pk>/report/": ("report", require_safe(self.report_of)),
            "<int:pk>/progress/": ("progress", require_safe(self.progress_of)),
        }
        own = [
            path(at, self.admin_site.admin_view(view), name=f"claims_transfer_{name}")
            for at, (name, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list[Any]:
        """What leads on from the state that it is in."""
        transfer = self.get_object(request, object_id)
        offered = _offered(transfer) if transfer else ""
        return [step for step in super().get_actions_detail(request, object_id) if step.path == offered]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With how far it is and the rows that were refused."""
        transfer = self.get_object(request, object_id)
        context = {**_told(transfer), **(extra_context or {})} if transfer else extra_context
        answer: HttpResponse = super().change_view(request, object_id, form_url, context)
        return answer

    def _one(self, request: HttpRequest, pk: int) -> Transfer:
        transfer: Transfer | None = self.get_object(request, str(pk))
        if transfer is None or not self.has_view_permission(request, transfer):
            raise Http404
        return transfer

    def file_of(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file of an export that is done."""
        transfer = self._one(request, pk)
        if transfer.direction != Transfer.Direction.OUT or transfer.state != Transfer.State.READY:
            raise Http404
        try:
            content = (conf.media_root() / transfer.file).open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        name = f"{transfer.newsroom.slug}-{transfer.what}-{transfer.created_at:%Y-%m-%d}.{transfer.form}"
        answer = FileResponse(content, as_attachment=True, filename=name)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer

    def report_of(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """What came of every row of an import, as CSV."""
        transfer = self._one(request, pk)
        if transfer.direction != Transfer.Direction.IN:
            raise Http404
        rows = transfer.rows.values_list(*REPORT).iterator(chunk_size=1_000)
        lines = (line(dict(zip(REPORT, row, strict=True)), form="csv") for row in rows)
        answer = StreamingHttpResponse(_after(head(REPORT, form="csv"), lines), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="report-{transfer.pk}.csv"'
        return answer

    def progress_of(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far it is, for the page that asks again and again; once done, the page is to be read anew."""
        transfer = self._one(request, pk)
        answer = TemplateResponse(request, "panel/_progress.html", {"transfer": transfer})
        if transfer.finished:
            answer.headers["HX-Refresh"] = "true"
        return answer

    @display(description=_("State"), label=STATES)
    def state_label(self, transfer: Transfer) -> tuple[str, str]:
        """The state in its colour."""
        trial = transfer.trial and transfer.state == Transfer.State.READY
        return transfer.state, gettext("Tried") if trial else transfer.get_state_display()

    @display(description=_("Rows"))
    def progress(self, transfer: Transfer) -> str:
        """Rows that are done, of how many."""
        return f"{transfer.done} / {transfer.total}" if transfer.total else NOTHING

    @display(description=_("Which rows"))
    def rows_chosen(self, transfer: Transfer) -> str:
        """By what the list was narrowed."""
        if transfer.direction == Transfer.Direction.IN:
            return NOTHING
        return in_words(transfer.filters) or gettext("All")

    @admin.action(description=_("Try again"))
    def retry_all(self, request: HttpRequest, rows: QuerySet[Transfer]) -> None:
        """Send the chosen ones that failed to a worker again."""
        self.each(request, rows, lambda row: pipeline.retry_transfer(transfer=row), done=gettext("Sent again"))

    @action(description=_("Try again"), icon="refresh")
    def retry(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send one that failed to a worker again."""
        return self.ask(
            request,
            object_id,
            title=gettext("Try again"),
            question=gettext("An export is written anew; an import goes on behind the last row that it stored."),
            act=lambda transfer, _given: pipeline.retry_transfer(transfer=transfer),
        )

    @action(description=_("Take the rows in"), icon="upload")
    def take_in(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """After the trial: store them."""
        return self.ask(
            request,
            object_id,
            title=gettext("Take the rows in"),
            question=gettext("Rows that were refused are passed over. What is known already is not doubled."),
            act=lambda transfer, _given: pipeline.go_on(transfer=transfer),
        )


def _offered(transfer: Transfer) -> str:
    if transfer.state == Transfer.State.FAILED:
        return "retry"
    return "take_in" if transfer.trial and transfer.state == Transfer.State.READY else ""


def _step(transfer: Transfer) -> tuple[Any, str] | None:
    """What leads on, once more in the page itself: the menu that holds it on a phone needs scripts."""
    words = {"retry": _("Try again"), "take_in": _("Take the rows in")}
    name = _offered(transfer)
    return (words[name], reverse(f"admin:claims_transfer_{name}", args=[transfer.pk])) if name else None


def _told(transfer: Transfer) -> dict[str, Any]:
    counts = dict(transfer.rows.order_by().values_list("outcome").annotate(n=Count("pk")))
    shown = transfer.rows.filter(outcome=TransferRow.Outcome.REFUSED)[:REFUSED_SHOWN]
    return {
        "transfer": transfer,
        "step": _step(transfer),
        "outcomes": [(each.label, counts[each]) for each in TransferRow.Outcome if each in counts],
        "refused": list(shown),
        "more_refused": counts.get(TransferRow.Outcome.REFUSED, 0) > REFUSED_SHOWN,
    }


def _after(first: str, rest: Any) -> Any:
    yield first
    yield from rest
