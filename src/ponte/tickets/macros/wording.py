"""A macro's text as the reader will see it: in their language, with its places filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets.macros import places
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.values import values_for
from ponte.tickets.models import MessageKind, Ticket


@dataclass(frozen=True)
class Wording:
    """`asked`: the language that was wanted; `language`: the one there is. `missing`: places left empty."""

    html: str
    language: str
    asked: str
    missing: list[str] = field(default_factory=list)

    @property
    def fell_back(self) -> bool:
        """Whether this is not the language that was wanted."""
        return bool(self.asked) and _base(self.language) != _base(self.asked)


def word(macro: Macro, ticket: Ticket, *, by: Agent, language: str = "") -> Wording | None:
    """The text for this ticket; None where the macro has none. `language` wins over what the ticket says."""
    if not macro.texts:
        return None
    asked = (language or wanted(macro, ticket, by)).lower()
    used = choose(macro.texts, asked)
    source = str(macro.texts[used])
    filled = places.fill(source, values_for(places.names_in(source), ticket, by))
    return Wording(richtext.clean(filled.html), used, asked, filled.missing)


def wanted(macro: Macro, ticket: Ticket, by: Agent) -> str:
    """The customer's language for a reply, the agent's own for a note."""
    if macro.goes_to == MessageKind.NOTE:
        return by.locale
    return ticket.language or ticket.requester.language or ticket.brand.default_locale


def choose(texts: Mapping[str, str], asked: str) -> str:
    """The code of the text that fits best: the language, a sister of it, English, then whatever there is."""
    sisters = [code for code in texts if asked and _base(code) == _base(asked)]
    return next((code for code in (asked, *sisters, "en") if texts.get(code)), next(iter(texts)))


def _base(code: str) -> str:
    return code.lower().partition("-")[0]
