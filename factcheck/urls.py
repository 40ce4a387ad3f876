"""Which door is where."""

from django.contrib import admin
from django.urls import include, path

from claims.web import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("claims.api.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include("claims.web.urls")),
]
