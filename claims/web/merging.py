"""Are these two one? The questions that extraction asks editors, one at a time; and parting what was made one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import pipeline
from claims.models import Claim, MergeSuggestion, Speaker, SpeakerMerge
from claims.review.errors import Refused
from claims.review.suggestions import likelier
from claims.web.access import DeskRequest, editor, member
from claims.web.identity import PartForm, WikidataForm
from claims.web.speakers import speaker_page

SAID = 3  # claims of each of the two that are shown
TO_CHOOSE_FROM = 300  # claims that one page offers, the latest first


@member
@require_safe
def suggestions(request: DeskRequest) -> HttpResponse:
    """The question that is surest; ``?after=`` names the one to leave for later."""
    waiting = MergeSuggestion.objects.for_newsroom(request.membership.newsroom).waiting()
    asked = _next(list(waiting.values_list("pk", flat=True)), after=request.GET.get("after", ""))
    context: dict[str, Any] = {"section": "speakers", "suggestion": asked, "waiting": waiting.count()}
    if asked is not None:
        pair = [asked.a.merged_into or asked.a, asked.b.merged_into or asked.b]
        kept = likelier(*pair)
        context |= {"kept": kept, "sides": [_side(speaker) for speaker in sorted(pair, key=lambda s: s != kept)]}
    return render(request, "desk/suggestions.html", context)


@editor
@require_POST
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Make the two one, under the name that was chosen, and ask the next."""
    asked = _asked(request, pk)
    wanted = request.POST.get("keep", "")
    speakers = Speaker.objects.for_newsroom(request.membership.newsroom)
    keep = get_object_or_404(speakers, pk=int(wanted)) if wanted.isdecimal() and len(wanted) < 19 else None
    try:
        kept = pipeline.accept_suggestion(suggestion=asked, keep=keep, by=request.user)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Merged into %(name)s.") % {"name": kept})
    return redirect("suggestions")


@editor
@require_POST
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep the two apart for good, and ask the next."""
    try:
        pipeline.refuse_suggestion(suggestion=_asked(request, pk), by=request.user)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Kept apart."))
    return redirect("suggestions")


@editor
@require_POST
def identify(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a speaker its Wikidata id; one that another has leads to the question whether the two are one."""
    speakers = Speaker.objects.for_newsroom(request.membership.newsroom).standing()
    speaker = get_object_or_404(speakers.select_related("speaks_for"), pk=pk)
    form = WikidataForm(request.POST)
    if not form.is_valid():
        return speaker_page(request, speaker, form=form, status=400)
    try:
        asked = pipeline.identify_speaker(speaker=speaker, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error("wikidata_id", refused.reason)
        return speaker_page(request, speaker, form=form, status=400)
    if asked is not None:
        messages.warning(request, _("Another speaker has this Wikidata id. Are the two one?"))
        return redirect("suggestions")
    return redirect("speaker", pk)


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose claims of a speaker that are somebody else's, and name whose."""
    speaker = get_object_or_404(Speaker.objects.for_newsroom(request.membership.newsroom).standing(), pk=pk)
    form = PartForm(request.POST or None, claims=_latest(Claim.objects.standing().filter(speaker=speaker)))
    if request.method == "POST" and form.is_valid():
        try:
            to = pipeline.part_speaker(speaker=speaker, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Given to %(name)s. They are being compared again.") % {"name": to})
            return redirect("speaker", to.pk)
    return _choose(request, speaker=speaker, form=form)


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: DeskRequest, pk: int) -> HttpResponse:
    """Part two speakers that were merged; what came later may be chosen to go along."""
    records = SpeakerMerge.objects.select_related("kept", "gone", "by")
    merged = get_object_or_404(records, pk=pk, newsroom=request.membership.newsroom, undone_at__isnull=True)
    later = Claim.objects.standing().filter(speaker=merged.kept.merged_into or merged.kept)
    form = PartForm(request.POST or None, claims=_latest(later.exclude(pk__in=merged.claims)), named=False)
    if request.method == "POST" and form.is_valid():
        try:
            gone = pipeline.split_speakers(merged=merged, along=form.cleaned_data["claims"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("%(name)s stands alone again.") % {"name": gone})
            return redirect("speaker", gone.pk)
    return _choose(request, speaker=merged.kept, form=form, merged=merged)


def _choose(
    request: DeskRequest, *, speaker: Speaker, form: PartForm, merged: SpeakerMerge | None = None
) -> HttpResponse:
    context = {"section": "speakers", "speaker": speaker, "form": form, "merged": merged, "claims": form.rows()}
    return render(request, "desk/part.html", context, status=400 if form.errors else 200)


def _latest(claims: object) -> list[Claim]:
    rows = claims.for_reading().order_by(F("said_on").desc(nulls_last=True), "-pk")  # type: ignore[attr-defined]
    return list(rows[:TO_CHOOSE_FROM])


def _asked(request: DeskRequest, pk: int) -> MergeSuggestion:
    return get_object_or_404(MergeSuggestion.objects.for_newsroom(request.membership.newsroom), pk=pk)


def _next(ids: list[int], *, after: str) -> MergeSuggestion | None:
    """The first one behind the one to leave; from the beginning once the end is reached."""
    at = ids.index(int(after)) + 1 if after.isdecimal() and len(after) < 19 and int(after) in ids else 0
    wanted = (ids[at:] or ids)[:1]
    rows = MergeSuggestion.objects.select_related("a__merged_into", "b__merged_into", "article")
    return rows.filter(pk__in=wanted).first()


def _side(speaker: Speaker) -> dict[str, object]:
    """What tells an editor who it is."""
    said = Claim.objects.standing().filter(speaker=speaker)
    names = dict.fromkeys(alias.name for alias in speaker.aliases.all() if alias.name != speaker.name)
    return {
        "speaker": speaker,
        "names": list(names),
        "roles": list(speaker.roles.timeline()),
        "count": said.count(),
        "claims": _latest(said)[:SAID],
    }
