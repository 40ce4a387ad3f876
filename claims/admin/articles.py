"""Articles with where they stand in the flow and why one failed; sources."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from claims import pipeline
from claims.admin.base import ALL, NewsroomAdmin, NewsroomInline
from claims.admin.filters import NewsroomFilter, OneOf
from claims.admin.showing import NOTHING, short
from claims.admin.standing import AgeFilter, FlowFilter
from claims.admin.transferring import Transferring
from claims.models import Article, Revision, Source

STATES = {"ready": "success", "failed": "danger", "received": "info", "stored": "info", "extracted": "info"}


class Revisions(NewsroomInline):
    """Every text of the article, as it was taken in."""

    model = Revision
    newsroom_path = "article__newsroom"
    fields = readonly_fields = ("number", "created_at", "length", "sha256")
    show_change_link = False

    @display(description=_("Characters"))
    def length(self, revision: Revision) -> int:
        """How long the text is, in code points."""
        return len(revision.text)


@admin.register(Article)
class ArticleAdmin(Transferring, NewsroomAdmin):
    """Articles by state; a failed one says why and can go again."""

    superusers_may = frozenset({"view", "delete"})
    list_display = ("headline", "source", "state_label", "progress", "attempt", "published", "taken_in")
    list_filter = (
        NewsroomFilter,
        ("state", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("source", OneOf),
        FlowFilter,
        AgeFilter,
    )
    sortable_by = ("taken_in",)
    across = ("-pk",)
    transfers = "articles"
    list_select_related = ("source",)
    search_fields = ("title",)  # see ArticleQuerySet.search
    search_help_text = _("Words of the title, an external id or an address")
    inlines = (Revisions,)
    actions = ("retry_all",)
    actions_detail = ("retry",)
    fieldsets = (
        (None, {"fields": ("title", ("source", "published_at"), ("kind", "language"), "url")}),
        (
            _("State"),
            {"fields": (("state", "progress"), "state_reason", ("failed_stage", "attempt"), "state_since")},
        ),
        (_("Text"), {"fields": ("text_shown",)}),
        (
            _("Keeping"),
            {"fields": (("newsroom", "external_id"), ("submitted_by", "created_at")), "classes": ("collapse",)},
        ),
    )
    readonly_fields = ("state", "state_reason", "failed_stage", "attempt", "state_since", "progress", "text_shown")

    def get_actions_detail(self, request: HttpRequest, object_id: str) -> list:
        """Only a failed article can go again."""
        article = self.get_object(request, object_id)
        failed = article is not None and article.state == Article.State.FAILED
        return super().get_actions_detail(request, object_id) if failed else []

    def view_on_site(self, article: Article) -> str:
        """The article's page at the desk."""
        return reverse("article", args=[article.pk])

    @display(description=_("Article"), ordering="title")
    def headline(self, article: Article) -> SafeString:
        """The title and, where it failed, the reason."""
        return format_html(
            '<span class="fact-line">{}<br><span class="text-red-600 dark:text-red-400">{}</span></span>',
            str(article),
            article.state_reason,
        )

    @display(description=_("State"), ordering="state", label=STATES)
    def state_label(self, article: Article) -> tuple[str, str]:
        """The state in its colour."""
        return article.state, article.get_state_display()

    @display(description=_("Progress"))
    def progress(self, article: Article) -> str:
        """Units of the current stage that are done, of how many."""
        return f"{article.done} / {article.total}" if article.total and not article.finished else NOTHING

    @display(description=_("Published"), ordering="published_at")
    def published(self, article: Article) -> str:
        """The day of publication."""
        return short(article.published_at) or NOTHING

    @display(description=_("Taken in"), ordering="pk")
    def taken_in(self, article: Article) -> str:
        """The day when it was handed in."""
        return short(article.created_at)

    @display(description=_("Text"))
    def text_shown(self, article: Article) -> SafeString:
        """The current text."""
        return format_html(
            '<div class="max-h-96 overflow-y-auto whitespace-pre-wrap">{}</div>', article.text or NOTHING
        )

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        """Claims that stand in a copy too live on there."""
        pipeline.remove(article=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """One by one, for the same reason."""
        for article in queryset.order_by("pk"):
            pipeline.remove(article=article)

    @admin.action(description=_("Try again"))
    def retry_all(self, request: HttpRequest, rows: QuerySet[Article]) -> None:
        """Send the chosen failed articles through the flow again."""
        self.each(request, rows, lambda article: pipeline.retry(article=article), done=gettext("Sent again"))

    @action(description=_("Try again"), icon="refresh")
    def retry(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send one failed article through the flow again."""
        return self.ask(
            request,
            object_id,
            title=gettext("Try again"),
            question=gettext("The article goes back to the stage where it failed."),
            act=lambda article, _given: pipeline.retry(article=article),
        )


@admin.register(Source)
class SourceAdmin(Transferring, NewsroomAdmin):
    """Who publishes."""

    editors_may = superusers_may = ALL
    transfers, imports = "sources", True
    list_display = ("name", "kind", "domain", "newsroom")
    list_filter = (NewsroomFilter, ("kind", ChoicesDropdownFilter))
    list_select_related = ("newsroom",)
    search_fields = ("name", "domain")
    fields = ("newsroom", "name", "domain", "kind")
    autocomplete_fields = ("newsroom",)
