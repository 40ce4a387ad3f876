"""Which admin site the project runs: the stock one, with sign-in by the newsroom's roles."""

from django.contrib.admin.apps import AdminConfig


class FactcheckAdminConfig(AdminConfig):
    """The admin panel for editors."""

    default_site = "claims.admin.site.EditorsSite"
