"""One thing for one person, before it is a notice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ponte.channels.notices.sorts import Sort


@dataclass(frozen=True)
class News:
    """One thing for one person. `message`: the message it is of; `is_message`: whether people said something."""

    agent: int
    sort: Sort
    source: str
    at: datetime
    ticket: int | None = None
    message: int = 0
    is_message: bool = False
    actor: str = "system"
    data: dict[str, Any] = field(default_factory=dict)
