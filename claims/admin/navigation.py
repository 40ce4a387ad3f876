"""The panel's side bar, arranged by what editors do, and the figures of its first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.admin.paging import capped
from claims.admin.rights import within
from claims.models import Article, Cluster, Flag, MergeSuggestion, Verdict

MOST = 999  # as far as the first page counts


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups and their lists."""
    failed = _list("article") + "?state__exact=failed"
    return [
        {"items": [_item(_("What waits"), "dashboard", reverse("admin:index"))]},
        _group(
            _("Review"),
            _item(_("Flags"), "flag", _list("flag")),
            _item(_("Claims"), "format_quote", _list("claim")),
            _item(_("Repeats"), "repeat", _list("cluster")),
            _item(_("Verdicts"), "gavel", _list("verdict")),
            _item(_("Decisions"), "history", _list("review")),
            _item(_("One or two claims"), "call_split", _list("clusteredit")),
            _item(_("Pairs"), "compare_arrows", _list("match")),
        ),
        _group(
            _("Sources"),
            _item(
                _("Articles"), "article", _list("article"), active=_here(request, "article") and not _failures(request)
            ),
            _item(_("Sources"), "newspaper", _list("source")),
            _item(_("Speakers"), "record_voice_over", _list("speaker")),
            _item(_("One or two?"), "join_inner", _list("mergesuggestion") + "?state__exact=open"),
            _item(_("Merges"), "merge", _list("speakermerge")),
        ),
        _group(
            _("Newsroom"),
            _item(_("Newsrooms"), "apartment", _list("newsroom")),
            _item(_("People"), "group", _list("user")),
            _item(_("Roles"), "badge", _list("membership")),
            _item(_("Calibrations"), "tune", _list("calibration")),
            _item(_("Rating scales"), "linear_scale", _list("ratingscale")),
            _item(_("API keys"), "key", _list("apikey")),
        ),
        _group(_("System"), _item(_("Failed articles"), "error", failed, active=_failures(request))),
    ]


def _group(title: Any, *items: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "separator": True, "items": list(items)}


def _item(title: Any, icon: str, link: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link, **more}


def _list(model: str) -> str:
    return reverse(f"admin:claims_{model}_changelist")


def _here(request: HttpRequest, model: str) -> bool:
    return request.path.startswith(_list(model))


def _failures(request: HttpRequest) -> bool:
    return _here(request, "article") and request.GET.get("state__exact") == Article.State.FAILED


def waiting(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the first page shows: counts of what waits for an editor, each with its list."""
    mine = within(request, "newsroom")
    flags = Flag.objects.filter(mine, state=Flag.State.OPEN)
    groups: list[tuple[Any, Any, str]] = [
        (kind.label, flags.filter(kind=kind), f"{_list('flag')}?kind__exact={kind}&state__exact=open")
        for kind in Flag.Kind
    ]
    verdicts, articles = Verdict.objects.filter(mine), Article.objects.filter(mine)
    groups += [
        (_("Verdicts to approve"), verdicts.filter(state="submitted"), f"{_list('verdict')}?state__exact=submitted"),
        (
            _("Speakers: one or two?"),
            MergeSuggestion.objects.filter(mine).waiting(),
            f"{_list('mergesuggestion')}?state__exact=open",
        ),
        (_("Repeat alerts"), Cluster.objects.filter(mine).counted().alerting(), reverse("repeats") + "?alerts=on"),
        (_("Failed articles"), articles.filter(state="failed"), f"{_list('article')}?state__exact=failed"),
        (_("Articles on their way"), articles.unfinished(), _list("article")),
    ]
    context["waiting"] = [(title, _count(rows), link) for title, rows, link in groups]
    return context


def _count(rows: Any) -> str:
    found = capped(rows, cap=MOST + 1)
    return f"{MOST}+" if found > MOST else str(found)
