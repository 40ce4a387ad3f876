"""API keys, hashed at rest, and the memory that makes a repeated write answer the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from claims.models.newsrooms import Newsroom, User

SCOPES = ("read", "submit", "review")


def digest(secret: str) -> str:
    """The stored form of a key: SHA-256, hex. Keys are 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


class APIKeyQuerySet(models.QuerySet["APIKey"]):
    """Keys by what they may still do."""

    def usable(self) -> Self:
        """Keys that are neither revoked nor past their day."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), revoked_at__isnull=True)

    def presented(self, key: str) -> Self:
        """The key that a caller showed, if it is one of ours."""
        return self.filter(hash=digest(key))


class APIKey(models.Model):
    """A newsroom's key to the REST API; its text is shown once, at creation."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=100, blank=True)
    prefix = models.CharField(max_length=16, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10))
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = APIKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        ordering = ["newsroom", "prefix"]
        constraints = [
            models.CheckConstraint(condition=Q(scopes__contained_by=list(SCOPES)), name="api_key_scopes_known"),
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="api_key_scopes_some"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}".strip()

    @classmethod
    def issue(
        cls,
        *,
        newsroom: Newsroom,
        scopes: list[str],
        name: str = "",
        expires_at: dt.datetime | None = None,
        created_by: User | None = None,
    ) -> tuple[APIKey, str]:
        """Make a key; returns the row and the key's text, which is kept nowhere.

        Raises:
            ValueError: when a scope is not known or none is given.
        """
        unknown = sorted(set(scopes) - set(SCOPES))
        if unknown or not scopes:
            raise ValueError(f"scopes are some of {', '.join(SCOPES)}; got {', '.join(unknown) or 'none'}")
        prefix = f"fc_{secrets.token_hex(4)}"
        key = f"{prefix}_{secrets.token_urlsafe(32)}"
        row = cls.objects.create(
            newsroom=newsroom,
            name=name,
            prefix=prefix,
            hash=digest(key),
            scopes=sorted(set(scopes)),
            expires_at=expires_at,
            created_by=created_by,
        )
        return row, key


class IdempotencyKey(models.Model):
    """A write that a caller named: the same name again answers the same and writes nothing."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["newsroom", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key
