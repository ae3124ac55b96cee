"""Velora's macros: what its people often say and do, with how often they did."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ponte.lib import richtext
from ponte.tickets.macros.checking import check, tidy
from ponte.tickets.macros.models import Macro

if TYPE_CHECKING:
    from ponte.demo.company import Company


def keep(company: Company, rows: list[dict[str, Any]], now: datetime) -> None:
    """Write them; each passes the same checks as one made on its page."""
    for row in rows:
        macro = Macro(
            name=row["name"],
            key=row.get("key", ""),
            owner=company.agents[row["owner"]] if "owner" in row else None,
            team=company.teams[row["team"]] if "team" in row else None,
            texts={code: richtext.from_text(text) for code, text in row.get("texts", {}).items()},
            goes_to=row.get("goes_to", "public"),
            actions=[[what, _value(company, what, value)] for what, value in row.get("actions", [])],
            used_count=row["used"],
            last_used_at=now - timedelta(days=row["days"]) if "days" in row else None,
            created_at=now - timedelta(days=200),
        )
        tidy(macro)
        check(macro)
        macro.save()


def _value(company: Company, what: str, value: str) -> str:
    """Names of the cast, teams and states as ids."""
    if what == "state":
        return str(company.states[value].pk)
    if what == "team":
        return str(company.teams[value].pk)
    if what == "assignee" and value in company.agents:
        return str(company.agents[value].pk)
    return value
