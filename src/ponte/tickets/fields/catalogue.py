"""Fields and forms as they stand, remembered by each process.

A process looks at most every `FRESH` seconds whether they changed (one small statement), at once after a change of
its own, and always before it writes values.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import connection, transaction

from ponte.tickets.fields.models import CustomField, Form, Revision
from ponte.tickets.models import Brand, Ticket

if TYPE_CHECKING:
    from ponte.tickets.conditions.fields import Field
    from ponte.tickets.saved_views.columns import Column

FRESH = 2.0  # seconds


@dataclass(frozen=True)
class Catalogue:
    """`fields` by key and `forms` by id, each in order, archived ones and those out of use too."""

    number: int = 0
    fields: Mapping[str, CustomField] = field(default_factory=dict)
    forms: Mapping[int, Form] = field(default_factory=dict)

    @property
    def active(self) -> list[CustomField]:
        """The fields in use, in order."""
        return [each for each in self.fields.values() if not each.is_archived]

    @cached_property
    def by_id(self) -> dict[int, CustomField]:
        """The fields by id."""
        return {each.pk: each for each in self.fields.values()}

    def forms_for(self, brand: int) -> list[Form]:
        """What may be chosen on a ticket of this brand."""
        return [each for each in self.forms.values() if each.is_active and each.brand_id in (None, brand)]

    def usual_form(self, brand: int) -> Form | None:
        """The default form of a brand, else that of every brand."""
        found = [each for each in self.forms_for(brand) if each.is_default]
        return next((each for each in found if each.brand_id), next(iter(found), None))

    def form_of(self, ticket: Ticket) -> Form | None:
        """What is asked on this ticket: its own form while its brand has it, else the default one."""
        own = self.forms.get(ticket.form_id or 0)
        if own is not None and own.is_active and own.brand_id in (None, ticket.brand_id):
            return own
        return self.usual_form(ticket.brand_id)

    @cached_property
    def asked(self) -> dict[str, Field]:
        """The fields as conditions know them."""
        from ponte.tickets.fields.asking import field_of

        return {each.asked_as: field_of(each) for each in self.fields.values()}

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The fields as columns of lists and exports."""
        from ponte.tickets.fields.showing import column_of

        return {each.asked_as: column_of(each) for each in self.active}


_known: tuple[Catalogue, float] | None = None


def current() -> Catalogue:
    """The fields and forms, as they stood a moment ago."""
    held = _known
    if held is not None and time.monotonic() - held[1] < FRESH:
        return held[0]
    return fresh()


def fresh() -> Catalogue:
    """The fields and forms as this transaction sees them."""
    global _known
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM ticket_fields_revision WHERE id = 1")
        number = (cursor.fetchone() or (0,))[0]
    held = _known
    found = held[0] if held is not None and held[0].number == number else _read(number)
    _known = found, time.monotonic()
    return found


def _read(number: int) -> Catalogue:
    if not number:
        return Catalogue()
    fields = {each.key: each for each in CustomField.objects.all()}
    forms = {each.pk: each for each in Form.objects.select_related("brand")}
    return Catalogue(number, fields, forms)


def forget() -> None:
    """Look again when it is next asked for."""
    global _known
    _known = None


def changed() -> None:
    """Tell every process, inside the transaction of a change. Nobody changes fields at the same time as another."""
    Revision.objects.select_for_update().get_or_create(pk=1)
    Revision.objects.filter(pk=1).update(number=secrets.randbelow(2**62) + 1)
    forget()
    transaction.on_commit(forget)


def usual_form(brand: Brand) -> Form | None:
    """What a new ticket of this brand begins with."""
    return current().usual_form(brand.pk)
