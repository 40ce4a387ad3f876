"""Which versions of the models a newsroom's rows come from, and how newsrooms compare: two pages of tables."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from claims import engines
from claims.admin.asking import Asking
from claims.admin.showing import NOTHING
from claims.learning.comparison import by_newsroom, versions_in
from claims.learning.shares import Tally
from claims.matching.scoring import METHOD
from claims.models import Flag


class Comparing(Asking):
    """For the list of newsrooms."""

    @action(description=_("Models in use"), icon="memory")
    def versions(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What made the vectors and scores that are stored, beside what the settings name.

        Raises:
            Http404: when the newsroom is not among those that the person may see.
        """
        newsroom = self.get_object(request, object_id)
        if newsroom is None:
            raise Http404
        found, now = versions_in(newsroom), engines.versions()
        tables = [
            _table(_("In force"), (_("What"), _("Version")), [["method", METHOD], *map(list, now.items())]),
            _table(_("Claims"), (_("Encoder"), _("Claims")), found.claims),
            _table(_("Pairs"), (_("Method"), _("Encoder"), _("Read by"), _("Pairs")), found.matches),
        ]
        help_text = gettext("Rows of other versions than those in force are moved by “manage.py rematch --rescore”.")
        context = {"title": f"{newsroom}: {gettext('models in use')}", "tables": tables, "help": help_text}
        return self.panel_page(request, "panel/tables.html", {**context, "back": self.page_of(newsroom)})

    @action(description=_("Compare newsrooms"), icon="compare")
    def comparison(self, request: HttpRequest) -> HttpResponse:
        """How often the flags of each newsroom were right; for superusers, since each newsroom sees its own only.

        Raises:
            PermissionDenied: for everybody else.
        """
        if not request.user.is_superuser:
            raise PermissionDenied
        rows = [[newsroom, Flag.Kind(kind).label, *_told(tally)] for (newsroom, kind), tally in by_newsroom().items()]
        headers = (_("Newsroom"), _("Kind"), _("Confirmed"), _("Dismissed"), _("Unsure"), _("Right, of 100"))
        context = {"title": gettext("Compare newsrooms"), "tables": [_table("", headers, rows)], "help": ""}
        return self.panel_page(
            request, "panel/tables.html", {**context, "back": reverse("admin:claims_newsroom_changelist")}
        )

    def get_actions_list(self, request: HttpRequest) -> list[Any]:
        """Only superusers are offered the comparison."""
        offered: list[Any] = super().get_actions_list(request)  # type: ignore[misc]
        return offered if request.user.is_superuser else []


def _table(title: Any, headers: Any, rows: Any) -> dict[str, Any]:
    cells = [[str(cell) if cell != "" else NOTHING for cell in row] for row in rows]
    return {"title": title, "table": {"headers": list(headers), "rows": cells}}


def _told(tally: Tally) -> list[str]:
    counts = [str(tally.confirmed), str(tally.dismissed), str(tally.unsure)]
    if tally.precision is None:
        return [*counts, NOTHING]
    return [*counts, f"{100 * tally.precision:.0f} ({100 * tally.low:.0f}–{100 * tally.high:.0f})"]
