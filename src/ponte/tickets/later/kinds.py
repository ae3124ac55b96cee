"""The events of replies that wait for their time."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("ticket.reply_scheduled", _("%(actor)s wrote a reply that goes out later"), {"send_at": str}),
    Kind("ticket.reply_called_off", _("%(actor)s took a reply back that was to go out later")),
    Kind(
        "ticket.reply_held",
        _("The reply of %(agent)s was held back"),
        {"agent": int, "reason": str},
        refers={"agent": "agent"},
    ),
)
