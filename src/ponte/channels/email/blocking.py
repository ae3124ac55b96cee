"""Senders whose mail is kept out: stored and shown as suppressed, so that it can be let in by a replay.

A row names an address, or with "@" before it a whole domain and those below it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.channels.email import addressing
from ponte.channels.email.models import BlockedSender
from ponte.customers.finding import FREE_MAIL, normalise
from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Ticket

REASON = "blocked_sender"  # of a mail that was kept out; its detail is the row's address


@transaction.atomic
def block(address: str, *, by: Agent, ticket: Ticket | None = None) -> BlockedSender:
    """Keep out what comes from this address or "@domain"; doing it twice changes nothing.

    Raises:
        NotAllowed: `by` may only look.
        ValidationError: by field: it is no address, or keeping it out would keep out ourselves or half the world.
    """
    require_writer(by)
    address = _sound(address)
    row, made = BlockedSender.objects.get_or_create(address=address, defaults={"agent": by, "ticket": ticket})
    if made:
        _tell("sender.blocked", row, by)
    return row


@transaction.atomic
def allow(address: str, *, by: Agent) -> bool:
    """Let its mail in again; returns whether it was blocked. What was kept out stays out (see `letting_in`).

    Raises:
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    row = BlockedSender.objects.select_for_update().filter(address=normalise(address)).first()
    if row is None:
        return False
    _tell("sender.allowed", row, by)
    row.delete()
    return True


def blocked_among(addresses: Collection[str]) -> dict[str, str]:
    """Those of these (normalised) addresses that are blocked, each with the row that blocks it."""
    names = {address: names_of(address) for address in addresses}
    wanted = {name for each in names.values() for name in each}
    if not wanted:
        return {}
    there = set(BlockedSender.objects.filter(address__in=wanted).values_list("address", flat=True))
    found = {address: next((name for name in each if name in there), "") for address, each in names.items()}
    return {address: name for address, name in found.items() if name}


def names_of(address: str) -> list[str]:
    """The rows that would block an address: itself, its domain, the domains above that."""
    labels = address.rpartition("@")[2].split(".")
    return [address, *("@" + ".".join(labels[place:]) for place in range(len(labels) - 1))]


def _sound(address: str) -> str:
    address = normalise(address).removeprefix("*")
    ours = addressing.load()
    whole = address.startswith("@") or "@" not in address
    try:
        validate_email(f"anybody@{address.lstrip('@')}" if whole else address)
    except ValidationError:
        raise ValidationError(
            {"address": _("Write an address, such as spam@example.com, or a domain, such as @example.com.")}
        ) from None
    domain = address.rpartition("@")[2]
    below = any(f".{each}".endswith(f".{domain}") for each in ours.domains)
    if ours.is_ours(address) or (whole and below):
        raise ValidationError({"address": _("Your own mail comes from there. It cannot be blocked.")})
    if whole and domain in FREE_MAIL:
        words = _("Everybody may have an address at %(domain)s. Block single addresses there.")
        raise ValidationError({"address": words % {"domain": domain}})
    return f"@{domain}" if whole else address


def _tell(kind: str, row: BlockedSender, by: Agent) -> None:
    record(
        kind,
        by=by,
        subject=row.ticket.journal_name if row.ticket else "sender",
        ticket=row.ticket_id,
        address=row.address,
    )
