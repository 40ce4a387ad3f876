"""The workshop around the product: verbs, containers, settings and documents that must stay true."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
