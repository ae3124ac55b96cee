"""The templates' events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("ticket_template.changed", _("%(actor)s changed the ticket template %(name)s"), {"name": str}),
    Kind("ticket_template.deleted", _("%(actor)s deleted the ticket template %(name)s"), {"name": str}),
)
