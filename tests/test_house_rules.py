"""What docs/architecture.md promises of the whole house, held by tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey

import ponte

SOURCE = Path(ponte.__file__).parent
PYTHON = [path for path in SOURCE.rglob("*.py") if "tests" not in path.parts and "migrations" not in path.parts]
FLOORS = [
    "lib",
    "events ui",
    "search",
    "team",
    "customers knowledge",
    "tickets",
    "channels",
    "demo",
    "desk api",
    "config",
]
ROOMS_WITHOUT_VIEWS = ["lib", "events", "search", "team", "customers", "knowledge", "tickets", "channels"]


def _floor(dotted: str) -> int:
    room = dotted.split(".")[1]
    return next(level for level, rooms in enumerate(FLOORS) if room in rooms.split())


def test_no_foreign_key_points_up() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("ponte.")]
    assert len(ours) > 10
    upward = [
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model.__module__.startswith("ponte.")
        and _floor(field.related_model.__module__) > _floor(model.__module__)
    ]
    assert upward == []


@pytest.mark.parametrize("room", ROOMS_WITHOUT_VIEWS)
def test_domain_rooms_hold_no_views(room: str) -> None:
    found = [path for path in (SOURCE / room).rglob("*.py") if path.name in ("views.py", "urls.py")]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "why", "allowed"),
    [
        (r"timezone\.now\(|datetime\.now\(|datetime\.utcnow\(", "the clock is ponte.lib.clock", {"lib/clock.py"}),
        (r"except( Exception)?:\s*(#.*)?\n\s*pass\b", "no error is swallowed whole", set()),
        (r"^except:", "name what you expect", set()),
        (r"from django\.db\.models\.signals import (?!post_migrate)", "behaviour is called, not signalled", set()),
    ],
)
def test_the_source_keeps_to(pattern: str, why: str, allowed: set[str]) -> None:
    found = [
        str(path.relative_to(SOURCE))
        for path in PYTHON
        if re.search(pattern, path.read_text(), re.MULTILINE) and str(path.relative_to(SOURCE)) not in allowed
    ]
    assert found == [], why


def test_every_file_holds_one_thing() -> None:
    long = {str(path.relative_to(SOURCE)): len(path.read_text().splitlines()) for path in PYTHON}
    assert {name: lines for name, lines in long.items() if lines > 350} == {}


def test_nothing_is_called_services_utils_or_helpers() -> None:
    assert [path for path in PYTHON if path.stem in ("services", "utils", "helpers", "managers")] == []
