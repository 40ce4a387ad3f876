"""Paths of the REST API."""

from __future__ import annotations

from django.urls import path, re_path

from claims.api import problems
from claims.api.door import Nowhere

urlpatterns = [
    path("problems/<slug:name>/", problems.explain, name="problem"),
    re_path(r"", Nowhere.as_view()),
]
