"""What the journal calls tickets, states, brands, tags, and the fields of a ticket."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.tickets.choosing_states import all_states
from ponte.tickets.models import Brand, Delivery, Tag
from ponte.tickets.states import Channel, Priority, TicketType


@names("ticket")
def _tickets(ids: Collection[Any]) -> dict[Any, str]:
    return {pk: f"#{pk}" for pk in ids}


@names("state")
def _states(ids: Collection[Any]) -> dict[Any, str]:
    return {state.pk: state.name for state in all_states() if state.pk in ids}


@names("brand")
def _brands(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Brand.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("tag")
def _tags(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Tag.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("priority")
def _priorities(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Priority.choices)


@names("ticket_type")
def _types(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(TicketType.choices)


@names("channel")
def _channels(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Channel.choices)


@names("delivery")
def _deliveries(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Delivery.choices)


@names("ticket_field")
def _ticket_fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "priority": _("the priority"),
        "type": _("the type"),
        "subject": _("the subject"),
        "language": _("the language"),
        "requester": _("the requester"),
        "brand": _("the brand"),
        "due_at": _("the deadline"),
        "is_spam": _("the spam mark"),
    }


@names("brand_field")
def _brand_fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "name": _("the name"),
        "default_locale": _("the main language"),
        "locales": _("the languages"),
        "acknowledges": _("whether mail is acknowledged"),
        "acknowledgement": _("the acknowledgement"),
        "signature": _("the signature"),
        "is_default": _("which is the usual one"),
        "is_active": _("whether it is in use"),
    }


@names("state_field")
def _state_fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "names": _("the names"),
        "pauses_deadlines": _("whether deadlines pause"),
        "position": _("the order"),
        "is_default": _("which is the usual one"),
        "is_active": _("whether it is in use"),
    }


_THINGS = {
    "priority": "priority",
    "type": "ticket_type",
    "language": "language",
    "requester": "customer",
    "brand": "brand",
    "is_spam": "yes_no",
}


def thing_of_field(data: Mapping[str, Any]) -> str:
    """Which names the old and new value of a changed field have."""
    return _THINGS.get(str(data.get("field")), "")
