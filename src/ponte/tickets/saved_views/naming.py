"""What the journal calls views and their fields."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.tickets.saved_views.models import View


@names("view")
def _views(ids: Collection[Any]) -> dict[Any, str]:
    return {view.pk: view.title for view in View.objects.filter(pk__in=ids)}


@names("view_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "name": _("the name"),
        "names": _("the names"),
        "sharing": _("who sees it"),
        "teams": _("the teams"),
        "conditions": _("the conditions"),
        "columns": _("the columns"),
        "sort": _("the order"),
        "group": _("the groups"),
        "is_active": _("whether it is in use"),
    }
