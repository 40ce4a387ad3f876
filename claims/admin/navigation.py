"""The panel's side bar, arranged by what editors do, and the figures of its first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.admin.paging import capped
from claims.admin.rights import person, within
from claims.admin.standing import LONG
from claims.models import Article, Claim, Cluster, Flag, MergeSuggestion, Transfer, Verdict

MOST = 999  # as far as the first page counts


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups and their lists."""
    return [_waiting(request), _review(request), _sources(request), _newsroom(request), _work(request), _record()]


def _waiting(request: HttpRequest) -> dict[str, Any]:
    return {
        "items": [
            _item(_("What waits"), "dashboard", reverse("admin:index")),
            _item(
                _("To approve"), "order_approve", _list("verdict") + "?approval=me", active=_at(request, "approval=me")
            ),
            _item(_("One or two?"), "join_inner", _list("mergesuggestion") + "?state__exact=open"),
        ]
    }


def _review(request: HttpRequest) -> dict[str, Any]:
    return _group(
        _("Review"),
        _item(_("Flags"), "flag", _list("flag")),
        _item(
            _("Claims"),
            "format_quote",
            _list("claim"),
            active=_here(request, "claim") and not _at(request, "compared=long"),
        ),
        _item(_("Repeats"), "repeat", _list("cluster")),
        _item(
            _("Verdicts"),
            "gavel",
            _list("verdict"),
            active=_here(request, "verdict") and not _at(request, "approval=me"),
        ),
        _item(_("Pairs"), "compare_arrows", _list("match")),
    )


def _sources(request: HttpRequest) -> dict[str, Any]:
    return _group(
        _("Sources"),
        _item(_("Articles"), "article", _list("article"), active=_here(request, "article") and not _failures(request)),
        _item(_("Sources"), "newspaper", _list("source")),
        _item(_("Speakers"), "record_voice_over", _list("speaker")),
        _item(_("Merges"), "merge", _list("speakermerge")),
    )


def _newsroom(request: HttpRequest) -> dict[str, Any]:
    membership = getattr(request, "membership", None)
    own = [] if not (membership and membership.may_rule) else _rules(membership.newsroom_id)
    return _group(
        _("Newsroom"),
        _item(_("Newsrooms"), "apartment", _list("newsroom"), active=request.path == _list("newsroom")),
        _item(_("People"), "group", _list("user")),
        _item(_("Roles"), "badge", _list("membership")),
        _item(_("Rating scales"), "linear_scale", _list("ratingscale")),
        *own,
        _item(_("Calibrations"), "balance", _list("calibration")),
        _item(_("API keys"), "key", _list("apikey")),
    )


def _rules(newsroom_id: int) -> list[dict[str, Any]]:
    return [
        _item(_("Thresholds"), "tune", reverse("admin:claims_newsroom_thresholds", args=[newsroom_id])),
        _item(_("Models in use"), "memory", reverse("admin:claims_newsroom_versions", args=[newsroom_id])),
    ]


def _work(request: HttpRequest) -> dict[str, Any]:
    failed = _list("article") + "?state__exact=failed"
    return _group(
        _("Work"),
        _item(_("Imports and exports"), "swap_vert", _list("transfer")),
        _item(_("Failed articles"), "error", failed, active=_failures(request)),
        _item(
            _("Claims left behind"),
            "hourglass_bottom",
            _list("claim") + "?compared=long",
            active=_at(request, "compared=long"),
        ),
    )


def _record() -> dict[str, Any]:
    return _group(
        _("Record"),
        _item(_("Changes"), "history", _list("panelchange")),
        _item(_("Decisions"), "task_alt", _list("review")),
        _item(_("Corrections"), "edit_note", _list("correction")),
        _item(_("One or two claims"), "call_split", _list("clusteredit")),
    )


def _group(title: Any, *items: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "separator": True, "items": list(items)}


def _item(title: Any, icon: str, link: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link, **more}


def _list(model: str) -> str:
    return reverse(f"admin:claims_{model}_changelist")


def _here(request: HttpRequest, model: str) -> bool:
    return request.path.startswith(_list(model))


def _at(request: HttpRequest, query: str) -> bool:
    return query in request.META.get("QUERY_STRING", "")


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
    transfers = Transfer.objects.filter(mine)
    verdicts, articles = Verdict.objects.filter(mine), Article.objects.filter(mine)
    groups += [
        (_("Verdicts for me to approve"), verdicts.waiting_for(person(request)), f"{_list('verdict')}?approval=me"),
        (
            _("Speakers: one or two?"),
            MergeSuggestion.objects.filter(mine).waiting(),
            f"{_list('mergesuggestion')}?state__exact=open",
        ),
        (_("Repeat alerts"), Cluster.objects.filter(mine).counted().alerting(), reverse("repeats") + "?alerts=on"),
        (_("Failed articles"), articles.filter(state="failed"), f"{_list('article')}?state__exact=failed"),
        (_("Articles on their way"), articles.unfinished(), f"{_list('article')}?flow=any"),
        (
            _("Claims left behind"),
            Claim.objects.filter(mine, created_at__lt=timezone.now() - LONG).unmatched(),
            f"{_list('claim')}?compared=long",
        ),
        (
            _("Imports and exports that failed"),
            transfers.filter(state="failed"),
            f"{_list('transfer')}?state__exact=failed",
        ),
    ]
    context["waiting"] = [(title, _count(rows), link) for title, rows, link in groups]
    return context


def _count(rows: Any) -> str:
    found = capped(rows, cap=MOST + 1)
    return f"{MOST}+" if found > MOST else str(found)
