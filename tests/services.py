"""Loaded by pytest before anything else: the embedded services run, in a folder of their own, while the tests do."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

os.environ.setdefault("FACTCHECK_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ.setdefault("STATIC_HASHED", "0")

_held = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the services unless only help was asked for."""
    if config.option.help or config.option.version or config.option.collectonly:
        return
    from factcheck import settings

    _held.enter_context(settings.EMBEDDED.running())


def pytest_unconfigure() -> None:
    """Let the services go; the last user out stops them."""
    _held.close()
