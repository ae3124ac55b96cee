"""Velora's customers: rows with their numbers, and the addresses by which they are known.

Every address lies under `.example`, so that an answer tried in the demo world can never reach a stranger.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ponte.customers.models import Customer, Identity, IdentityKind, Organisation
from ponte.demo.company import read

MAIL = {
    "it": ("posta.example", "casella.example", "libero-mail.example"),
    "es": ("correo.example", "buzon.example", "mimail.example"),
    "uk": ("poshta.example", "lyst.example", "ukrmail.example"),
    "pt-br": ("correio.example", "caixa-postal.example", "emailbr.example"),
    "en": ("mail.example", "postbox.example", "inbox.example"),
}
ZONES = {
    "it": "Europe/Rome",
    "es": "Europe/Madrid",
    "uk": "Europe/Kyiv",
    "pt-br": "America/Sao_Paulo",
    "en": "Europe/Dublin",
}
LATIN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
        "a b v h g d e ye zh z y i yi i k l m n o p r s t u f kh ts ch sh shch  yu ya ".split(" "),
        strict=False,
    )
)


@dataclass
class Crowd:
    """All customers, organisations and identities of the world, numbered as they come."""

    now: datetime
    customers: list[Customer] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    addresses: dict[int, str] = field(default_factory=dict)

    def organise(self, name: str, domain: str, notes: str = "") -> Organisation:
        """Add an organisation."""
        row = Organisation(
            pk=len(self.organisations) + 1, name=name, domains=[domain], notes=notes, created_at=self.now
        )
        self.organisations.append(row)
        return row

    def add(
        self,
        name: str,
        language: str,
        at: datetime,
        *,
        address: str = "",
        phone: str = "",
        more: tuple[str, ...] = (),
        organisation: Organisation | None = None,
        **fields: Any,
    ) -> Customer:
        """Add a person met at `at`; without an address one is made of the name."""
        customer = Customer(
            pk=len(self.customers) + 1,
            name=name,
            language=language,
            time_zone=ZONES[language],
            organisation=organisation,
            created_at=at,
            **fields,
        )
        self.customers.append(customer)
        address = address or self._invent(name, language, organisation)
        self.addresses[customer.pk] = address
        for number, value in enumerate((address, *more)):
            self._identify(customer, IdentityKind.EMAIL, value, at, primary=number == 0)
        if phone:
            self._identify(customer, IdentityKind.PHONE, phone, at, primary=True)
        return customer

    def address_of(self, customer: Customer) -> str:
        """The customer's first e-mail address."""
        return self.addresses[customer.pk]

    def identity_of(self, address: str) -> Identity:
        return next(row for row in self.identities if row.value == address)

    def _identify(self, customer: Customer, kind: IdentityKind, value: str, at: datetime, *, primary: bool) -> None:
        self.taken.add(value)
        self.identities.append(
            Identity(
                pk=len(self.identities) + 1,
                customer=customer,
                kind=kind,
                value=value,
                is_primary=primary,
                verified_at=at if primary else None,
                created_at=at,
            )
        )

    def _invent(self, name: str, language: str, organisation: Organisation | None) -> str:
        words = latin(name).split()
        domain = organisation.domains[0] if organisation else MAIL[language][len(self.customers) % 3]
        local = f"{words[0]}.{words[-1]}" if len(self.customers) % 4 else f"{words[0][0]}{words[-1]}"
        address, number = f"{local}@{domain}", 2
        while address in self.taken:
            address, number = f"{local}{number}@{domain}", number + 1
        return address


def latin(name: str) -> str:
    """A name in plain lower-case Latin letters, as addresses have it."""
    spelled = "".join(LATIN.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain if letter.isalnum() or letter == " ")


class Names:
    """Full names of a language, each given once before any is given twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._words = read("names")
        self._left: dict[str, list[str]] = {}

    def next(self, language: str) -> str:
        if not self._left.get(language):
            words = self._words[language]
            names = [f"{first} {last}" for first in words["she"] for last in words.get("her", words["last"])]
            names += [f"{first} {last}" for first in words["he"] for last in words["last"]]
            self._rng.shuffle(names)
            self._left[language] = names
        return self._left[language].pop()
