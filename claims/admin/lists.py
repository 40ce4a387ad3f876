"""Every list of the panel, registered on import.

Not in the package itself: finding the site's class imports the package, before there is a site to register with.
"""

from django.contrib import admin
from django.contrib.auth.models import Group

from claims.admin import (
    api_keys,
    articles,
    calibrations,
    claims,
    clusters,
    flags,
    merging,
    people,
    records,
    scales,
    speakers,
    transfers,
    verdicts,
)

__all__ = [
    "api_keys",
    "articles",
    "calibrations",
    "claims",
    "clusters",
    "flags",
    "merging",
    "people",
    "records",
    "scales",
    "speakers",
    "transfers",
    "verdicts",
]

if admin.site.is_registered(Group):
    admin.site.unregister(Group)  # rights come from memberships
