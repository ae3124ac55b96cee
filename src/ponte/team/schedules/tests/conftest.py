from collections.abc import Callable

import pytest

from ponte.team.schedules.rules import Rules

OFFICE = (((540, 780), (840, 1080)),) * 5 + ((), ())


@pytest.fixture
def rome() -> Callable[..., Rules]:
    """Rome's office hours, with more said about them."""
    return lambda **more: Rules(**{"time_zone": "Europe/Rome", "week": OFFICE, **more})
