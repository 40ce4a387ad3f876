"""The pages that start an import or an export: what is asked, then one write through the pipeline."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from claims import pipeline
from claims.admin.asking import Asking
from claims.admin.rights import person
from claims.admin.transfer_forms import ExportForm, ImportForm
from claims.ingest.errors import Rejected
from claims.ingest.tables import TABLES
from claims.models import Transfer
from claims.transfer.lists import LISTS

UNSAID = frozenset({"o", "p", "all", "newsroom", "e"})  # what an address says about the page alone
FORM_OF = {"csv": "csv", "tsv": "csv", "ndjson": "ndjson", "jsonl": "ndjson"}


class Starting(Asking):
    """For the list of imports and exports."""

    log_addition: Any

    def export_page(self, request: HttpRequest, what: str) -> HttpResponse:
        """Ask for the format, then start."""
        if what not in LISTS:
            raise Http404
        narrow = LISTS[what].narrow
        given = {name: value for name, value in request.GET.dict().items() if value and name not in UNSAID}
        chosen = {name: value for name, value in given.items() if name in narrow}
        form = ExportForm(request.POST or None, request=request, dated="since" in narrow)
        if request.method == "POST" and form.is_valid():
            return self._start(request, form, lambda asked: _export(request, what, {**chosen, **form.days}, asked))
        context = {
            "title": f"{gettext('Export')}: {Transfer.What(what).label}",
            "form": form,
            "chosen": in_words(chosen),
            "passed_over": sorted(given.keys() - chosen.keys()),
            "back": reverse(f"admin:{LISTS[what].model._meta.label_lower.replace('.', '_')}_changelist"),
        }
        return self.panel_page(request, "panel/export.html", context)

    def import_page(self, request: HttpRequest, what: str) -> HttpResponse:
        """Ask for the file, then try it."""
        if what not in TABLES:
            raise Http404
        form = ImportForm(request.POST or None, request.FILES or None, request=request)
        if request.method == "POST" and form.is_valid():
            return self._start(request, form, lambda asked: _import(request, what, asked))
        context = {
            "title": f"{gettext('Import')}: {Transfer.What(what).label}",
            "form": form,
            "columns": [(names[0], names[1:]) for names in TABLES[what].columns.values()],
            "needed": TABLES[what].needed,
            "back": reverse(f"admin:{LISTS[what].model._meta.label_lower.replace('.', '_')}_changelist"),
        }
        return self.panel_page(request, "panel/import.html", context)

    def _start(self, request: HttpRequest, form: Any, start: Any) -> HttpResponse:
        try:
            transfer = start(form.cleaned_data)
        except Rejected as refusal:
            messages.error(request, refusal.reason)
            return redirect(request.get_full_path())
        self.log_addition(request, transfer, [{"added": {}}])
        return redirect(self.page_of(transfer))


def in_words(chosen: dict[str, str]) -> str:
    """What a list was narrowed by, as a line."""
    return " · ".join(f"{name.removesuffix('__exact').removesuffix('__id')}: {value}" for name, value in chosen.items())


def _export(request: HttpRequest, what: str, chosen: dict[str, str], asked: dict[str, Any]) -> Model:
    return pipeline.start_export(
        newsroom=asked["newsroom"], what=what, form=asked["form"], filters=chosen, by=person(request)
    )


def _import(request: HttpRequest, what: str, asked: dict[str, Any]) -> Model:
    file = asked["file"]
    form = FORM_OF.get(file.name.rpartition(".")[2].lower(), "")
    return pipeline.start_import(
        newsroom=asked["newsroom"], what=what, name=file.name, chunks=file.chunks(), form=form, by=person(request)
    )
