"""Stylesheets and scripts, collected once a change of what is installed or of our own files."""

from __future__ import annotations

import hashlib
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def collect() -> bool:
    """Collect, compress and hash the static files unless nothing changed since the last time; says whether it did."""
    if not settings.STATIC_HASHED:
        return False
    stamp = settings.STATIC_ROOT / ".collected"
    state = _state()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state)
    return True


def _state() -> str:
    own = sorted((settings.BASE_DIR / "claims" / "static").rglob("*"))
    files = [f"{path}:{path.stat().st_mtime_ns}" for path in own if path.is_file()]
    packages = sorted(f"{d.metadata['Name']}={d.version}" for d in distributions())
    return hashlib.sha256("\n".join([*packages, *files, str(Path(__file__))]).encode()).hexdigest()
