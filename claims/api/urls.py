"""Paths of the REST API."""

from __future__ import annotations

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from claims.api import problems
from claims.api.articles import Articles
from claims.api.bulk import Bulk
from claims.api.check import Check
from claims.api.claims import Claims
from claims.api.clusters import Clusters
from claims.api.door import Nowhere
from claims.api.flags import Flags
from claims.api.quotes import Quotes
from claims.api.schema import Docs, Schema
from claims.api.scorecard import Scorecards
from claims.api.speakers import Speakers
from claims.api.verdicts import Ratings, Sources, Verdicts

router = SimpleRouter()
router.register("articles", Articles, basename="article")
router.register("claims/bulk", Bulk, basename="bulk")
router.register("claims", Claims, basename="claim")
router.register("check/quote", Quotes, basename="quote")
router.register("check", Check, basename="check")
router.register("flags", Flags, basename="flag")
router.register("clusters", Clusters, basename="cluster")
router.register("scorecard", Scorecards, basename="scorecard")
router.register("speakers", Speakers, basename="speaker")
router.register("sources", Sources, basename="source")
router.register("verdicts", Verdicts, basename="verdict")
router.register("ratings", Ratings, basename="rating")

urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(url_name="schema"), name="docs"),
    path("problems/<slug:name>/", problems.explain, name="problem"),
    re_path(r"", Nowhere.as_view()),
]
