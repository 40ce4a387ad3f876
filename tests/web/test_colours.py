"""The stylesheet's colours, light and dark: every text on every ground it stands on keeps WCAG AA (4.5 to 1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import claims

CSS = (Path(claims.__file__).parent / "static" / "desk" / "desk.css").read_text()
TEXT = (
    "ink",
    "soft",
    "link",
    "contradiction",
    "altered_quote",
    "verdict_conflict",
    "duplicate",
    "update",
    "bad",
    "direct",
    "mixed",
    "indirect",
)
PAIRS = [*((text, ground) for text in TEXT for ground in ("paper", "raised")), ("ink", "mark"), ("on-action", "action")]


def palettes() -> dict[str, dict[str, str]]:
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in CSS.split(":root {")[1:3])
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast(scheme: str, text: str, ground: str) -> None:
    colours = palettes()[scheme]
    dim, bright = sorted((luminance(colours[text]), luminance(colours[ground])))
    assert (bright + 0.05) / (dim + 0.05) >= 4.5
