"""`manage.py rematch`: claims weighed, flags derived anew from stored scores; --rescore runs the models again."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from claims import pipeline
from claims.management.progress import Progress
from claims.models import Claim, Flag, Match, Newsroom

Step = Callable[..., int | None]


class Command(BaseCommand):
    """Bring every flag in line with the thresholds (or, with --rescore, the models) in force. Safe while serving."""

    help = (
        "Weigh what claims are worth checking where that is not known, then derive flags anew from stored scores; what "
        "a person decided stays. --rescore weighs every claim and runs the models again first."
    )
    last = 0  # the row after which an interrupted run goes on
    rescoring = False

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The contract's options."""
        parser.add_argument("--rescore", action="store_true", help="run the models again over every compared claim")
        parser.add_argument("--newsroom", metavar="SLUG", help="only this newsroom")
        parser.add_argument("--after", type=int, default=0, metavar="ID", help="go on after this row")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Batch by batch, each committed by itself; then say what changed. Ctrl-C tells where to go on."""
        room = _newsroom(options["newsroom"])
        before, self.last = _standing(room), options["after"]
        try:
            done = self._walk(room, rescore=options["rescore"])
        except KeyboardInterrupt as error:
            again = [*(["--rescore"] if self.rescoring else []), *([f"--newsroom {room.slug}"] if room else [])]
            told = " ".join(["manage.py rematch", *again, f"--after {self.last}"])
            raise CommandError(f"Stopped. What is done is kept; go on with: {told}") from error
        figures = {**done, "flags": {"before": before, "after": _standing(room)}}
        self.stdout.write(json.dumps(figures) if options["json"] else _as_text(figures))

    def _walk(self, room: Newsroom | None, *, rescore: bool) -> dict[str, int]:
        """What claims are worth, their scores where that is wanted, then all matches; returns how many there were."""
        self.rescoring = rescore
        done = {"weighed": self._weigh(room, anew=rescore)}
        if rescore:
            claims = Claim.objects.standing().filter(matched_at__isnull=False)
            done["claims"] = self._all(pipeline.rescore, rows=claims, room=room, label="Scoring")
            self.rescoring, self.last = False, 0
        done["matches"] = self._all(pipeline.rederive, rows=Match.objects.all(), room=room, label="Deriving")
        return done

    def _weigh(self, room: Newsroom | None, *, anew: bool) -> int:
        """Before everything else: a run that goes on after a row has weighed all. Returns how many were looked at."""
        if self.last:
            return 0
        step = partial(pipeline.weigh, anew=anew)
        rows = Claim.objects.all() if anew else Claim.objects.filter(worth=None)
        try:
            return self._all(step, rows=rows, room=room, label="Weighing")
        finally:
            self.last = 0  # an interrupted weighing begins again: what was written is not looked at twice

    def _all(self, step: Step, *, rows: QuerySet[Any], room: Newsroom | None, label: str) -> int:
        """Take steps until no row is left; returns how many there were."""
        rows = rows.filter(pk__gt=self.last, **({"newsroom": room} if room else {}))
        total = rows.count()
        with Progress(label, total=total) as progress:
            progress.at(0)
            while (reached := step(newsroom=room, after_id=self.last)) is not None:
                self.last = reached
                progress.at(max(0, total - rows.filter(pk__gt=reached).count()))
        return total


def _newsroom(slug: str | None) -> Newsroom | None:
    if slug is None:
        return None
    found = Newsroom.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Newsroom.objects.values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"There is no newsroom “{slug}” (there are: {known}).")
    return found


def _standing(room: Newsroom | None) -> dict[str, int]:
    """How many flags stand, by kind."""
    flags = Flag.objects.for_newsroom(room) if room else Flag.objects.all()
    counted = Counter(flags.standing().values_list("kind", flat=True))
    return {str(kind): counted[kind] for kind in Flag.Kind.values}


def _as_text(figures: dict[str, Any]) -> str:
    before, after = figures["flags"]["before"], figures["flags"]["after"]
    rescored = [f"{figures['claims']} claims scored again"] if "claims" in figures else []
    weighed = [f"{figures['weighed']} claims weighed"] if figures["weighed"] else []
    lines = [", ".join([*weighed, *rescored, f"{figures['matches']} matches derived anew"]) + ". Flags that stand:"]
    return "\n".join([*lines, *(f"  {kind:<18} {before[kind]:>7} → {after[kind]:>7}" for kind in after)])
