"""API keys: made here, shown once, revoked here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from claims.admin.base import VIEW, NewsroomAdmin
from claims.admin.filters import NewsroomFilter
from claims.admin.rights import person
from claims.models import APIKey
from claims.models.keys import SCOPES

MEANING = {
    "read": _("read: articles, claims, flags, verdicts, check"),
    "submit": _("submit: articles and claims"),
    "review": _("review: decide on flags"),
}


class KeyForm(forms.ModelForm):
    """What a new key may do, and until when."""

    scopes = forms.MultipleChoiceField(
        choices=[(scope, MEANING[scope]) for scope in SCOPES],
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        initial=["read"],
    )

    class Meta:
        model = APIKey
        fields = ("newsroom", "name", "scopes", "expires_at")


@admin.register(APIKey)
class APIKeyAdmin(NewsroomAdmin):
    """Keys by prefix. A key's text is nowhere but in the answer to its creation."""

    form = KeyForm
    editors_may = superusers_may = VIEW | {"add"}
    list_display = ("prefix", "name", "newsroom", "scopes_shown", "state", "expires_at", "last_used_at")
    list_filter = (NewsroomFilter,)
    list_select_related = ("newsroom",)
    search_fields = ("prefix", "name")
    autocomplete_fields = ("newsroom",)
    add_fieldsets = ((None, {"fields": ("newsroom", "name", "scopes", "expires_at")}),)
    fieldsets = (
        (None, {"fields": ("prefix", "name", "newsroom", "scopes_shown", "state")}),
        (_("Dates"), {"fields": (("created_by", "created_at"), ("expires_at", "revoked_at", "last_used_at"))}),
    )
    actions_detail = ("revoke",)

    def get_readonly_fields(self, request: HttpRequest, obj: APIKey | None = None) -> Any:
        """What is shown of a key that is there."""
        return ("prefix", "scopes_shown", "state", "created_by", "created_at", "last_used_at") if obj else ()

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list:
        """A revoked key stays revoked."""
        key = self.get_object(request, object_id)
        return super().get_actions_detail(request, object_id) if key and not key.revoked_at else []

    def save_model(self, request: HttpRequest, obj: APIKey, form: KeyForm, change: bool) -> None:
        """Issue the key and keep its text for the answer to this very request."""
        row, text = APIKey.issue(
            newsroom=obj.newsroom,
            scopes=form.cleaned_data["scopes"],
            name=obj.name,
            expires_at=obj.expires_at,
            created_by=person(request),
        )
        obj.__dict__.update(row.__dict__)
        request.issued_key = text  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: APIKey, post_url_continue: str | None = None) -> HttpResponse:
        """The page that shows the key, once: nothing of it is kept, so a reload cannot bring it back."""
        context = {
            "title": _("Copy the key now"),
            "key": request.issued_key,  # type: ignore[attr-defined]
            "row": obj,
            "back": self.page_of(obj),
        }
        return self.panel_page(request, "panel/key.html", context)

    @display(description=_("Scopes"))
    def scopes_shown(self, key: APIKey) -> str:
        """What the key may do."""
        return ", ".join(key.scopes)

    @display(description=_("State"), label={"usable": "success", "revoked": "danger", "expired": "warning"})
    def state(self, key: APIKey) -> tuple[str, Any]:
        """Whether it still opens anything."""
        if key.revoked_at:
            return "revoked", _("Revoked")
        if key.expires_at and key.expires_at <= timezone.now():
            return "expired", _("Expired")
        return "usable", _("Usable")

    @action(description=_("Revoke"), icon="block")
    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make a key useless, at once and for good."""
        return self.ask(
            request,
            object_id,
            title=gettext("Revoke"),
            question=gettext("Whoever uses this key is refused from now on. There is no undo."),
            act=lambda key, _given: _revoke(APIKey.objects.filter(pk=key.pk)),
        )


def _revoke(keys: QuerySet[APIKey]) -> None:
    keys.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
