"""The customers' events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("customer.created", _("%(actor)s met this customer"), {"organisation": int}),
    Kind(
        "customer.changed",
        _("%(actor)s changed %(field)s from %(old)s to %(new)s"),
        {"field": str, "old": (str, int), "new": (str, int)},
        shreds=("old", "new"),
    ),
    Kind("customer.merged", _("%(actor)s merged %(other)s into this customer"), {"other": int}),
    Kind(
        "customer.identity_added",
        _("%(actor)s added the address %(value)s"),
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
