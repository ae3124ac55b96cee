"""What macros and snoozing do to a ticket."""

from __future__ import annotations

from datetime import UTC

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.problems import wrong
from ponte.api.schemas.handling import (
    ApplicationIn,
    AppliedOut,
    SnoozeIn,
)
from ponte.api.schemas.words import Id
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope
from ponte.tickets.following_up import snoozing
from ponte.tickets.following_up.errors import NotToCome
from ponte.tickets.macros import applying
from ponte.tickets.macros.models import Macro

router = Router(tags=["Handling"])
WRITE = Scope.TICKETS_WRITE


@operation(
    router,
    "POST",
    "/tickets/{ticket}/macros",
    WRITE,
    gives=AppliedOut,
    takes=JSON,
    refuses=(404, 409),
)
def apply_macro(request: Call, ticket: Path[Id], asked: ApplicationIn) -> HttpResponse:
    """Apply a macro

    Its actions are done at once; its text is given back, to be sent as a message or not.
    """
    found = finding.ticket_for(request.agent, ticket)
    permissions.require(request.agent, "write")
    macro = Macro.objects.active().visible_to(request.agent).filter(pk=asked.macro).first()
    if macro is None:
        raise wrong("macro", _("There is none with the id %(id)s.") % {"id": asked.macro})
    applied = applying.apply(macro, found, by=request.agent, language=asked.language)
    text = applied.text
    return give(
        {
            "changes": [{"what": each.what, "old": each.old, "new": each.new} for each in applied.plan.changes],
            "html": text.html if text else None,
            "language": text.language if text else None,
            "missing": text.missing if text else [],
            "goes_to": macro.goes_to,
        }
    )


@operation(router, "PUT", "/tickets/{ticket}/snooze", WRITE, status=204, takes=JSON, refuses=(404, 409))
def snooze_ticket(request: Call, ticket: Path[Id], asked: SnoozeIn) -> HttpResponse:
    """Put a ticket aside

    Until a moment, or until the customer writes. A snooze before is replaced.
    """
    found = finding.ticket_for(request.agent, ticket)
    try:
        until = asked.until.astimezone(UTC) if asked.until else None
        snoozing.snooze(found, until, by=request.agent, note=asked.note)
    except (NotToCome, OverflowError):
        raise wrong("until", _("Choose a moment to come, within five years.")) from None
    return done()


@operation(router, "DELETE", "/tickets/{ticket}/snooze", WRITE, status=204, refuses=(404, 409))
def wake_ticket(request: Call, ticket: Path[Id]) -> HttpResponse:
    """Take a ticket up again"""
    snoozing.wake(finding.ticket_for(request.agent, ticket), by=request.agent)
    return done()
