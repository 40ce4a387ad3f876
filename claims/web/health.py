"""Is it alive, is it ready, how is it doing: answers for load balancers and Prometheus, without sign-in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from claims import engines, pipeline
from claims.models import Article, Claim, Flag
from claims.neural.weights import WeightsError


def alive(_request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"status": "ok"})


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    cache.get("ready")


def _worker() -> None:
    if not pipeline.workers_alive(timeout=1.0):
        raise ConnectionError("no worker answers")


def _models() -> None:
    engines.verify()  # only workers load the tagger
    engines.embedder()


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "broker": _broker,
    "worker": _worker,
    "models": _models,
}
FAILURES = (DatabaseError, RedisError, OperationalError, OSError, WeightsError)


def ready(_request: HttpRequest) -> HttpResponse:
    """200 when database, broker, worker and models answer; else 503 with what does not."""
    found: dict[str, str] = {}
    for name, check in CHECKS.items():
        try:
            check()
        except FAILURES as error:
            found[name] = str(error) if settings.DEBUG else type(error).__name__
        else:
            found[name] = "ok"
    fine = set(found.values()) == {"ok"}
    return JsonResponse({"status": "ok" if fine else "unavailable", **found}, status=200 if fine else 503)


def metrics(_request: HttpRequest) -> HttpResponse:
    """Gauges in Prometheus' text format. Totals come from the planner's statistics, never from a full count."""
    lines: list[str] = []
    for model, name in ((Article, "articles"), (Claim, "claims"), (Flag, "flags")):
        lines += _gauge(f"factcheck_{name}_estimate", _estimate(model._meta.db_table))
    lines += _gauge("factcheck_articles_unfinished", Article.objects.unfinished().count())
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


def _estimate(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])


def _gauge(name: str, value: int) -> list[str]:
    return [f"# TYPE {name} gauge", f"{name} {value}"]
