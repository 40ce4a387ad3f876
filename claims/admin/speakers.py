"""Speakers with their names; several that are one and the same are merged, after a page that says what will happen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminRadioSelectWidget

from claims import pipeline
from claims.admin.asking import REFUSALS
from claims.admin.base import ALL, EDIT, NewsroomAdmin, NewsroomInline
from claims.admin.filters import MergedFilter, NewsroomFilter
from claims.admin.paging import CAP, capped
from claims.admin.showing import NOTHING, link
from claims.admin.transferring import Transferring
from claims.models import Claim, Speaker, SpeakerAlias, SpeakerRole
from claims.text.normalise import name_key

MERGED_AT_ONCE = 20


def meant_by(name: str, *, newsroom_id: int | None, besides: int | None) -> Speaker | None:
    """The speaker, other than ``besides``, that a name already means in the newsroom."""
    known = SpeakerAlias.objects.filter(newsroom=newsroom_id, key=key_of(name)).exclude(speaker=besides)
    alias = known.select_related("speaker").first()
    return alias.speaker if alias else None


def key_of(name: str) -> str:
    """The folded name as the store keeps it."""
    return name_key(name)[:300]


class SpeakerForm(forms.ModelForm):
    """A speaker whose name means nobody else."""

    def clean(self) -> dict[str, Any]:
        """Refuses a name that cannot be told from another speaker's."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name, newsroom = cleaned.get("name", ""), cleaned.get("newsroom")
        newsroom_id = newsroom.pk if newsroom else self.instance.newsroom_id
        if name and not key_of(name):
            self.add_error("name", _("This name has no letter or digit in it."))
        elif other := meant_by(name, newsroom_id=newsroom_id, besides=self.instance.pk):
            self.add_error("name", _("This name already means %(other)s: merge the two instead.") % {"other": other})
        self._is_known(cleaned.get("wikidata_id", ""), newsroom_id=newsroom_id)
        voice = cleaned.get("speaks_for")
        if voice is not None and (voice.newsroom_id != newsroom_id or voice == self.instance):
            self.add_error("speaks_for", _("Choose another speaker of the same newsroom."))
        return cleaned

    def _is_known(self, wikidata_id: str, *, newsroom_id: int | None) -> None:
        """Refuses a Wikidata id that another speaker has."""
        same = Speaker.objects.standing().filter(newsroom=newsroom_id, wikidata_id=wikidata_id or None)
        if other := same.exclude(pk=self.instance.pk).first():
            told = _("%(other)s has this Wikidata id: merge the two instead.") % {"other": other}
            self.add_error("wikidata_id", told)


class AliasForm(forms.ModelForm):
    """A name of the speaker; its folded key must mean nobody else in the newsroom."""

    class Meta:
        model = SpeakerAlias
        fields = ("name",)

    def clean_name(self) -> str:
        """The name, unless it is empty once folded."""
        name: str = self.cleaned_data["name"].strip()
        if not key_of(name):
            raise forms.ValidationError(_("This name has no letter or digit in it."))
        return name


class AliasFormSet(BaseInlineFormSet):
    """The names of one speaker."""

    def clean(self) -> None:
        """Refuses a name that stands twice or already means another speaker."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = form.cleaned_data.get("name") if hasattr(form, "cleaned_data") else None
            if not name or form.cleaned_data.get("DELETE"):
                continue
            speaker = self.instance
            if key_of(name) in seen:
                form.add_error("name", _("This name stands here twice."))
            elif other := meant_by(name, newsroom_id=speaker.newsroom_id, besides=speaker.pk):
                form.add_error("name", _("This name already means %(other)s.") % {"other": other})
            seen.add(key_of(name))

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> SpeakerAlias:
        """A new name, with its newsroom and key."""
        form.instance.newsroom_id = self.instance.newsroom_id
        form.instance.key = key_of(form.instance.name)
        saved: SpeakerAlias = super().save_new(form, commit=commit)
        return saved

    def save_existing(self, form: forms.ModelForm, obj: SpeakerAlias, commit: bool = True) -> SpeakerAlias:
        """A changed name, with its key."""
        form.instance.key = key_of(form.instance.name)
        saved: SpeakerAlias = super().save_existing(form, obj, commit=commit)
        return saved


class Aliases(NewsroomInline):
    """Every name that means the speaker."""

    model = SpeakerAlias
    form = AliasForm
    formset = AliasFormSet
    editors_may = superusers_may = ALL
    fields = ("name",)
    show_change_link = False
    verbose_name = _("name")
    verbose_name_plural = _("Names that mean the speaker")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Names that hold in every article; what means the speaker in one article only is extraction's own."""
        rows: QuerySet = super().get_queryset(request)
        return rows.exclude(key__contains="#")


