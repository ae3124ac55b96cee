"""Velora's fields for tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ponte.tickets.fields import defining, forming
from ponte.tickets.fields.defining import Definition
from ponte.tickets.fields.models import CustomField, Form
from ponte.tickets.fields.rules import Rule, Term
from ponte.tickets.fields.written import read

PRODUCTS = "E-bike {ebike}\nScooter {scooter}\n~ Bell {bell}\n"
FAULTS = """
Battery {battery}
  Charging {charging}
    Does not charge {dead}
    Slow {slow}
  Range {range}
Brakes {brakes}
"""


def field(key: str, kind: str, **more: Any) -> CustomField:
    """Make one by the system."""
    wanted = Definition(key, kind, more.pop("names", {"en": key.title()}), **more)
    return defining.make(wanted, by="system")


def every_kind() -> dict[str, CustomField]:
    """One of each."""
    made = [
        field("product", "one", choices=read(PRODUCTS), names={"en": "Product", "it": "Prodotto"}),
        field("serial", "pattern", settings={"pattern": "[A-Z]{2}-[0-9]{4}", "example": "BX-1234", "capitals": True}),
        field("story", "text", settings={"lines": "several"}),
        field("kilometres", "number", settings={"decimals": 1, "min": 0, "max": 100_000, "unit": "km"}),
        field("refund", "money", settings={"currency": "EUR", "min": 0}),
        field("bought", "date"),
        field("parts", "many", choices=read("Display {display}\nMotor {motor}\nSeat {seat}\n")),
        field("fault", "tree", choices=read(FAULTS)),
        field("safety", "truth"),
        field("mechanic", "person"),
        field("dealer", "person", settings={"who": "customer"}),
        field("order", "ticket"),
    ]
    return {each.key: each for each in made}


def repair(fields: dict[str, CustomField], **more: Any) -> Form:
    """A form whose battery serial is asked for e-bikes, and whose fault is needed before solving."""
    rules = [
        Rule("product", on_create=True),
        Rule("serial", on_create=True, when=(Term("product", ("ebike",)),)),
        Rule("bought", when=(Term("serial"),)),
        Rule("fault", on_solve=True),
    ]
    return forming.keep(None, forming.Wanted({"en": "Repair"}, rules, is_default=True, **more), by="system")


Make = Callable[..., Any]
