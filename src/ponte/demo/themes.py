"""What people write to Velora about."""

from __future__ import annotations

from dataclasses import dataclass

from ponte.demo.cast import APP, BATTERY, BIKES, IT, ORDERS, PRODUCT, SALES


@dataclass(frozen=True)
class Angle:
    """Which of a theme's texts belong together, by their places in the lists (the same in every language).

    `closes`: the first answer may end it. `slow`: the customer has something to do or wait for before they
    answer. `plot` None, like an empty tuple: any of them.
    """

    subjects: tuple[int, ...] = ()
    opening: int | None = None
    plot: int | None = None
    closes: bool = False
    slow: bool = False


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
    fault: bool = False
    angles: tuple[Angle, ...] = ()


ANY = (Angle(slow=True),)
# fmt: off
THEMES = (
    Theme("stuck62", BATTERY, 0.4, "incident", ("rev-c", "firmware-4.2"), high=0.35, angry=0.06, asked=PRODUCT,
          fault=True, angles=(Angle(plot=0), Angle(plot=1))),
    Theme("range", BATTERY, 7, tags=("battery",), asked=PRODUCT,
          fault=True, angles=ANY),
    Theme("pairing", APP, 11, "incident", ("pairing",), asked=IT,
          fault=True, angles=(Angle((0,), 0, 0), Angle((1,), 1, 1), Angle((2,), 2, 0))),
    Theme("delivery", ORDERS, 17, "incident", ("delivery-delay",), high=0.1, angry=0.16,
          angles=(Angle((0, 1, 2), 0, 0, slow=True), Angle((0, 1, 2), 0, 1), Angle((3,), 1, 0, slow=True),
                  Angle((3,), 1, 1), Angle((0,), 2, 0, slow=True), Angle((0, 2), 2, 1))),
    Theme("missing", ORDERS, 6, "incident", ("missing-part",), high=0.12, angry=0.06,
          angles=tuple(Angle((kind,), kind, plot, slow=plot == 0) for kind in range(3) for plot in (0, 1))),
    Theme("address", ORDERS, 5, "task", ("address",), at_once=0.6,
          angles=tuple(Angle((subject,), opening, plot, closes=True)
                        for subject, opening in ((0, 0), (2, 1), (1, 2)) for plot in (0, 1))),
    Theme("sizing", ORDERS, 8, tags=("return",), at_once=0.2, file="return-label.pdf",
          angles=(Angle((0,), 0, 0), Angle((1,), 1, 1, closes=True, slow=True), Angle((2,), 2, 0))),
    Theme("warranty", BATTERY, 8, "incident", ("warranty", "motor"), high=0.15, asked=PRODUCT,
          fault=True, angles=(Angle((0,), 0, 0, slow=True), Angle((0,), 0, 1), Angle((1,), 1, 0, slow=True),
                              Angle((2, 3), 2, 0, slow=True))),
    Theme("brakes", BIKES, 7, tags=("brakes",), at_once=0.4,
          fault=True, angles=(Angle((0,), 0, 0, slow=True), Angle((1,), 1, 1, closes=True),
                              Angle((2,), 2, 2, slow=True))),
    Theme("invoice", ORDERS, 8, "task", ("invoice",), at_once=0.5, asked=SALES, file="invoice.pdf",
          angles=(Angle((0,), 0, 0, closes=True), Angle((1, 2), 1, 1), Angle((0,), 2, 1))),
    Theme("theft", BIKES, 2.5, "incident", ("theft",), high=0.8, asked=IT, file="certificate.pdf",
          angles=(Angle((0,), 0, 0), Angle((1,), 1, 1, closes=True, slow=True), Angle((2,), 2, 0))),
    Theme("refund", ORDERS, 5, "incident", ("refund",), high=0.2, angry=0.3, asked=SALES, file="confirmation.pdf",
          angles=(Angle((0,), 0, 0, slow=True), Angle((1,), 2, 0, slow=True), Angle((2,), 1, 1))),
    Theme("presale", ORDERS, 8, tags=("presale",), at_once=0.6, asked=SALES,
          angles=(Angle((0,), 0, 0, closes=True, slow=True), Angle((2,), 1, 1, closes=True),
                  Angle((3,), 2, 2, closes=True, slow=True))),
    Theme("service", BIKES, 7, "task", ("service",), at_once=0.5,
          angles=(Angle((1,), 0, 0), Angle((0,), 1, 1, closes=True), Angle((2,), 2, 1, closes=True))),
)
# fmt: on
BY_KEY = {theme.key: theme for theme in THEMES}