class Roles(NewsroomInline):
    """What the speaker was called, and when."""

    model = SpeakerRole
    fields = readonly_fields = ("title", "seen_on", "article")
    verbose_name_plural = _("Called in the articles")
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the articles."""
        rows: QuerySet = super().get_queryset(request)
        return rows.select_related("article")


class MergeForm(forms.Form):
    """Which of the chosen speakers stays."""

    keep = forms.ModelChoiceField(
        queryset=Speaker.objects.none(),
        empty_label=None,
        label=_("Keep"),
        widget=UnfoldAdminRadioSelectWidget(),
    )

    def __init__(self, *args: Any, chosen: QuerySet[Speaker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].queryset = chosen  # type: ignore[attr-defined]


@admin.register(Speaker)
class SpeakerAdmin(Transferring, NewsroomAdmin):
    """Who is quoted. The names inline decide whom a new quote is attributed to."""

    form = SpeakerForm
    editors_may = EDIT
    superusers_may = ALL
    transfers, imports = "speakers", True
    list_display = ("name", "kind", "names", "wikidata_id", "merged_into")
    list_filter = (NewsroomFilter, ("kind", ChoicesDropdownFilter), MergedFilter)
    list_select_related = ("merged_into",)
    search_fields = ("name", "aliases__name")
    search_help_text = _("Any of the speaker's names")
    fields = ("newsroom", "name", "kind", "wikidata_id", "speaks_for", "merged", "claims")
    readonly_fields = ("merged", "claims")
    autocomplete_fields = ("newsroom", "speaks_for")
    inlines = (Aliases, Roles)
    actions = ("merge",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the names."""
        return super().get_queryset(request).prefetch_related("aliases")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Speaker], search_term: str
    ) -> tuple[QuerySet[Speaker], bool]:
        """By any of the names, folded as the store folds them."""
        words = search_term.strip()
        found = queryset.search(words, key=key_of(words)) if words else queryset  # type: ignore[attr-defined]
        return found, False

    def get_readonly_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """A speaker never changes newsroom."""
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "newsroom") if obj else fixed

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The speaker's own name is always one of the names that mean the speaker."""
        super().save_related(request, form, formsets, change)
        speaker = form.instance
        SpeakerAlias.objects.get_or_create(
            newsroom=speaker.newsroom, key=key_of(speaker.name), defaults={"speaker": speaker, "name": speaker.name}
        )

    @display(description=_("Also"))
    def names(self, speaker: Speaker) -> str:
        """The other names."""
        names = dict.fromkeys(alias.name for alias in speaker.aliases.all() if alias.name != speaker.name)
        return ", ".join(names) or NOTHING

    @display(description=_("Merged into"))
    def merged(self, speaker: Speaker) -> str:
        """The speaker that took this one's place."""
        return link(speaker.merged_into)

    @display(description=_("Claims"))
    def claims(self, speaker: Speaker) -> str:
        """How many claims there are."""
        return str(capped(Claim.objects.filter(speaker=speaker), cap=CAP))

    @admin.action(description=_("Merge into one"))
    def merge(self, request: HttpRequest, rows: QuerySet[Speaker]) -> HttpResponse | None:
        """Ask which one stays, then make them one."""
        chosen = list(rows.order_by("pk")[: MERGED_AT_ONCE + 1])
        if not 2 <= len(chosen) <= MERGED_AT_ONCE:
            messages.warning(request, _("Choose from two to %(most)d speakers.") % {"most": MERGED_AT_ONCE})
            return None
        asked = "keep" in request.POST
        form = MergeForm(request.POST if asked else None, chosen=rows, initial={"keep": chosen[0]})
        if asked and form.is_valid() and self._merged(form, chosen, by=request.user):
            self.log_steps(request, chosen, gettext("Merged"))
            messages.success(request, _("Merged. Their claims are being compared again."))
            return redirect(reverse("admin:claims_speaker_change", args=[form.cleaned_data["keep"].pk]))
        return self.panel_page(request, "panel/merge.html", self._merge_context(chosen, form))

    def _merged(self, form: MergeForm, chosen: list[Speaker], *, by: Any) -> bool:
        keep = form.cleaned_data["keep"]
        try:
            pipeline.merge_speakers(keep=keep, merge=[speaker for speaker in chosen if speaker != keep], by=by)
        except REFUSALS as refusal:
            form.add_error(None, refusal.reason)
            return False
        return True

    def _merge_context(self, chosen: list[Speaker], form: MergeForm) -> dict[str, Any]:
        return {
            "title": _("Merge speakers"),
            "chosen": [(speaker, self.names(speaker), self.claims(speaker)) for speaker in chosen],
            "form": form,
            "back": reverse("admin:claims_speaker_changelist"),
        }
