"""`manage.py seed_demo`: the demo newsroom, loaded once; again changes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims import pipeline
from claims.management import demo
from claims.management.waiting import wait_for_articles, wait_for_claims
from claims.models import Article, Claim, Flag, Newsroom


class Command(BaseCommand):
    """Load the invented town of Saltmere: people, outlets, articles, verdicts, and the flags that they raise."""

    help = "Load the demo newsroom (an invented town, its outlets and quarrels). Loading it again changes nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Articles through the flow, then the verdicts on their claims."""
        room = demo.newsroom()
        alive = pipeline.workers_alive(timeout=1.0)
        with settings.EMBEDDED.worker(alive=alive, out=sys.stderr):
            taken = [pipeline.take_in(newsroom=room, document=document) for document in demo.documents()]
            wait_for_articles([submission.article.pk for submission in taken], label="Loading the demo newsroom")
            missing = [plan["quote"] for plan, verdict in demo.rule(room) if verdict is None]
            unmatched = Claim.objects.for_newsroom(room).unmatched().exclude(article__state=Article.State.FAILED)
            wait_for_claims(list(unmatched.values_list("pk", flat=True)), label="Comparing the rulings")
        self._report(room, missing=missing, as_json=options["json"])

    def _report(self, room: Newsroom, *, missing: list[str], as_json: bool) -> None:
        figures = {
            "newsroom": room.slug,
            "articles": room.articles.count(),
            "claims": room.claims.count(),
            "flags": room.flags.exclude(state=Flag.State.WITHDRAWN).count(),
            "verdicts": room.verdicts.count(),
            "verdicts_without_claim": missing,
        }
        if as_json:
            self.stdout.write(json.dumps(figures))
            return
        self.stdout.write(
            f"{room}: {figures['articles']} articles, {figures['claims']} claims, {figures['flags']} flags, "
            f"{figures['verdicts']} verdicts."
        )
        for quote in missing:
            self.stdout.write(f"No claim holds the ruled quotation: {quote}")
