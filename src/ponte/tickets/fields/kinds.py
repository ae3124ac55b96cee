"""The fields' events."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register
from ponte.tickets.fields import catalogue
from ponte.tickets.fields.models import FieldKind
from ponte.tickets.fields.values.person import CUSTOMER

_value = (str, int, float, bool, list)


def _thing(data: Mapping[str, Any]) -> str:
    """Choices, people and tickets are told by their names."""
    field = catalogue.current().fields.get(data["field"])
    if field is None:
        return ""
    if field.kind == FieldKind.PERSON:
        return "customer" if field.settings.get("who") == CUSTOMER else "agent"
    things = {FieldKind.ONE: f"choice:{field.key}", FieldKind.TREE: f"choice:{field.key}", FieldKind.TICKET: "ticket"}
    return things.get(FieldKind(field.kind), "")


def _set(data: Mapping[str, Any]) -> Any:
    if data.get("new") is None:
        return _("%(actor)s cleared %(field)s (it was %(old)s)")
    if data.get("old") is None:
        return _("%(actor)s set %(field)s to %(new)s")
    return _("%(actor)s changed %(field)s from %(old)s to %(new)s")


register(
    Kind(
        "ticket.field_changed",
        _("%(actor)s changed %(field)s from %(old)s to %(new)s"),
        {"field": str, "old": _value, "new": _value},
        variant=_set,
        refers={"field": "custom_field", "old": _thing, "new": _thing},
        shreds=("old", "new"),
    ),
    Kind(
        "ticket.form_changed",
        _("%(actor)s changed the form to %(new)s"),
        {"old": int, "new": int},
        refers={"old": "form", "new": "form"},
    ),
    Kind("field.created", _("%(actor)s made the field %(name)s"), {"name": str, "key": str, "type": str}),
    Kind(
        "field.changed",
        _("%(actor)s changed %(field)s of the field %(name)s"),
        {"name": str, "field": str},
        refers={"field": "field_part"},
    ),
    Kind("field.archived", _("%(actor)s archived the field %(name)s"), {"name": str}),
    Kind("field.restored", _("%(actor)s brought the field %(name)s back"), {"name": str}),
    Kind("form.created", _("%(actor)s made the form %(name)s"), {"name": str}),
    Kind(
        "form.changed",
        _("%(actor)s changed %(field)s of the form %(name)s"),
        {"name": str, "field": str},
        refers={"field": "field_part"},
    ),
    Kind("form.deleted", _("%(actor)s deleted the form %(name)s"), {"name": str}),
)
