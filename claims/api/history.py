"""A claim comes in; what people decided about it goes out, the latest first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from claims.api.fields import Moment
from claims.api.shapes import example
from claims.models import Claim, Review, Verdict

EVENT: dict[str, Any] = {
    "at": "2026-03-16T09:30:00Z",
    "what": "verdict",
    "change": "published",
    "by": "rhea",
    "note": "",
    "flag": None,
    "flag_kind": None,
    "verdict": 8,
    "rating": "False",
}
Event = dict[str, Any]


@extend_schema_serializer(examples=[example(EVENT)])
class EventOut(serializers.Serializer):
    """One decision on a flag of the claim (``what`` is review), or one change of a verdict on it (verdict)."""

    at = Moment()
    what = serializers.ChoiceField(choices=["review", "verdict"])
    change = serializers.CharField(
        help_text="confirm, dismiss, unsure, taken_back; drafted, published, withdrawn, outdated."
    )
    by = serializers.CharField(allow_blank=True, help_text="A person's sign-in name or a key's name.")
    note = serializers.CharField(allow_blank=True)
    flag = serializers.IntegerField(allow_null=True)
    flag_kind = serializers.CharField(allow_null=True)
    verdict = serializers.IntegerField(allow_null=True)
    rating = serializers.CharField(allow_null=True)


def history_of(claim: Claim) -> list[dict[str, Any]]:
    """The claim's events as :class:`EventOut` tells them."""
    events = [*_reviews(claim), *_verdicts(claim)]
    events.sort(key=lambda event: event["at"], reverse=True)
    return list(EventOut(events, many=True).data)


def _reviews(claim: Claim) -> list[Event]:
    touching = Q(flag__match__a=claim) | Q(flag__match__b=claim)
    reviews = Review.objects.filter(touching, flag__newsroom=claim.newsroom_id)
    rows = reviews.select_related("flag", "reviewer", "api_key", "retraction")
    return [event for review in rows for event in _moves(review)]


def _moves(review: Review) -> list[Event]:
    """The decision, and that it was taken back where it was."""
    flag, by = review.flag, _author(review)
    about: dict[str, Any] = {"what": "review", "by": by, "flag": flag.pk, "flag_kind": flag.kind}
    events = [_event(at=review.created_at, change=review.decision, note=review.note, **about)]
    if hasattr(review, "retraction"):
        events.append(_event(at=review.retraction.created_at, change="taken_back", **about))
    return events


def _author(review: Review) -> str:
    return review.reviewer.username if review.reviewer else str(review.api_key)


def _verdicts(claim: Claim) -> list[Event]:
    verdicts = Verdict.objects.filter(claim=claim).select_related("rating", "author", "approver")
    return [event for verdict in verdicts for event in _changes(verdict)]


def _changes(verdict: Verdict) -> list[Event]:
    about: dict[str, Any] = {"what": "verdict", "verdict": verdict.pk, "rating": verdict.rating.label}
    events = [_event(at=verdict.created_at, change="drafted", by=verdict.author.username, **about)]
    if verdict.published_at and verdict.approver:
        events.append(_event(at=verdict.published_at, change="published", by=verdict.approver.username, **about))
    if verdict.state in {Verdict.State.WITHDRAWN, Verdict.State.OUTDATED}:
        events.append(_event(at=verdict.updated_at, change=verdict.state, note=verdict.state_reason, **about))
    return events


def _event(*, at: dt.datetime, what: str, change: str, **known: Any) -> Event:
    empty = {"by": "", "note": "", "flag": None, "flag_kind": None, "verdict": None, "rating": None}
    return {"at": at, "what": what, "change": change, **empty, **known}
