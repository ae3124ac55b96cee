"""What people write to Velora about."""

from __future__ import annotations

from dataclasses import dataclass

from ponte.demo.cast import APP, BATTERY, BIKES, IT, ORDERS, PRODUCT, SALES


@dataclass(frozen=True)
class Theme:
    """`weight`: share of an ordinary day. `at_once`: solved by the first answer. `asked`: who inside may know."""

    key: str
    team: str
    weight: float
    type: str = "question"
    tags: tuple[str, ...] = ()
    high: float = 0.05
    angry: float = 0.03
    at_once: float = 0.15
    asked: str = ""
    file: str = ""


THEMES = (
    Theme("stuck62", BATTERY, 0.4, "incident", ("rev-c", "firmware-4.2"), high=0.35, angry=0.06, asked=PRODUCT),
    Theme("range", BATTERY, 7, tags=("battery",), asked=PRODUCT),
    Theme("pairing", APP, 11, "incident", ("pairing",), asked=IT),
    Theme("delivery", ORDERS, 17, "incident", ("delivery-delay",), high=0.1, angry=0.16),
    Theme("missing", ORDERS, 6, "incident", ("missing-part",), high=0.12, angry=0.06),
    Theme("address", ORDERS, 5, "task", ("address",), at_once=0.6),
    Theme("sizing", ORDERS, 8, tags=("return",), at_once=0.2, file="return-label.pdf"),
    Theme("warranty", BATTERY, 8, "incident", ("warranty", "motor"), high=0.15, asked=PRODUCT),
    Theme("brakes", BIKES, 7, tags=("brakes",), at_once=0.4),
    Theme("invoice", ORDERS, 8, "task", ("invoice",), at_once=0.5, asked=SALES, file="invoice.pdf"),
    Theme("theft", BIKES, 2.5, "incident", ("theft",), high=0.8, asked=IT, file="certificate.pdf"),
    Theme("refund", ORDERS, 5, "incident", ("refund",), high=0.2, angry=0.3, asked=SALES, file="confirmation.pdf"),
    Theme("presale", ORDERS, 8, tags=("presale",), at_once=0.6, asked=SALES),
    Theme("service", BIKES, 7, "task", ("service",), at_once=0.5),
)
BY_KEY = {theme.key: theme for theme in THEMES}
