"""A caller comes in; what is left of its requests this minute goes out. Counted in Valkey, for all processes."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from claims import conf

log = logging.getLogger("claims.api")

WINDOW = 60  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Requests a window: how many there are, how many are left, and the seconds until all are back."""

    limit: int
    left: int
    reset: int

    def headers(self) -> dict[str, str]:
        """As callers read it."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.left)),
            "RateLimit-Reset": str(self.reset),
        }


def spend(*, caller: str, limit: int, now: float) -> Budget:
    """Count one request of the caller in the minute that ``now`` (seconds since 1970) lies in."""
    window = int(now) // WINDOW
    reset = (window + 1) * WINDOW - int(now)
    try:
        used = _count(f"requests:{caller}:{window}")
    except (RedisError, OSError) as error:
        # Without Valkey nothing can be counted, and a newsroom is better served unlimited than not at all.
        log.warning("requests are not counted: %s", error)
        used = 1
    return Budget(limit=limit, left=limit - used, reset=reset)


def _count(name: str) -> int:
    # The name holds the window, so the count outlives it: it cannot expire between the two calls.
    cache.add(name, 0, timeout=2 * WINDOW)
    return int(cache.incr(name))


class Limited:
    """A view of which a key, or an address without one, may ask only so much a minute."""

    budget: Budget | None = None

    def perform_authentication(self, request: Request) -> None:
        """Count before anybody is turned away: guessing keys is not free."""
        try:
            super().perform_authentication(request)  # type: ignore[misc]
        finally:
            self.budget = _budget_of(request)
            if self.budget.left < 0:
                raise Throttled(wait=self.budget.reset)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Tell the caller what is left."""
        final: Response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        for name, value in (self.budget.headers() if self.budget else {}).items():
            final[name] = value
        return final


def _budget_of(request: Request) -> Budget:
    key = getattr(request, "_auth", None)  # not request.auth: that would try, and fail, to authenticate again
    if key is not None:
        return spend(caller=f"key:{key.pk}", limit=conf.requests_per_minute(), now=time.time())
    address = BaseThrottle().get_ident(request)
    return spend(caller=f"address:{address}", limit=conf.anonymous_requests_per_minute(), now=time.time())
