"""Words for one ticket: the texts of its theme and language with its own names and numbers in them."""

from __future__ import annotations

import random
import re
from typing import Any

from ponte.customers.models import Customer
from ponte.demo.company import LANGUAGES, read
from ponte.demo.themes import Theme
from ponte.team.models import Agent

_thanks = re.compile(r"\b([Oo]brigad|eu mesm)o\b")
NATIVE = {"Olena": "Олена", "Beatriz": "Beatriz"}
WOMEN = frozenset({"Beatriz", "Chiara", "Carmen", "Aoife", "Giulia", "Olena"})


class Library:
    """Every text, read once."""

    def __init__(self) -> None:
        self.texts = {code: read(code) for code in LANGUAGES}
        self.places = read("places")
        self.inside = read("inside")
        names = read("names")
        self.vocative: dict[str, str] = names["vocative"]
        self.she = {code: frozenset(names[code]["she"]) for code in LANGUAGES}


class Voice:
    """The texts of one ticket; each call chooses anew."""

    def __init__(self, library: Library, theme: Theme, customer: Customer, language: str, rng: random.Random) -> None:
        self.library, self.rng, self.language = library, rng, language
        self.general: dict[str, Any] = library.texts[language]
        self.own: dict[str, Any] = self.general[theme.key]
        self.angle = rng.choice(theme.angles)
        self.plot: list[str] = self._one("plots", self.angle.plot)
        self.first = customer.name.split()[0]
        self.woman = self.first in library.she[language]
        places = library.places[language]
        self.slots = {
            "name": customer.name,
            "first": self.first,
            "model": rng.choice(library.places["models"]),
            "order": f"VO-{rng.randrange(46000, 51600)}",
            "serial": f"VL{rng.randrange(2, 4)}-{rng.randrange(23, 26)}-{rng.randrange(1000, 29999):05d}",
            "city": rng.choice(places["cities"]),
            "shop": rng.choice(places["shops"]),
            "days": rng.choice((2, 3, 4)),
            "price": places["price"],
        }

    def subject(self) -> str:
        places = self.angle.subjects
        return self._fill(self._one("subjects", self.rng.choice(places) if places else None))

    def opening(self, *, short: bool = False) -> str:
        """The customer's first words."""
        rng = self.rng
        body = self._fill(self._one("openings", self.angle.opening))
        details = rng.sample(self.own["details"], k=rng.choice((0, 1, 1, 2)))
        parts = [" ".join([body, *details[:1]]), *details[1:]]
        return self._letter(parts, short)

    def answer(self, *, short: bool = False) -> str:
        """The customer's answer to the first reply."""
        return self._letter([self._fill(self.plot[1])], short or self.rng.random() < 0.7)

    def customer(self, key: str, agent: Agent | None = None) -> str:
        """A customer's words of this kind (`thanks`, `chasers`, `angry`, …)."""
        agent_name = self._spoken(agent) if agent else ""
        text = self.rng.choice([text for text in self.general[key] if agent or "{agent}" not in text])
        return self._fill(text, agent=agent_name)

    def reply(self, text: str, agent: Agent, *, short: bool = False, first_time: bool = True) -> str:
        """An agent's answer with greeting and name."""
        woman = agent.name.split()[0] in WOMEN
        body = self._fill(text, woman=woman)
        if short:
            return body
        first = self.library.vocative.get(self.first, self.first) if self.language == "uk" else self.first
        signed = NATIVE.get(agent.name.split()[0], agent.name.split()[0]) if self.language == "uk" else agent.name
        hellos = self.general["agent_hello"][: 3 if first_time else 2]
        hello = self._fill(self.rng.choice(hellos), first=first, woman=woman)
        bye = self._fill(self.rng.choice(self.general["agent_bye"]), agent=signed)
        return f"{hello}\n\n{body}\n\n{bye}"

    def choose(self, key: str) -> str:
        return str(self.rng.choice(self.general[key]))

    def _one(self, kind: str, place: int | None) -> Any:
        texts = self.own[kind]
        return self.rng.choice(texts) if place is None else texts[place]

    def _spoken(self, agent: Agent) -> str:
        first = agent.name.split()[0]
        if self.language != "uk":
            return first
        native = NATIVE.get(first, first)
        return self.library.vocative.get(native, native)

    def _letter(self, parts: list[str], short: bool) -> str:
        if short:
            return "\n\n".join(parts)
        hello = self._fill(self.rng.choice(self.general["hello"]))
        bye = self._fill(self.rng.choice(self.general["bye"]))
        return "\n\n".join(part for part in (hello, *parts, bye) if part)

    def _fill(self, text: str, woman: bool | None = None, **more: str) -> str:
        filled = text.format(**{**self.slots, **more})
        if self.language == "pt-br" and (self.woman if woman is None else woman):
            filled = _thanks.sub(r"\1a", filled)
        return filled
