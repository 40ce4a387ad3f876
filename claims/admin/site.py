"""The admin site for editors."""

from unfold.sites import UnfoldAdminSite


class EditorsSite(UnfoldAdminSite):
    """The panel that editors rule with."""
