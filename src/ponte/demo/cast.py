"""Who works at Velora: one cast for the demo world and for the tests."""

from __future__ import annotations

from dataclasses import dataclass

BATTERY, ORDERS, BIKES, APP = "Battery and motor", "Orders and delivery", "Bikes and parts", "App and display"
PRODUCT, IT, SALES = "Product", "IT", "Sales"
SUPPORT_TEAMS = (BATTERY, ORDERS, BIKES, APP)
DEPARTMENTS = (PRODUCT, IT, SALES)
TEAMS = SUPPORT_TEAMS + DEPARTMENTS


@dataclass(frozen=True)
class Person:
    """One colleague. `key` names them in code; `locale` is the interface's language."""

    key: str
    name: str
    email: str
    role: str
    teams: tuple[str, ...]
    languages: tuple[str, ...]
    locale: str
    time_zone: str
    leads: tuple[str, ...] = ()


ROME, KYIV, MADRID, SAO_PAULO, DUBLIN = (
    "Europe/Rome",
    "Europe/Kyiv",
    "Europe/Madrid",
    "America/Sao_Paulo",
    "Europe/Dublin",
)

# fmt: off
STAFF = (
    Person("giulia", "Giulia Ferri", "giulia.ferri@velora.example", "coordinator",
           SUPPORT_TEAMS, ("it", "en", "es"), "it", ROME, leads=SUPPORT_TEAMS),
    Person("serena", "Serena Conti", "serena.conti@velora.example", "operations_manager",
           SUPPORT_TEAMS, ("it", "en"), "it", ROME),
    Person("olena", "Olena Kovalenko", "olena.kovalenko@velora.example", "agent",
           (BATTERY, BIKES), ("uk", "en", "it"), "uk", KYIV),
    Person("mateo", "Mateo Ruiz", "mateo.ruiz@velora.example", "agent",
           (ORDERS, BATTERY), ("es", "en", "pt-br"), "es", MADRID),
    Person("beatriz", "Beatriz Almeida", "beatriz.almeida@velora.example", "agent",
           (ORDERS, BIKES), ("pt-br", "es", "en"), "pt-br", SAO_PAULO),
    Person("tom", "Tom Hughes", "tom.hughes@velora.example", "agent",
           (APP,), ("en",), "en", DUBLIN),
    Person("product", "Marco Villa", "marco.villa@velora.example", "specialist",
           (PRODUCT,), ("it", "en"), "it", ROME),
    Person("it", "Iryna Bondar", "iryna.bondar@velora.example", "specialist",
           (IT,), ("uk", "en"), "uk", KYIV),
    Person("sales", "Javier Molina", "javier.molina@velora.example", "specialist",
           (SALES,), ("es", "en"), "es", MADRID),
    Person("admin", "Anna Weber", "anna.weber@velora.example", "administrator",
           (), ("en",), "en", ROME),
    Person("observer", "Paul Moreau", "paul.moreau@velora.example", "observer",
           (), ("en",), "en", ROME),
)
# fmt: on
BY_KEY = {person.key: person for person in STAFF}
