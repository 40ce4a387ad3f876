"""The project's settings for the tests: embedded services in a folder of their own, static files as they lie."""

import os
from pathlib import Path

os.environ.setdefault("FACTCHECK_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ.setdefault("STATIC_HASHED", "0")

from factcheck.settings import *  # noqa: F403
from factcheck.settings import STATIC_ROOT

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing folder, and a warning fails a test
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one takes half a second a person
