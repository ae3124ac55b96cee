"""The macros' events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("macro.created", _("%(actor)s made the macro %(name)s"), {"name": str}),
    Kind(
        "macro.changed",
        _("%(actor)s changed %(field)s of the macro %(name)s"),
        {"name": str, "field": str},
        refers={"field": "macro_field"},
    ),
    Kind("macro.removed", _("%(actor)s removed the macro %(name)s"), {"name": str}),
    Kind("macro.restored", _("%(actor)s brought back the macro %(name)s"), {"name": str}),
    Kind(
        "macro.applied",
        _("%(actor)s applied the macro %(name)s"),
        {"macro": int, "name": str, "changes": list, "language": str},
        refers={"macro": "macro", "language": "language"},
    ),
)
