"""Attributions in their article: read, added, corrected, split, deleted, confirmed by people."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseLocation

from claims import pipeline
from claims.models import Article, Claim, Speaker
from claims.review.errors import Outdated, Refused
from claims.web.access import DeskRequest, decider, member
from claims.web.articles import article_page, found_article
from claims.web.doubts import asked_again
from claims.web.panel import Panel, of_claim, of_new
from claims.web.selection import AttributionForm, SeenForm, SplitForm

NAMES_SHOWN = 20


@member
@require_safe
def attribution(request: DeskRequest, pk: int) -> HttpResponse:
    """The panel for one attribution, for htmx; else its article with the panel open."""
    claim, article = _found(request, pk)
    if not request.htmx:
        return redirect(f"{reverse('article', args=[article.pk])}?claim={claim.pk}#claim-{claim.pk}")
    return _panel(request, of_claim(claim, article=article))


@decider
@require_safe
def new(request: DeskRequest, pk: int) -> HttpResponse:
    """The form for an attribution that nobody has found, for htmx; else its article with the form open."""
    article = found_article(request, pk)
    if not request.htmx:
        return redirect(f"{reverse('article', args=[article.pk])}?add=1")
    return _panel(request, of_new(article, words=request.GET))


@decider
@require_POST
def add(request: DeskRequest, pk: int) -> HttpResponse:
    """Store an attribution that nobody has found."""
    article = found_article(request, pk)
    form = AttributionForm(request.POST, auto_id="new-%s")

    def write() -> Claim:
        draft, revision = form.draft(article.text, near=0), form.cleaned_data["revision"]
        note = form.cleaned_data["note"]
        return pipeline.add_attribution(article=article, revision_id=revision, draft=draft, by=request.user, note=note)

    return _written(request, form, write, said=_("Added."), panel=lambda: of_new(article, form=form))


@decider
@require_POST
def correct(request: DeskRequest, pk: int) -> HttpResponse:
    """Set an attribution right."""
    claim, article = _found(request, pk)
    form = AttributionForm(request.POST, auto_id="correct-%s")

    def write() -> Claim:
        draft, note = form.draft(article.text, near=claim.start or 0), form.cleaned_data["note"]
        return pipeline.correct_attribution(claim=claim, seen=form.seen(), draft=draft, by=request.user, note=note)

    return _written(
        request, form, write, said=_("Corrected."), panel=lambda: of_claim(claim, article=article, form=form)
    )


@decider
@require_POST
def split(request: DeskRequest, pk: int) -> HttpResponse:
    """Make two attributions of one."""
    claim, article = _found(request, pk)
    form = SplitForm(request.POST, auto_id="split-%s")

    def write() -> Claim:
        taken, note = form.taken(article.text, near=claim.start or 0), form.cleaned_data["note"]
        return pipeline.split_attribution(claim=claim, seen=form.seen(), taken=taken, by=request.user, note=note)[1]

    return _written(
        request, form, write, said=_("Split."), panel=lambda: of_claim(claim, article=article, splitting=form)
    )


@decider
@require_POST
def delete(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an attribution out of its article."""
    return _settled(request, pk, write=pipeline.delete_attribution, said=_("Deleted."))


@decider
@require_POST
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that an attribution is right."""
    return _settled(request, pk, write=pipeline.confirm_attribution, said=_("Confirmed."))


@decider
@require_POST
def complete(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that every attribution in an article is marked, or take that back."""
    article = found_article(request, pk)
    revision, checked = request.POST.get("revision", ""), request.POST.get("checked") == "yes"
    try:
        seen = int(revision) if revision.isdecimal() and len(revision) < 19 else 0
        pipeline.complete_article(article=article, revision_id=seen, by=request.user, checked=checked)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("article", article.pk)


@member
@require_safe
def names(request: DeskRequest) -> HttpResponse:
    """Names of the newsroom's speakers that hold what was typed; for the speaker's field."""
    words = request.GET.get("speaker", "").replace("\0", "").strip()[:100]
    rows = Speaker.objects.for_newsroom(request.membership.newsroom).standing()
    found = (
        rows.filter(name__icontains=words).order_by("name").values_list("name", flat=True)[:NAMES_SHOWN]
        if words
        else []
    )
    return render(request, "desk/_names.html", {"names": found})


def _found(request: DeskRequest, pk: int) -> tuple[Claim, Article]:
    """A claim of the newsroom that stands in an article, and that article."""
    rows = Claim.objects.for_newsroom(request.membership.newsroom).filter(revision__isnull=False).for_reading()
    claim = get_object_or_404(rows, pk=pk)
    return claim, found_article(request, claim.article_id or 0)


def _settled(request: DeskRequest, pk: int, *, write: Callable[..., Claim], said: str) -> HttpResponse:
    claim, article = _found(request, pk)
    form = SeenForm(request.POST, auto_id="seen-%s")

    def written() -> Claim:
        return write(claim=claim, seen=form.seen(), by=request.user, note=form.cleaned_data["note"])

    return _written(request, form, written, said=said, panel=lambda: of_claim(claim, article=article, seen=form))


def _written(
    request: DeskRequest, form: SeenForm, write: Callable[[], Claim], *, said: str, panel: Callable[[], Panel]
) -> HttpResponse:
    """Write, and go back to where the person came from; what is refused stands beside its field."""
    status = 400
    if form.is_valid():
        try:
            claim = write()
        except Refused as refused:
            field = form.fields.get(refused.field)
            form.add_error(refused.field if field and not field.widget.is_hidden else None, refused.reason)
            status = 409 if isinstance(refused, Outdated) else 400
        else:
            messages.success(request, said)
            return _onward(request, claim)
    shown = panel()
    if request.POST.get("queue") and shown.claim is not None:
        return _asked_again(request, shown.claim, form=form, status=status)
    return _panel(request, shown, status=status)


def _asked_again(request: DeskRequest, claim: Claim, *, form: SeenForm, status: int) -> HttpResponse:
    """Back in the queue, with what was refused and what the person wrote; a note on one is never shown on another."""
    note = request.POST.get("note", "")
    messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    if (page := asked_again(request, claim.pk, note=note, status=status)) is not None:
        return page
    if note.strip():
        messages.info(request, _("Your note was: “%(note)s”") % {"note": note.strip()})
    return redirect("attributions")


def _onward(request: DeskRequest, claim: Claim) -> HttpResponse:
    if request.POST.get("queue"):
        return redirect(f"{reverse('attributions')}?after={claim.pk}")
    place = f"#claim-{claim.pk}" if claim.lost_at is None else ""
    address = f"{reverse('article', args=[claim.article_id])}{place}"
    if request.htmx:
        return HttpResponseLocation(address, target="#main", select="#main", swap="outerHTML")
    return redirect(address)


def _panel(request: DeskRequest, panel: Panel, *, status: int = 200) -> HttpResponse:
    if request.htmx:
        return render(request, "desk/_attribution.html", {"panel": panel}, status=status)
    return article_page(request, panel.article, panel=panel, status=status)
