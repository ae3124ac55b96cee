"""What each reason means, and what mends it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ponte.tickets.watching.models import Reason

ICONS = {
    Reason.PROMISE: ("calendar", "negative"),
    Reason.WAITING: ("clock", "negative"),
    Reason.SILENT: ("message", "caution"),
    Reason.AWAY: ("user", "caution"),
    Reason.NO_OWNER: ("unassigned", "caution"),
    Reason.SNOOZE: ("snooze", ""),
    Reason.NO_NEXT_STEP: ("right", ""),
}


def steps() -> dict[str, str]:
    """The next step for each reason."""
    return {
        Reason.PROMISE: _("Answer the customer, or say when you will"),
        Reason.WAITING: _("Answer now: most of this team’s customers had their answer by this time"),
        Reason.SILENT: _("Ask the assignee, or give it to somebody else"),
        Reason.AWAY: _("Give it to somebody who is here"),
        Reason.NO_OWNER: _("Give it to somebody"),
        Reason.SNOOZE: _("Go on with it, or put it off again"),
        Reason.NO_NEXT_STEP: _("Set a reminder, or solve it"),
    }
