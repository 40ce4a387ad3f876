"""Query parameters come in; conditions on rows go out. A value that means nothing is refused, never ignored."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q
from drf_spectacular.utils import extend_schema_field

from claims.api.pagination import BIGGEST_ID
from claims.models import Appearance, Source, Speaker
from claims.text.normalise import name_key

BOOLEANS = [("true", "true"), ("false", "false")]


@extend_schema_field({"type": "integer", "format": "int64"})
class Id(filters.NumberFilter):
    """The id of a row."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=BIGGEST_ID, **kwargs)

    def get_max_validator(self) -> None:
        """The bound above is the field's own."""


@extend_schema_field({"type": "number", "minimum": 0, "maximum": 1})
class Share(filters.NumberFilter):
    """A number from 0 to 1."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=1, **kwargs)

    def get_max_validator(self) -> None:
        """The bound above is the field's own."""


@extend_schema_field({"type": "boolean"})
class Truth(filters.TypedChoiceFilter):
    """true or false, and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=BOOLEANS, coerce=lambda value: value == "true", **kwargs)


@extend_schema_field({"type": "string"})
class Words(filters.CharFilter):
    """Some words, or a name."""

    def __init__(self, *args: Any, max_length: int = 300, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length, **kwargs)


@extend_schema_field({"type": "string", "format": "date"})
class Day(filters.DateFilter):
    """A day, as 2026-03-14."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)


def row_id(value: str) -> int | None:
    """The id that a value spells, or None when it is a name."""
    spelled = value.isascii() and value.isdigit() and len(value) <= 19
    return int(value) if spelled and int(value) <= BIGGEST_ID else None


def by_speaker(path: str, value: str) -> Q:
    """A condition on the speaker at ``path``, by id or by any of its names."""
    pk = row_id(value)
    if pk is not None:
        return Q(**{path: pk})
    named = Q(aliases__key=name_key(value)) | Q(name__iexact=value)
    return Q(**{f"{path}__in": Speaker.objects.filter(named).values("pk")})


def by_source(path: str, value: str) -> Q:
    """A condition on the source at ``path``, by id, name or domain."""
    pk = row_id(value)
    if pk is not None:
        return Q(**{path: pk})
    named = Q(name__iexact=value) | Q(domain__iexact=value)
    return Q(**{f"{path}__in": Source.objects.filter(named).values("pk")})


def published_by(path: str, value: str) -> Q:
    """A condition on the claim at ``path``: from one source, by id, name or domain, or copied by it."""
    copied = Appearance.objects.standing().filter(by_source("article__source", value))
    return by_source(f"{path}__source", value) | Q(**{f"{path}__in": copied.values("claim")})


def standing_in(path: str, article: int) -> Q:
    """A condition on the claim at ``path``: one of the article's own, or one that stands in it as in a copy."""
    copied = Appearance.objects.standing().filter(article=article)
    return Q(**{f"{path}__article": article}) | Q(**{f"{path}__in": copied.values("claim")})
