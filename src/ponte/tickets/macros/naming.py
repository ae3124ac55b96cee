"""What the journal calls macros and their fields."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.tickets.macros.models import Macro


@names("macro")
def _macros(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Macro.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("macro_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "name": _("the name"),
        "key": _("the key"),
        "audience": _("for whom it is"),
        "texts": _("the text"),
        "goes_to": _("where the text goes"),
        "actions": _("the actions"),
    }
