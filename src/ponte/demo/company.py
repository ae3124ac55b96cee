"""Velora's own words and addresses: brands, mailboxes, states and macros."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ponte.channels.email.models import Mailbox
from ponte.demo import macros, promises, routes, staffing
from ponte.demo.cast import IT, ORDERS, PRODUCT, SALES
from ponte.team.models import Agent, Team
from ponte.tickets import defaults
from ponte.tickets.models import Brand, State
from ponte.tickets.states import StateType

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("en", "it", "es", "uk", "pt-br")
HANDED_OVER = {SALES: "with_sales", PRODUCT: "with_product", IT: "with_it"}


def read(name: str) -> dict[str, Any]:
    """A file of texts."""
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Company:
    """What every ticket of Velora stands on; all rows are saved."""

    agents: dict[str, Agent]
    teams: dict[str, Team]
    states: dict[str, State]
    brands: dict[str, Brand]
    mailboxes: dict[str, Mailbox]


def found(now: datetime) -> Company:
    """Write the company into an empty database."""
    agents, teams = staffing.hire(now)
    words = read("company")
    brands = _brands(words)
    promises.promise(now, brands["pro"])
    routes.lay(now, agents, teams, brands)
    mailboxes = {
        "support": Mailbox(address="support@velora.example", name="Velora", brand=brands["velora"]),
        "orders": Mailbox(address="orders@velora.example", name="Velora", brand=brands["velora"], team=teams[ORDERS]),
        "pro": Mailbox(address="pro@velora.example", name="Velora Pro", brand=brands["pro"], team=teams[ORDERS]),
    }
    Mailbox.objects.bulk_create(mailboxes.values())
    company = Company(agents, teams, _states(words), brands, mailboxes)
    macros.keep(company, read("macros")["macro"], now)
    return company


def _brands(words: dict[str, Any]) -> dict[str, Brand]:
    defaults.ensure()
    velora = Brand.objects.get(is_default=True)
    velora.name, velora.locales, velora.default_locale = "Velora", list(LANGUAGES), "it"
    pro = Brand(name="Velora Pro", locales=["it", "en"], default_locale="en")
    for key, brand in (("velora", velora), ("pro", pro)):
        brand.acknowledges = True
        brand.acknowledgement = words[key]["acknowledgement"]
        brand.signature = words[key]["signature"]
        brand.save()
    return {"velora": velora, "pro": pro}


def _states(words: dict[str, Any]) -> dict[str, State]:
    states = {StateType(row.type).name.lower(): row for row in State.objects.filter(is_default=True)}
    for number, (key, names) in enumerate(words["states"].items(), start=1):
        if key in states:
            states[key].names = names
            states[key].save(update_fields=["names"])
        else:
            states[key] = State.objects.create(
                type=StateType.ON_HOLD, names=names, pauses_deadlines=True, position=number
            )
    return states
