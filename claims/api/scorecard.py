"""A key's newsroom comes in; how often its flags were right goes out, by kind, month, signal and score."""

from __future__ import annotations

import datetime as dt
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.door import Door, known_parameters
from claims.api.shapes import example
from claims.learning.decided import Span
from claims.learning.scorecard import scorecard
from claims.matching.signals import Signal
from claims.models import Flag, Review

MONTH = r"^[12]\d{3}-(0[1-9]|1[0-2])$"
TALLY: dict[str, Any] = {
    "confirmed": 41,
    "dismissed": 31,
    "unsure": 4,
    "precision": 0.5694,
    "low": 0.4544,
    "high": 0.6773,
}
SCORECARD: dict[str, Any] = {
    "total": TALLY,
    "kinds": [{"kind": "duplicate", **TALLY}],
    "months": [{"month": "2026-03", **TALLY}],
    "signals": [{"signal": "likeness", **TALLY}],
    "cuts": [
        {
            "kind": "duplicate",
            "at": 0.8,
            "confirmed": 40,
            "dismissed": 1,
            "unsure": 1,
            "precision": 0.9756,
            "low": 0.8740,
            "high": 0.9957,
            "lost": 1,
            "waiting": 12,
        }
    ],
}


@extend_schema_field({"type": "string", "pattern": MONTH, "example": "2026-03"})
class Month(serializers.RegexField):
    """A month, as 2026-03."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(MONTH, **kwargs)


class SpanIn(serializers.Serializer):
    """What is asked for."""

    kind = serializers.ChoiceField(choices=Flag.Kind.choices, required=False)
    first_month = Month(required=False, help_text="Decided in this month or later, in the newsroom's time zone.")
    last_month = Month(required=False, help_text="Decided in this month or earlier.")


class TallyOut(serializers.Serializer):
    """Decisions. ``precision`` is confirmed of confirmed and dismissed, ``low`` to ``high`` its 95 % interval (Wilson).

    The latest decision on a flag counts; unsure ones are counted apart.
    """

    confirmed = serializers.IntegerField()
    dismissed = serializers.IntegerField()
    unsure = serializers.IntegerField()
    precision = serializers.FloatField(allow_null=True, min_value=0, max_value=1)
    low = serializers.FloatField(min_value=0, max_value=1)
    high = serializers.FloatField(min_value=0, max_value=1)


class KindOut(TallyOut):
    """One kind of flag."""

    kind = serializers.ChoiceField(choices=Flag.Kind.choices)


class MonthOut(TallyOut):
    """One month in which flags were decided last."""

    month = serializers.CharField()


class SignalOut(TallyOut):
    """What raised flags: a rule, the entailment model, or likeness. A flag that rests on two counts under each."""

    signal = serializers.ChoiceField(choices=[signal.value for signal in Signal])


class CutOut(KindOut):
    """What is left of a kind's flags that score at least ``at``; ``lost`` of the confirmed ones are not."""

    at = serializers.FloatField()
    lost = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="How many of those that wait now score that much.")


@extend_schema_serializer(many=False, examples=[example(SCORECARD)])
class ScorecardOut(serializers.Serializer):
    """How often flags were right."""

    total = TallyOut()
    kinds = KindOut(many=True)
    months = MonthOut(many=True)
    signals = SignalOut(many=True)
    cuts = CutOut(many=True)


class Scorecards(Door):
    """The newsroom's own decisions, counted."""

    scopes = {"list": "read"}
    queryset = Review.objects.all()

    @extend_schema(summary="Read how often flags were right", parameters=[SpanIn], responses=ScorecardOut)
    def list(self, request: Request) -> Response:
        """Kinds, months and signals in which something was decided."""
        known_parameters(request, set(SpanIn().fields))
        asked = SpanIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = scorecard(self.newsroom, span=_span(asked.validated_data))
        cuts = [{"kind": c.kind, "at": c.at, "lost": c.lost, "waiting": c.waiting, **_told(c.kept)} for c in found.cuts]
        told = {
            "total": found.total,
            "kinds": [{"kind": row.name, **_told(row.tally)} for row in found.kinds],
            "months": [{"month": row.name, **_told(row.tally)} for row in found.months],
            "signals": [{"signal": row.name, **_told(row.tally)} for row in found.signals],
            "cuts": cuts,
        }
        return Response(ScorecardOut(told).data)


def _told(tally: Any) -> dict[str, Any]:
    return {name: getattr(tally, name) for name in TALLY}


def _span(given: dict[str, str]) -> Span:
    first, last = (_day(given.get(name, "")) for name in ("first_month", "last_month"))
    return Span(kind=given.get("kind", ""), first=first, last=last)


def _day(month: str) -> dt.date | None:
    return dt.date.fromisoformat(f"{month}-01") if month else None
