"""The admin site for editors."""

from __future__ import annotations

from django.http import HttpRequest
from unfold.sites import UnfoldAdminSite

from claims.admin.rights import may_enter


class EditorsSite(UnfoldAdminSite):
    """The panel that editors rule with."""

    index_template = "panel/index.html"
    index_title = "What waits"

    def has_permission(self, request: HttpRequest) -> bool:
        """Editors who are staff, and superusers; a reviewer or viewer has the desk."""
        return may_enter(request)
