"""Fields that take no liberties: text that is text, moments in UTC, a thing by its name or its id."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.pagination import BIGGEST_ID


class Text(serializers.CharField):
    """A string as it was sent: numbers are no text, and white space at the ends is the caller's own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"trim_whitespace": False, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        """The string itself."""
        if not isinstance(data, str):
            self.fail("invalid")
        value: str = super().to_internal_value(data)
        return value


class Moment(serializers.DateTimeField):
    """RFC 3339; read as UTC where no offset is told, told in UTC."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default_timezone": dt.UTC, **kwargs})


@extend_schema_field({"oneOf": [{"type": "string", "maxLength": 300}, {"type": "integer", "minimum": 1}]})
class NameOrId(serializers.Field):
    """A name (text) or an id (a whole number)."""

    default_error_messages = {"invalid": "Give a name (text) or an id (a whole number)."}
    max_length = 300

    def to_internal_value(self, data: Any) -> str | int:
        """The name or the id."""
        if isinstance(data, int) and not isinstance(data, bool) and 1 <= data <= BIGGEST_ID:
            return data
        if not isinstance(data, str):
            self.fail("invalid")
        name: str = Text(max_length=self.max_length, allow_blank=True).run_validation(data)
        return name.strip()

    def to_representation(self, value: Any) -> Any:
        """As it is."""
        return value


class Out(serializers.ModelSerializer):
    """A shape that is only told."""

    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, models.DateTimeField: Moment}

    def build_field(self, field_name: str, info: Any, model_class: type[models.Model], nested_depth: int) -> Any:
        """Every field of it is read, none is written; it may be null where its column may."""
        kind, options = super().build_field(field_name, info, model_class, nested_depth)
        column = info.fields_and_pk.get(field_name) or info.forward_relations.get(field_name)
        column = getattr(column, "model_field", column)
        kept: dict[str, Any] = {name: options[name] for name in ("choices", "help_text") if name in options}
        return kind, {"read_only": True, "allow_null": bool(column and column.null), **kept}
