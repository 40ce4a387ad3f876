"""A name and the filters of an address -> a person's saved view of the queue."""

from __future__ import annotations

from claims.models import Newsroom, SavedView, User
from claims.review.errors import Refused

MOST = 30  # views a person; the list stands in the queue's head


def save_view(*, user: User, newsroom: Newsroom, name: str, query: str) -> SavedView:
    """Keep the filters under a name; the same name again replaces them.

    Raises:
        Refused: when the name is missing or too long, the address too long, or there are too many.
    """
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise Refused("Give the view a name of up to 60 letters.", field="name")
    if len(query) > 1_000:
        raise Refused("These filters are too long to be kept.", field="query")
    own = SavedView.objects.filter(user=user, newsroom=newsroom)
    if own.exclude(name=name).count() >= MOST:
        raise Refused(f"You have {MOST} saved views; delete one first.", field="name")
    saved, _created = own.update_or_create(
        user=user, newsroom=newsroom, name=name, defaults={"query": query}, create_defaults={"query": query}
    )
    return saved


def delete_view(*, view: SavedView) -> None:
    """Forget a saved view."""
    view.delete()
