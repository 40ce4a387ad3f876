"""Newsrooms and their people: who may sign in, and with which role."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from claims.admin.base import ALL, EDIT, VIEW, NewsroomAdmin, NewsroomInline
from claims.admin.filters import NewsroomFilter
from claims.admin.panels import NewsroomForm
from claims.admin.rights import ruled, within
from claims.admin.thresholds import SettingThresholds
from claims.admin.versions import Comparing
from claims.models import Membership, Newsroom, User


@admin.register(Newsroom)
class NewsroomsAdmin(SettingThresholds, Comparing, NewsroomAdmin):
    """The tenants. Editors set the rules of their own; only superusers make or remove one."""

    form = NewsroomForm
    newsroom_path = "pk"
    editors_may = VIEW | {"change"}
    superusers_may = ALL
    list_display = ("name", "slug", "time_zone", "four_eyes", "created_at")
    search_fields = ("name", "slug")
    fields = (
        "name",
        "slug",
        "time_zone",
        "four_eyes",
        "approvals_needed",
        "repeat_alert",
        "own_thresholds",
        "created_at",
    )
    readonly_fields = ("own_thresholds", "created_at")
    actions_detail = ("thresholds", "versions")
    actions_list = ("comparison",)
    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Newsroom | None = None) -> Any:
        """The slug stands in addresses and commands, so it stays."""
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "slug") if obj else fixed

    def get_prepopulated_fields(self, request: HttpRequest, obj: Newsroom | None = None) -> Any:
        """A new newsroom's slug comes from its name."""
        return {} if obj else super().get_prepopulated_fields(request, obj)


class RolesIn(NewsroomInline):
    """The person's roles, as far as the editor rules the newsroom."""

    model = Membership
    editors_may = superusers_may = ALL
    fields = ("newsroom", "role")
    autocomplete_fields = ("newsroom",)
    verbose_name_plural = _("Roles")
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Roles in other newsrooms are nobody else's business."""
        rows: QuerySet = super().get_queryset(request)
        return rows.filter(within(request, "newsroom")).select_related("newsroom")

    def get_min_num(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> int:
        """Whom an editor adds belongs to a newsroom of theirs, else nobody there would see the person."""
        return 0 if request.user.is_superuser or obj else 1

    def get_formset(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:
        """The least number of roles is asked for, not only shown."""
        return super().get_formset(request, obj, validate_min=not (request.user.is_superuser or obj), **kwargs)


@admin.register(User)
class PeopleAdmin(NewsroomAdmin, BaseUserAdmin):
    """Who signs in. An editor manages those who work in the editor's newsrooms and nowhere else."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    editors_may = EDIT
    superusers_may = ALL
    list_display = ("username", "first_name", "last_name", "works_in", "is_staff", "is_active", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    inlines = (RolesIn,)
    fieldsets = (
        (None, {"fields": ("username", "password", ("first_name", "last_name"), "email")}),
        (_("Rights"), {"fields": (("is_active", "is_staff", "is_superuser"),)}),
        (_("Dates"), {"fields": (("last_login", "date_joined"),), "classes": ("collapse",)}),
    )
    add_fieldsets = ((None, {"fields": ("username", "usable_password", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The people of the editor's newsrooms, each once."""
        shown = Membership.objects.filter(within(request, "newsroom")).select_related("newsroom")
        rows = super(NewsroomAdmin, self).get_queryset(request)
        rows = rows.prefetch_related(
            "memberships", Prefetch("memberships", queryset=shown, to_attr="shown_memberships")
        )
        return rows if request.user.is_superuser else rows.filter(_works_in(ruled(request)))

    def is_within(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the editor may change the person: no superuser, and nobody who works elsewhere too."""
        return not obj.is_superuser and {m.newsroom_id for m in obj.memberships.all()} <= ruled(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever is in the list may be looked at."""
        return super().has_view_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only superusers make superusers."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if request.user.is_superuser else (*fixed, "is_superuser")

    @admin.display(description=_("Works in"))
    def works_in(self, user: User) -> str:
        """Newsroom and role, for each that the person who looks may know of."""
        return ", ".join(f"{m.newsroom} ({m.get_role_display()})" for m in user.shown_memberships)  # type: ignore[attr-defined]


def _works_in(newsrooms: frozenset[int]) -> Q:
    return Q(pk__in=Membership.objects.filter(newsroom__in=newsrooms).values("user"))


@admin.register(Membership)
class MembershipAdmin(NewsroomAdmin):
    """Who has which role where."""

    editors_may = superusers_may = ALL
    list_display = ("user", "newsroom", "role")
    list_filter = (NewsroomFilter, ("role", ChoicesDropdownFilter))
    list_select_related = ("user", "newsroom")
    search_fields = ("user__username", "user__first_name", "user__last_name")
    fields = ("user", "newsroom", "role")
    autocomplete_fields = ("user", "newsroom")

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> Any:
        """A role is given anew, not moved to somebody else."""
        return ("user", "newsroom") if obj else ()
