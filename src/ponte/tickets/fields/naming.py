"""What the journal calls fields and forms."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.tickets.fields import catalogue


@names("custom_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    known = catalogue.current().fields
    return {key: known[key].label for key in keys if key in known}


@names("choice")
def _choices(keys: Collection[Any], of: str) -> dict[Any, str]:
    known = catalogue.current().fields.get(of)
    return {key: known.options[key].label for key in keys if known and key in known.options}


@names("form")
def _forms(ids: Collection[Any]) -> dict[Any, str]:
    known = catalogue.current().forms
    return {pk: known[pk].name for pk in ids if pk in known}


@names("field")
def _field_rows(ids: Collection[Any]) -> dict[Any, str]:
    known = catalogue.current().by_id
    return {pk: known[pk].label for pk in ids if pk in known}


@names("field_part")
def _parts(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "names": _("the name"),
        "helps": _("the help"),
        "settings": _("the settings"),
        "choices": _("the choices"),
        "access": _("who sees it"),
        "default": _("the initial value"),
        "brand_id": _("the brand"),
        "rules": _("the fields"),
        "is_default": _("whether it is the usual one"),
        "is_active": _("whether it is in use"),
    }
