"""The events of time; counting by itself writes none."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind(
        "ticket.time_corrected",
        _("%(actor)s corrected the time of %(agent)s"),
        {"agent": int, "old": int, "new": int},
        refers={"agent": "agent"},
    ),
)
