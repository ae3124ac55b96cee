"""The customers' events."""

from django.utils.translation import gettext_lazy as _

from ponte.customers.naming import thing_of_field
from ponte.events.kinds import Kind, register

register(
    Kind("customer.created", _("%(subject)s wrote for the first time"), {"organisation": int}),
    Kind(
        "customer.changed",
        _("%(actor)s changed %(field)s of %(subject)s from %(old)s to %(new)s"),
        {"field": str, "old": (str, int), "new": (str, int)},
        shreds=("old", "new"),
        refers={"field": "customer_field", "old": thing_of_field, "new": thing_of_field},
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
        "customer.identity_bounced",
        _("Mail to %(value)s bounces: %(reason)s"),
        {"value": str, "reason": str},
        shreds=("value",),
    ),
)
