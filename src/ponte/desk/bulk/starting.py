"""A change on many tickets: the job begins, and its page shows how far it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ponte.team.models import Agent
from ponte.tickets.bulk import starting
from ponte.tickets.bulk.errors import NothingChosen, TooMany
from ponte.tickets.errors import NotAllowed, TicketError
from ponte.tickets.querysets import TicketQuerySet
from ponte.ui.quantities import number


class Refused(Exception):
    """Why it did not begin, in words."""


def begin(
    request: HttpRequest, agent: Agent, tickets: TicketQuerySet, what: str, value: str
) -> HttpResponseBase:
    """Begin, and lead to the job's page.

    Raises:
        Refused: nothing was begun.
    """
    try:
        job = starting.start(tickets, what, value, by=agent)
    except TicketError as error:
        raise Refused(words_for(error)) from error
    except (ValueError, KeyError) as error:
        raise Refused(_("Choose what to change, then try again. Nothing was changed.")) from error
    where = reverse("bulk:job", args=[job.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)


def words_for(error: TicketError) -> str:
    """A refusal as people read it."""
    if isinstance(error, NothingChosen):
        return _("Nothing is in this list any more.")
    if isinstance(error, TooMany):
        most = number(starting.MOST)
        return _("These are more than %(number)s. Narrow the list, and do it in parts.") % {"number": most}
    if isinstance(error, NotAllowed):
        return _("You may look at tickets but not change them.")
    return _("This could not be done. Nothing was changed.")
