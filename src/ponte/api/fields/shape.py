"""Fields and forms as resources."""

from __future__ import annotations

from typing import Any

from ponte.tickets.fields.models import CustomField, Form


def of_field(row: CustomField) -> dict[str, Any]:
    """A field."""
    plain = ("key", "kind", "names", "helps", "settings", "access", "default", "is_archived")
    found = {name: getattr(row, name) for name in plain}
    return {"id": row.pk, "name": row.label, **found, "choices": [_choice(each) for each in row.choices]}


def _choice(each: dict[str, Any]) -> dict[str, Any]:
    below = [_choice(one) for one in each.get("choices") or []]
    return {
        "key": each["key"],
        "names": each.get("names") or {},
        "archived": bool(each.get("archived")),
        "choices": below,
    }


def of_form(row: Form) -> dict[str, Any]:
    """A form."""
    plain = ("names", "rules", "is_default", "is_active")
    return {"id": row.pk, "name": row.name, "brand": row.brand_id, **{name: getattr(row, name) for name in plain}}
