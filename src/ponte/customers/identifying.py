"""The addresses by which a customer is known."""

from __future__ import annotations

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from ponte.customers.errors import AddressTaken, WrongAddress
from ponte.customers.finding import normalise
from ponte.customers.models import Customer, Identity, IdentityKind
from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.permissions import require

_not_dialled = re.compile(r"[\s().\-/]+")
_phone = re.compile(r"\+?\d{4,20}$")


def normalised(kind: IdentityKind, value: str) -> str:
    """The form under which an address is kept.

    Raises:
        WrongAddress: it is none.
    """
    if kind == IdentityKind.EMAIL:
        try:
            validate_email(value.strip())
        except ValidationError:
            raise WrongAddress(value) from None
        return normalise(value)
    value = _not_dialled.sub("", value) if kind == IdentityKind.PHONE else value.strip()
    if not value or len(value) > 320 or (kind == IdentityKind.PHONE and not _phone.match(value)):
        raise WrongAddress(value)
    return value


@transaction.atomic
def add(customer: Customer, kind: IdentityKind, value: str, *, by: Agent, at: datetime | None = None) -> Identity:
    """Give the customer another address; one they have already changes nothing.

    Raises:
        WrongAddress, AddressTaken, NotPermitted: nothing was added.
    """
    require(by, "write")
    value = normalised(kind, value)
    first = not customer.identities.filter(kind=kind, is_primary=True).exists()
    row, made = Identity.objects.select_related("customer").get_or_create(
        kind=kind, value=value, defaults={"customer": customer, "is_primary": first}
    )
    if not made and row.customer_id != customer.pk:
        raise AddressTaken(row.customer)
    if made:
        record(
            "customer.identity_added",
            by=by,
            subject=customer.journal_name,
            customer=customer.pk,
            at=at,
            value=value,
            identity=row.pk,
        )
    return row


@transaction.atomic
def remove(identity: Identity, *, by: Agent, at: datetime | None = None) -> None:
    """Take an address away; the oldest of its kind becomes the main one if this was."""
    require(by, "write")
    if not Identity.objects.filter(pk=identity.pk).delete()[0]:
        return
    if identity.is_primary:
        heir = Identity.objects.filter(customer=identity.customer_id, kind=identity.kind).order_by("pk").first()
        if heir is not None:
            Identity.objects.filter(pk=heir.pk).update(is_primary=True)
    _tell("customer.identity_removed", identity, by, at)


@transaction.atomic
def make_primary(identity: Identity, *, by: Agent, at: datetime | None = None) -> None:
    """Make it the one that is written to."""
    require(by, "write")
    mine = Identity.objects.select_for_update().filter(customer=identity.customer_id, kind=identity.kind)
    if mine.filter(pk=identity.pk, is_primary=True).exists():
        return
    mine.filter(is_primary=True).update(is_primary=False)
    mine.filter(pk=identity.pk).update(is_primary=True)
    _tell("customer.identity_chosen", identity, by, at)


@transaction.atomic
def verify(identity: Identity, *, by: Agent, at: datetime | None = None) -> None:
    """Note that the address is truly theirs; a remembered bounce is forgotten."""
    require(by, "write")
    at = at or clock.now()
    changed = Identity.objects.filter(pk=identity.pk).exclude(verified_at__isnull=False, bounced_at__isnull=True)
    if changed.update(verified_at=at, bounced_at=None, bounce_reason=""):
        _tell("customer.identity_verified", identity, by, at)


@transaction.atomic
def forget_bounce(identity: Identity, *, by: Agent, at: datetime | None = None) -> None:
    """Let mail be sent there again, though it came back once."""
    require(by, "write")
    if Identity.objects.filter(pk=identity.pk, bounced_at__isnull=False).update(bounced_at=None, bounce_reason=""):
        _tell("customer.identity_mended", identity, by, at)


def _tell(kind: str, identity: Identity, by: Agent, at: datetime | None) -> None:
    record(
        kind,
        by=by,
        subject=f"customer:{identity.customer_id}",
        customer=identity.customer_id,
        at=at,
        value=identity.value,
        identity=identity.pk,
    )
