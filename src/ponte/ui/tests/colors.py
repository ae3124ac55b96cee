"""WCAG contrast of OKLCH colors, for the tests of the tokens."""

from __future__ import annotations

import math
import re
from pathlib import Path

SHEET = Path(__file__).parent.parent / "static" / "ui" / "css" / "tokens.css"
ROLE = re.compile(r"--([\w-]+):\s*light-dark\(oklch\(([\d. ]+)\),\s+oklch\(([\d. ]+)\)\)")
Rgb = tuple[float, ...]


def roles() -> dict[str, tuple[Rgb, Rgb]]:
    """Every opaque color role with its light and dark value in linear RGB."""
    return {name: (_linear(light), _linear(dark)) for name, light, dark in ROLE.findall(SHEET.read_text())}


def contrast(one: Rgb, other: Rgb) -> float:
    """The WCAG 2 ratio, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Rgb) -> float:
    return 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]


def _linear(words: str) -> Rgb:
    lightness, chroma, hue = map(float, words.split())
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    mixed = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return tuple(min(1.0, max(0.0, part)) for part in mixed)
