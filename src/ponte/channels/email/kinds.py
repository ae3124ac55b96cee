"""The e-mail channel's events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("mailbox.created", _("%(actor)s added the mailbox %(address)s"), {"address": str}),
    Kind(
        "mailbox.changed",
        _("%(actor)s changed %(field)s of the mailbox %(subject)s"),
        {"field": str},
        refers={"field": "mailbox_field"},
    ),
    Kind("mailbox.failed", _("The mailbox %(subject)s cannot be read: %(error)s"), {"error": str}),
    Kind("mailbox.recovered", _("The mailbox %(subject)s can be read again")),
    Kind(
        "mail.received",
        _("A mail came in: %(disposition)s"),
        {"inbound": int, "disposition": str, "reason": str},
        refers={"inbound": "inbound", "disposition": "disposition"},
        audience="administrators",
        webhooks=False,
    ),
    Kind(
        "mail.replayed",
        _("%(actor)s replayed a mail: %(disposition)s"),
        {"inbound": int, "disposition": str},
        refers={"inbound": "inbound", "disposition": "disposition"},
        audience="administrators",
        webhooks=False,
    ),
    Kind(
        "mail.retried",
        _("%(actor)s asked to send %(outgoing)s again"),
        {"outgoing": int},
        audience="administrators",
        webhooks=False,
        refers={"outgoing": "outgoing"},
    ),
    Kind(
        "mail.given_up",
        _("%(actor)s gave up sending %(outgoing)s"),
        {"outgoing": int},
        audience="administrators",
        webhooks=False,
        refers={"outgoing": "outgoing"},
    ),
    Kind(
        "sender.blocked",
        _("%(actor)s keeps mail of %(address)s out"),
        {"address": str},
        shreds=("address",),
        webhooks=False,
    ),
    Kind(
        "sender.allowed",
        _("%(actor)s lets mail of %(address)s in again"),
        {"address": str},
        shreds=("address",),
        webhooks=False,
    ),
)
