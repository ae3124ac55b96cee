"""What a body names: customers by id or address, agents, states, and words as HTML."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ponte.api import finding
from ponte.api.problems import wrong
from ponte.api.schemas.messages import Words
from ponte.api.schemas.tickets import CustomerIn
from ponte.api.tickets.shape import STATE_TYPES
from ponte.customers import finding as customers
from ponte.customers.meeting import follow
from ponte.customers.models import Customer
from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets.choosing_states import default_state
from ponte.tickets.fields.models import Form
from ponte.tickets.models import State


def customer(asked: CustomerIn, path: str, *, by: Agent) -> Customer:
    """The customer that is meant; an unknown address makes one."""
    if (asked.id is None) == (asked.email is None):
        raise wrong(path, _("Name the customer by id or by email, one of the two."))
    if asked.id is not None:
        return follow(finding.named(Customer, asked.id, f"{path}.id"))
    found, _made = customers.find_or_make(address(asked.email or "", f"{path}.email"), name=asked.name, by=by)
    return follow(found)


def address(text: str, path: str) -> str:
    """An e-mail address as it is kept."""
    try:
        validate_email(text.strip())
    except ValidationError:
        raise wrong(path, _("“%(value)s” is not an e-mail address.") % {"value": text[:80]}) from None
    return customers.normalise(text)


def agent(asked: int | str | None, path: str, *, by: Agent) -> Agent | None:
    """A colleague by id, `me`, or nobody."""
    if asked is None:
        return None
    return by if asked == "me" else finding.named(Agent, int(asked), path)


def state(asked: int | str, path: str) -> State:
    """A state by id, or the usual one of a kind."""
    if isinstance(asked, int):
        return finding.named(State, asked, path)
    return default_state(STATE_TYPES[asked])


def form(asked: int | None, path: str) -> Form | None:
    """A form that is in use."""
    return None if asked is None else finding.named(Form, asked, path)


def html(words: Words, path: str = "") -> str:
    """What was written, as the composer would write it."""
    prefix = f"{path}." if path else ""
    if words.text and words.html:
        raise wrong(f"{prefix}html", _("Write text or html, one of the two."))
    return words.html or richtext.from_text(words.text)
