"""How the desk does: what waits, how fast it is decided, how often flags are right, what came in, whose words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Flag
from claims.web.access import DeskRequest, member
from claims.web.coverage import DAYS, coverage, voices
from claims.web.sparks import spark
from claims.web.wording import age
from claims.web.workload import AGES, MONTHS, WEEKS, precision, turnaround, waiting

WIDE = 22  # a week's or a month's place in a small picture


@member
@require_safe
def dashboard(request: DeskRequest) -> HttpResponse:
    """The newsroom's own figures, each of a window that the page names."""
    newsroom, now = request.membership.newsroom, timezone.now()
    queue, weeks, came_in = waiting(newsroom, now=now), turnaround(newsroom, now=now), coverage(newsroom, now=now)
    context = {
        "section": "dashboard",
        "ages": AGES,
        "waiting": [(Flag.Kind(row.kind).label, row, age(row.oldest, now=now) if row.oldest else "") for row in queue],
        "all_waiting": sum(row.all for row in queue),
        "weeks": weeks,
        "hours": spark([week.hours for week in weeks], step=WIDE),
        "decided": sum(week.decided for week in weeks),
        "right": [
            (Flag.Kind(row.kind).label, row, spark([each.precision for _month, each in row.months], most=1, step=WIDE))
            for row in precision(newsroom, now=now)
        ],
        "came_in": came_in,
        "articles_spark": spark([day.articles for day in came_in.days]),
        "claims_spark": spark([day.claims for day in came_in.days]),
        "voices": voices(newsroom, now=now),
        "windows": {"weeks": WEEKS, "months": MONTHS, "days": DAYS},
    }
    return render(request, "desk/dashboard.html", context)
