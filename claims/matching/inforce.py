"""Newsrooms in; the rules that their pairs are judged by, out: defaults, under the settings', under their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from claims import conf
from claims.matching.drafts import FlagDraft
from claims.matching.flags import flags
from claims.matching.likelihood import Model
from claims.matching.scoring import Scores
from claims.matching.sides import Side
from claims.matching.thresholds import Thresholds
from claims.models import Calibration, Newsroom

KNOWN = frozenset(each.name for each in fields(Thresholds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The limits, and by kind of flag what was learned of how likely it is confirmed here."""

    thresholds: Thresholds = field(default_factory=lambda: thresholds_over({}))
    models: Mapping[str, Model] = field(default_factory=dict)


def likely(a: Side, b: Side, scores: Scores, *, rules: Rules) -> list[tuple[FlagDraft, float | None]]:
    """What a pair raises under the rules, each with how likely it is confirmed; without what is less likely than they
    want."""
    found = []
    for draft in flags(a, b, scores, thresholds=rules.thresholds):
        model = rules.models.get(draft.kind)
        chance = model.of(scores) if model else None
        if chance is None or chance >= rules.thresholds.likely:
            found.append((draft, chance))
    return found


def thresholds_over(own: Mapping[str, float]) -> Thresholds:
    """The limits of a newsroom that has these of its own. A name that an older version knew is left out."""
    given = {**conf.thresholds(), **{name: value for name, value in own.items() if name in KNOWN}}
    return Thresholds(**given)


def thresholds_of(newsroom_ids: Iterable[int]) -> dict[int, Thresholds]:
    """The limits of each newsroom, in one query."""
    own = Newsroom.objects.filter(pk__in=set(newsroom_ids)).values_list("pk", "thresholds")
    return {pk: thresholds_over(values) for pk, values in own}


def rules_of(newsroom_ids: Iterable[int]) -> dict[int, Rules]:
    """The limits of each newsroom and what its last standing calibration learned, in two queries."""
    ids = set(newsroom_ids)
    standing = (
        Calibration.objects.standing().filter(newsroom__in=ids).order_by("newsroom_id", "-pk").distinct("newsroom_id")
    )
    learned = dict(standing.values_list("newsroom", "coefficients"))
    return {
        pk: Rules(thresholds=thresholds, models=models_in(learned.get(pk, {})))
        for pk, thresholds in thresholds_of(ids).items()
    }


def models_in(coefficients: Mapping[str, object]) -> dict[str, Model]:
    """By kind, what a calibration's record holds."""
    return {kind: Model.from_json(stored) for kind, stored in coefficients.items() if isinstance(stored, dict)}
