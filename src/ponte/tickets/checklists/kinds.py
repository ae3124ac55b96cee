"""The checklists' events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

_schema = {"item": int, "text": str}
register(
    Kind("ticket.checklist_added", _("%(actor)s put “%(text)s” on the checklist"), _schema, shreds=("text",)),
    Kind("ticket.checklist_removed", _("%(actor)s took “%(text)s” off the checklist"), _schema, shreds=("text",)),
    Kind("ticket.checklist_done", _("%(actor)s ticked “%(text)s”"), _schema, shreds=("text",)),
    Kind("ticket.checklist_reopened", _("%(actor)s took the tick off “%(text)s”"), _schema, shreds=("text",)),
    Kind("checklist.changed", _("%(actor)s changed the checklist %(name)s"), {"name": str}),
    Kind("checklist.deleted", _("%(actor)s deleted the checklist %(name)s"), {"name": str}),
)
