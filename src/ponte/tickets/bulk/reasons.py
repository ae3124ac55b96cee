"""Why a job left a ticket as it was, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words(reason: str) -> str:
    """A sentence for the result list; what has none is said as it is."""
    known = {
        "unseen": _("Out of your sight by now"),
        "unchanged": _("It was so already"),
        "closed": _("Closed, and closed is final"),
        "changed_since": _("Changed again since"),
        "not_allowed": _("You may look at tickets but not change them"),
        "parts": _("Parts of it are still open"),
        "incidents": _("Incidents of it are still open"),
        "field": _("A field that must be filled is empty"),
        "value": _("The field cannot take this value"),
        "checklist": _("Its checklist is not done"),
    }
    return ", ".join(known.get(code, code) for code in reason.split(",")) if reason else ""
