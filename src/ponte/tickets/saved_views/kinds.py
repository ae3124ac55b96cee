"""The views' events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("view.created", _("%(actor)s made the view %(name)s"), {"name": str, "sharing": str}),
    Kind(
        "view.changed",
        _("%(actor)s changed %(field)s of the view %(subject)s"),
        {"field": str, "old": object, "new": object},
        refers={"field": "view_field"},
    ),
    Kind("view.deleted", _("%(actor)s deleted the view %(name)s"), {"name": str}),
    Kind("view.exported", _("%(actor)s exported the view %(name)s"), {"name": str, "format": str}, webhooks=False),
)
