"""A step that asks first: a page with the question and what it needs to know, then one write through the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.ingest.errors import Rejected
from claims.review.errors import Refused

REFUSALS = (Refused, Rejected)
AT_ONCE = 500  # rows that one request works on; who chose more presses again


class Question(forms.Form):
    """A step that needs nothing but a yes."""


class NoteForm(forms.Form):
    """A step with a few words."""

    note = forms.CharField(required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))


class SeenForm(forms.Form):
    """A step on what the person has before them, and on nothing later."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A step that has to be explained."""

    reason = forms.CharField(widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))


class Asking:
    """For a list's class: one row asked about, or many rows done one by one, refusals told in words."""

    model: type[Model]
    admin_site: Any
    get_object: Callable[..., Any]
    log_steps: Callable[..., None]

    def ask(
        self,
        request: HttpRequest,
        object_id: str,
        *,
        title: str,
        question: str,
        act: Callable[[Any, dict[str, Any]], object],
        form_class: type[forms.Form] = Question,
    ) -> HttpResponse:
        """The page of one step on one row; ``act`` gets the row and the form's values.

        Raises:
            Http404: when the row is not among those that the person may see.
        """
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        form = form_class(request.POST if request.method == "POST" else None, initial=self.seen(row))
        if request.method == "POST" and form.is_valid() and self._done(request, row, form, act, title):
            return redirect(self.page_of(row))
        context = {
            "title": title,
            "question": question,
            "about": self.about(row),
            "form": form,
            "back": self.page_of(row),
        }
        return self.panel_page(request, "panel/ask.html", context)

    def _done(
        self, request: HttpRequest, row: Any, form: forms.Form, act: Callable[[Any, dict[str, Any]], object], title: str
    ) -> bool:
        try:
            act(row, form.cleaned_data)
        except REFUSALS as refusal:
            shown = {field.name for field in form.visible_fields()}
            form.add_error(refusal.field if refusal.field in shown else None, refusal.reason)
            return False
        self.log_steps(request, [row], title)
        messages.success(request, f"{title}: {row}")
        return True

    def seen(self, row: Any) -> dict[str, Any]:
        """What the form of a step says at first: for one, in which version the row was shown."""
        return {}

    def about(self, row: Any) -> str:
        """What the page of a step shows of the row."""
        return str(row)

    def each(self, request: HttpRequest, rows: Iterable[Any], act: Callable[[Any], object], *, done: str) -> None:
        """Do it to every row by itself, at most ``AT_ONCE`` of them: one refusal stops none of the others."""
        changed: list[Any] = []
        for row in islice(rows, AT_ONCE):
            try:
                act(row)
            except REFUSALS as refusal:
                messages.error(request, f"{row}: {refusal.reason}")
            else:
                changed.append(row)
        self.log_steps(request, changed, done)
        if changed:
            messages.success(request, f"{done}: {len(changed)}")

    def panel_page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        """A page that looks like the panel's own."""
        request.current_app = self.admin_site.name
        whole = {**self.admin_site.each_context(request), "opts": self.model._meta, **context}
        return TemplateResponse(request, template, whole)

    def page_of(self, row: Model) -> str:
        """The row's own page in the panel."""
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
