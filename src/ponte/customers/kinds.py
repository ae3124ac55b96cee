"""The customers' events."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.customers.naming import thing_of_field
from ponte.events.kinds import Kind, register


def sentence_of_change(data: Mapping[str, Any]) -> Any:
    """Notes change without telling what they say; an empty value is filled rather than changed."""
    if data.get("old") in (None, "") and data.get("new") not in (None, ""):
        return _("%(actor)s set %(field)s of %(subject)s to %(new)s")
    if data.get("old") in (None, "") and data.get("new") in (None, ""):
        return _("%(actor)s changed %(field)s of %(subject)s")
    return _("%(actor)s changed %(field)s of %(subject)s from %(old)s to %(new)s")


register(
    Kind("customer.created", _("%(subject)s wrote for the first time"), {"organisation": int}),
    Kind(
        "customer.changed",
        _("%(actor)s changed %(field)s of %(subject)s from %(old)s to %(new)s"),
        {"field": str, "old": (str, int), "new": (str, int)},
        shreds=("old", "new"),
        refers={"field": "customer_field", "old": thing_of_field, "new": thing_of_field},
        variant=sentence_of_change,
    ),
    Kind(
        "customer.merged",
        _("%(actor)s merged %(other)s into %(subject)s"),
        {"other": int},
        refers={"other": "customer"},
    ),
    Kind(
        "customer.identity_added",
        _("%(actor)s added the address %(value)s to %(subject)s"),
        {"value": str, "identity": int},
        shreds=("value",),
    ),
    Kind(
        "customer.identity_mended",
        _("%(actor)s let mail be sent to %(value)s again"),
        {"value": str, "identity": int},
        shreds=("value",),
    ),
    Kind(
        "customer.identity_removed",
        _("%(actor)s took the address %(value)s from %(subject)s"),
        {"value": str, "identity": int},
        shreds=("value",),
    ),
    Kind(
        "customer.identity_chosen",
        _("%(actor)s made %(value)s the main address of %(subject)s"),
        {"value": str, "identity": int},
        shreds=("value",),
    ),
    Kind(
        "customer.identity_verified",
        _("%(actor)s verified the address %(value)s of %(subject)s"),
        {"value": str, "identity": int},
        shreds=("value",),
    ),
    Kind(
        "customer.identity_bounced",
        _("Mail to %(value)s bounces: %(reason)s"),
        {"value": str, "reason": str},
        shreds=("value",),
    ),
    Kind("organisation.created", _("%(actor)s made the organisation %(name)s"), {"name": str}),
    Kind(
        "organisation.changed",
        _("%(actor)s changed %(field)s of %(subject)s from %(old)s to %(new)s"),
        {"field": str, "old": (str, list), "new": (str, list)},
        refers={"field": "customer_field"},
    ),
)
