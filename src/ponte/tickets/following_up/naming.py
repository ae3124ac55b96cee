"""What the journal calls the moments and outcomes of follow-ups."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from ponte.events.naming import names
from ponte.tickets.following_up.models import Outcome
from ponte.ui import moments


@names("follow_up_outcome")
def _outcomes(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Outcome.choices)


@names("follow_up_moment")
def _moments(written: Collection[Any]) -> dict[Any, str]:
    return {word: moments.exact(datetime.fromisoformat(word)) for word in written}
