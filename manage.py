#!/usr/bin/env python
"""Every command. On the embedded default the services run while the command does."""

import os
import sys

# Commands that read no row and send no task: they work without any service.
WITHOUT_SERVICES = {
    "help",
    "check",
    "makemigrations",
    "collectstatic",
    "spectacular",
    "compilemessages",
    "makemessages",
    "evaluate",  # but for the demo newsroom, which holds the services itself
}


def main() -> None:
    """Run one command from the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    wanted = sys.argv[1] if len(sys.argv) > 1 else "help"
    if wanted in WITHOUT_SERVICES or wanted.startswith("-") or {"--help", "--version"} & set(sys.argv):
        execute_from_command_line(sys.argv)
        return
    with settings.EMBEDDED.running():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
