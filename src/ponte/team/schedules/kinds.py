"""The events of schedules."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("schedule.created", _("%(actor)s made the schedule %(name)s"), {"name": str}),
    Kind(
        "schedule.changed",
        _("%(actor)s changed the schedule %(subject)s: %(field)s"),
        {"field": str, "old": (str, bool), "new": (str, bool)},
        refers={"field": "schedule_field"},
    ),
)
