"""The signature under a reply: the brand's, in the ticket's language, around the agent's own."""

from __future__ import annotations

from ponte.channels.email.outgoing.customer_language import text_in
from ponte.team.models import Agent
from ponte.tickets import placeholders
from ponte.tickets.models import Brand


def signature(brand: Brand, agent: Agent | None, language: str) -> str:
    """Plain text, "" when nobody wrote any.

    A brand's text says where the agent's part goes with `{name}` or `{signature}`; without either, the
    agent's part stands before it.
    """
    name = agent.name if agent else brand.name
    own = (agent.signature.strip() if agent else "") or name
    template = text_in(brand.signature, language, brand).strip()
    values = {"name": name, "brand": brand.name, "signature": own}
    if not template:
        return own
    filled = placeholders.fill(template, values)
    if placeholders.names_in(template) & {"name", "signature"}:
        return filled
    return f"{own}\n{filled}"
