"""Why a job left a ticket as it was, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ponte.tickets.errors import TicketError


def code_of(refusal: TicketError) -> str:
    """The word under which a refusal is kept: its name, and its own code where it has one."""
    code = getattr(refusal, "code", "")
    return f"{type(refusal).__name__}:{code}" if code else type(refusal).__name__


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
        "Finished": _("It is solved already"),
        "AlreadyEscalated": _("It is escalated already"),
        "NotThisPath": _("This path does not lead from its team"),
        "NotIncluded": _("Something of what must be said was missing"),
        "NotOpen": _("The escalation has ended since"),
        "NoRecipient": _("Its customer has no address"),
        "NotMergeable:itself": _("It is the ticket that stays"),
        "NotMergeable:merged": _("It is part of another ticket already"),
        "NotMergeable:moved_on": _("The other ticket was merged since"),
        "NotMergeable:final": _("The time to take the merge back is over"),
        "NotLinkable:itself": _("It is the other ticket itself"),
        "NotLinkable:circle": _("That would go in a circle"),
        "NotLinkable:taken": _("It stands below another ticket already"),
    }
    return ", ".join(known.get(code, code) for code in reason.split(",")) if reason else ""
