from itertools import pairwise

import pytest

from ponte.ui.tests import colors

TEXTS = ("ink", "ink-2", "ink-3", "accent", "positive", "caution", "negative", "note")
PAPERS = ("sunken", "canvas", "surface", "raised", "accent-soft")
PAIRS = [
    *[(text, paper, 4.5) for text in TEXTS for paper in PAPERS],
    *[(role, f"{role}-soft", 4.5) for role in ("positive", "caution", "negative", "note")],
    *[("ink-3", f"{role}-soft", 4.5) for role in ("positive", "caution", "negative", "note", "reply")],
    *[("ink", f"{role}-soft", 4.5) for role in ("negative", "note", "reply")],
    ("accent", "reply-soft", 4.5),
    ("accent", "note-soft", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-hover", 4.5),
    ("on-negative", "negative-fill", 4.5),
    ("ink-inv", "ink", 4.5),
    *[(text, f"tone-{number}", 4.5) for text in ("ink", "ink-2") for number in range(1, 7)],
    *[("line-control", paper, 3.1) for paper in ("canvas", "surface", "raised")],
    *[("focus", paper, 3) for paper in ("canvas", "surface", "raised", "accent-soft")],
]


@pytest.mark.parametrize(("text", "paper", "least"), PAIRS)
def test_contrast_is_enough_in_light_and_dark(text: str, paper: str, least: float) -> None:
    roles = colors.roles()
    found = [round(colors.contrast(roles[text][mode], roles[paper][mode]), 2) for mode in (0, 1)]
    assert min(found) >= least, f"{text} on {paper}: light {found[0]}, dark {found[1]}"


def test_neighbouring_heat_steps_can_be_told_apart() -> None:
    roles = colors.roles()
    for mode in (0, 1):
        steps = [roles[f"heat-{number}"][mode] for number in range(7)]
        ratios = [colors.contrast(one, other) for one, other in pairwise(steps)]
        assert min(ratios) >= 1.09, ratios


def test_black_on_white_is_21() -> None:
    assert round(colors.contrast((0, 0, 0), (1, 1, 1)), 1) == 21
