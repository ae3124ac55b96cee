"""Find a customer by an address, or make one. Two senders at the same moment make one customer."""

from __future__ import annotations

from django.db import transaction

from ponte.customers.models import Customer, Identity, IdentityKind, Organisation
from ponte.events.recording import SYSTEM, Actor, record

FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com proton.me
    protonmail.com gmx.net gmx.de libero.it virgilio.it tiscali.it alice.it ukr.net i.ua meta.ua uol.com.br
    bol.com.br terra.com.br posteo.it posteo.net aol.com mail.com zoho.com
    """.split()
)


def normalise(address: str) -> str:
    """The form under which an e-mail address is kept and compared."""
    return address.strip().lower()


def by_address(address: str) -> Customer | None:
    """The customer who owns this e-mail address."""
    identity = (
        Identity.objects.select_related("customer__organisation")
        .filter(kind=IdentityKind.EMAIL, value=normalise(address))
        .first()
    )
    return identity.customer if identity else None


def find_or_make(
    address: str, *, name: str = "", language: str = "", by: Actor | str = SYSTEM
) -> tuple[Customer, bool]:
    """The owner of `address`, made when there is none; the flag says whether it was made.

    An existing customer keeps the name they have; an empty one is filled.
    """
    value = normalise(address)
    if found := by_address(value):
        _fill(found, name, language)
        return found, False
    with transaction.atomic():
        customer = Customer.objects.create(name=name[:200], language=language, organisation=organisation_of(value))
        identity, made = Identity.objects.get_or_create(
            kind=IdentityKind.EMAIL, value=value, defaults={"customer": customer, "is_primary": True}
        )
        if not made:  # somebody else was quicker between the look and the insert
            customer.delete()
            return identity.customer, False
        record(
            "customer.created",
            by=by,
            subject=customer.journal_name,
            customer=customer.pk,
            organisation=customer.organisation_id,
        )
    return customer, True


def organisation_of(address: str) -> Organisation | None:
    """The organisation whose domains hold this address; free mail providers belong to nobody."""
    domain = address.rpartition("@")[2]
    if not domain or domain in FREE_MAIL:
        return None
    return Organisation.objects.filter(domains__contains=[domain]).order_by("pk").first()


def _fill(customer: Customer, name: str, language: str) -> None:
    changed: list[str] = []
    if name and not customer.name:
        customer.name, changed = name[:200], [*changed, "name"]
    if language and not customer.language:
        customer.language, changed = language, [*changed, "language"]
    if changed:
        customer.save(update_fields=changed)
