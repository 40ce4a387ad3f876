"""The project as an app (its `up` command), and which admin site it runs."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class FactcheckConfig(AppConfig):
    """Gives the project its commands."""

    name = "factcheck"


class FactcheckAdminConfig(AdminConfig):
    """The admin panel for editors."""

    default_site = "claims.admin.site.EditorsSite"

    def ready(self) -> None:
        """Register the panel's lists."""
        super().ready()
        import_module("claims.admin.lists")
