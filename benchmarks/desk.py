"""The desk's pages on a large store: queries a page, and its time as a ratio to the same page of a store of a few.

The first store holds 200 claims and 100 open flags, the second 100,000 and 20,000. Every page is asked for as a
signed-in editor through Django's own client, so the figures hold rendering, too; the best of several turns counts.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import _run

VAR = Path(tempfile.mkdtemp(prefix="factcheck-benchmark-"))
VAR.chmod(0o755)  # PostgreSQL runs as another user where we are root
os.environ |= {"FACTCHECK_VAR": str(VAR), "LOG_LEVEL": "ERROR", "ALLOWED_HOSTS": "testserver,127.0.0.1"}
_run.setup()

import _filled  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from claims.models import Claim, Flag, Newsroom, Review, User  # noqa: E402

TURNS = 5
SMALL = (200, 100)
Measured = dict[str, tuple[int, float]]  # queries and milliseconds by the page's name


def pages(room: Newsroom) -> dict[str, str]:
    """The addresses of the pages by what they are, with rows that the newsroom holds."""
    claims, flags = Claim.objects.filter(newsroom=room), Flag.objects.filter(newsroom=room)
    flag = flags.filter(state=Flag.State.OPEN).ranked().first()
    claim = claims.order_by("-pk").first()
    assert flag is not None
    assert claim is not None
    return {
        "queue": reverse("queue"),
        "queue, one kind": reverse("queue") + "?kind=contradiction&same_speaker=on",
        "flag": reverse("flag", args=[flag.pk]),
        "claims": reverse("claims"),
        "claims by words": reverse("claims") + "?q=boats+river",
        "claim": reverse("claim", args=[claim.pk]),
        "speakers": reverse("speakers"),
        "speaker": reverse("speaker", args=[claim.speaker_id]),
        "articles": reverse("articles"),
        "article": reverse("article", args=[claim.article_id]),
        "repeats": reverse("repeats"),
        "scorecard": reverse("scorecard"),
        "dashboard": reverse("dashboard"),
        "search": reverse("search") + "?q=boats+by+the+river",
        "inbox": reverse("inbox"),
        **{
            f"panel: {m._meta.verbose_name_plural}": _changelist(m)
            for m in apps.get_models()
            if admin.site.is_registered(m)
        },
    }


def _changelist(model: type) -> str:
    meta = model._meta  # type: ignore[attr-defined]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


def asked(client: Client, room: Newsroom) -> Measured:
    """Every page, several times; the page must answer."""
    found: Measured = {}
    for name, address in pages(room).items():
        seconds = []
        for _ in range(TURNS):
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
                assert response.status_code == 200, (name, response.status_code)
            seconds.append(time.perf_counter() - began)
        found[name] = (len(queries), 1000 * min(seconds))
    found["key to next flag"] = _decided(client, room)
    return found


def _decided(client: Client, room: Newsroom) -> tuple[int, float]:
    """From a decision sent to the next flag's page, at best."""
    seconds = []
    for flag in Flag.objects.filter(newsroom=room, state=Flag.State.OPEN).ranked()[:TURNS]:
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            response = client.post(reverse("decide", args=[flag.pk]), {"decision": "dismiss"}, follow=True)
        seconds.append(time.perf_counter() - began)
        assert response.status_code == 200
        assert Review.objects.filter(flag=flag).exists()
    return len(queries), 1000 * min(seconds)


def measured(*, claims: int, flags: int) -> tuple[Measured, Measured]:
    """The small store's figures and the large one's."""
    with settings.EMBEDDED.running():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        room, editor = _filled.newsroom(claims=SMALL[0], flags=SMALL[1])
        small = asked(_signed_in(editor), room)
        _run.watch("Filling the store", done=0, total=claims)
        _filled.more(room, first=SMALL[0], claims=claims - SMALL[0], flags=flags)
        _run.watch("Filling the store", done=claims, total=claims)
        return small, asked(_signed_in(editor), room)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def main() -> None:
    given = _run.parser(__doc__, claims=100_000, flags=20_000).parse_args()
    try:
        small, large = measured(claims=given.claims, flags=given.flags)
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
    figures = {
        f"{name}: {what}": value
        for name, (queries, ms) in large.items()
        for what, value in (("queries", queries), ("ratio", ms / small[name][1]))
    }
    lines = [f"{'page':<34} {'queries':>15} {'ms':>8} {'ms small':>9} {'ratio':>6}"]
    for name, (queries, ms) in large.items():
        before, quick = small[name]
        lines.append(f"{name:<34} {before:>6} → {queries:>6} {ms:8.1f} {quick:9.1f} {ms / quick:6.2f}")
    _run.tell(lines, figures=figures, as_json=given.json, seed=_filled.SEED)


if __name__ == "__main__":
    main()
