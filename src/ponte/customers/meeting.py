"""Find or make many customers at once, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from ponte.customers.finding import FREE_MAIL, normalise
from ponte.customers.models import Customer, Identity, IdentityKind, Organisation
from ponte.events.recording import SYSTEM, Actor, Entry, record_many


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote or was named: an address, and what else is known ("" when not)."""

    address: str
    name: str = ""
    language: str = ""


@transaction.atomic
def meet(people: Sequence[Person], *, by: Actor | str = SYSTEM) -> dict[str, Customer]:
    """The owners of these addresses by normalised address, made where there is none.

    A customer who was merged into another is that other. An existing customer keeps the name and language they
    have; an empty one is filled.
    """
    wanted: dict[str, Person] = {}
    for person in people:
        wanted.setdefault(normalise(person.address), person)
    known = owners_of(wanted)
    for value, customer in known.items():
        _fill(customer, wanted[value])
    strangers = {value: person for value, person in wanted.items() if value not in known}
    return known | _make(strangers, by) if strangers else known


def owners_of(addresses: Iterable[str]) -> dict[str, Customer]:
    """The customers who own these normalised addresses, merged ones followed."""
    rows = Identity.objects.filter(kind=IdentityKind.EMAIL, value__in=list(addresses)).select_related("customer")
    return {row.value: follow(row.customer) for row in rows}


def follow(customer: Customer) -> Customer:
    """The customer that this one was merged into, however often; itself when it was not."""
    while customer.merged_into is not None:
        customer = customer.merged_into
    return customer


def _make(strangers: dict[str, Person], by: Actor | str) -> dict[str, Customer]:
    organisations = _organisations({value.rpartition("@")[2] for value in strangers})
    made = {
        value: Customer(
            name=person.name[:200], language=person.language, organisation=organisations.get(value.rpartition("@")[2])
        )
        for value, person in strangers.items()
    }
    Customer.objects.bulk_create(made.values())
    Identity.objects.bulk_create(
        [
            Identity(customer=customer, kind=IdentityKind.EMAIL, value=value, is_primary=True)
            for value, customer in made.items()
        ],
        ignore_conflicts=True,
    )
    owners = owners_of(made)
    # somebody else was quicker between our look and the insert: theirs stands, ours goes
    lost = [customer.pk for value, customer in made.items() if owners[value].pk != customer.pk]
    if lost:
        Customer.objects.filter(pk__in=lost).delete()
    record_many(
        Entry(
            "customer.created",
            by=by,
            subject=customer.journal_name,
            customer=customer.pk,
            data={"organisation": customer.organisation_id},
        )
        for customer in made.values()
        if customer.pk not in lost and customer.pk
    )
    return {value: made[value] if owners[value].pk == made[value].pk else owners[value] for value in made}


def _organisations(domains: set[str]) -> dict[str, Organisation]:
    """By domain, the oldest organisation that holds it; free mail providers belong to nobody."""
    asked = [domain for domain in domains if domain and domain not in FREE_MAIL]
    if not asked:
        return {}
    found: dict[str, Organisation] = {}
    for organisation in Organisation.objects.filter(domains__overlap=asked).order_by("pk"):
        for domain in organisation.domains:
            found.setdefault(domain, organisation)
    return found


def _fill(customer: Customer, person: Person) -> None:
    changed: list[str] = []
    if person.name and not customer.name:
        customer.name, changed = person.name[:200], [*changed, "name"]
    if person.language and not customer.language:
        customer.language, changed = person.language, [*changed, "language"]
    if changed:
        customer.save(update_fields=changed)
