"""`manage.py calibrate`: thresholds and likelihoods fitted to a newsroom's decisions; applied when asked."""

from __future__ import annotations

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims import pipeline
from claims.learning.fitting import MINIMUM, OF_EACH, SEED, Fit, fitted
from claims.learning.preview import Preview, preview
from claims.management.calibrated import as_text
from claims.management.progress import Progress
from claims.matching.inforce import thresholds_over
from claims.models import Calibration, Newsroom
from claims.review.errors import Refused


class Command(BaseCommand):
    """Learn from what the editors of one newsroom confirmed and dismissed."""

    help = (
        "Fit the limits of flags, and how likely each flag is confirmed, to the newsroom's own decisions. Says what it "
        "would change, measured on decisions that the fit has not seen, and changes nothing without --apply. Needs "
        f"{MINIMUM} decisions on one group of flags, {OF_EACH} confirmed and {OF_EACH} dismissed among them."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        parser.add_argument("--newsroom", metavar="SLUG", required=True, help="whose decisions, and whose thresholds")
        parser.add_argument("--seed", type=int, default=SEED, help=f"of the folds of the cross-validation ({SEED})")
        done = parser.add_mutually_exclusive_group()
        done.add_argument("--apply", action="store_true", help="put it in force; flags follow in the background")
        done.add_argument("--undo", action="store_true", help="take the last calibration back")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Tell, then do."""
        newsroom = _newsroom(options["newsroom"])
        try:
            figures = _undone(newsroom) if options["undo"] else _calibrated(newsroom, options)
        except Refused as refused:
            raise CommandError(refused.reason) from refused
        self.stdout.write(json.dumps(figures) if options["json"] else as_text(figures))


def _undone(newsroom: Newsroom) -> dict[str, Any]:
    before = dict(newsroom.thresholds)
    undone = pipeline.undo_calibration(newsroom=newsroom)
    newsroom.refresh_from_db()
    return {"newsroom": newsroom.slug, "undone": undone.pk, "old": before, "new": newsroom.thresholds}


def _calibrated(newsroom: Newsroom, options: dict[str, Any]) -> dict[str, Any]:
    with Progress("Fitting", total=4) as progress:
        steps = iter(range(4))
        fit = fitted(newsroom, seed=options["seed"], watch=lambda what: progress.at(next(steps), what))
    with Progress("Comparing", total=1) as progress:
        found = preview(newsroom, thresholds_over(fit.new), models=fit.models, watch=progress.of)
    made = _applied(newsroom, fit, options) if options["apply"] and fit.changes else None
    return _figures(newsroom, fit, found, made)


def _applied(newsroom: Newsroom, fit: Fit, options: dict[str, Any]) -> Calibration:
    command = f"manage.py calibrate --newsroom {newsroom.slug} --seed {options['seed']} --apply"
    return pipeline.apply_calibration(newsroom=newsroom, fit=fit, command=command)


def _figures(newsroom: Newsroom, fit: Fit, found: Preview, made: Calibration | None) -> dict[str, Any]:
    changes = {
        kind: {"stay": change.stay, "new": change.new, "gone": change.gone} for kind, change in found.changes.items()
    }
    return {
        "newsroom": newsroom.slug,
        "seed": fit.seed,
        "decisions": fit.decisions,
        "minimum": {"decided": MINIMUM, "confirmed": OF_EACH, "dismissed": OF_EACH},
        **fit.figures,
        "old": fit.old,
        "new": fit.new,
        "queue": changes,
        "applied": made.pk if made else None,
    }


def _newsroom(slug: str) -> Newsroom:
    found = Newsroom.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Newsroom.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"There is no newsroom “{slug}” (there are: {known}).")
    return found
