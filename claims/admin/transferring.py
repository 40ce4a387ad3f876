"""For the lists that go out to files and come in from them: the links above the list."""

from __future__ import annotations


class Transferring:
    """A list with *Export*, and with *Import* where a file may come in; see ``claims.admin.transfers``."""

    transfers = ""  # the list's name among ``Transfer.What``
    imports = False
    list_before_template = "panel/transfer_links.html"
