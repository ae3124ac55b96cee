"""Marking a ticket as spam, if wanted with its sender blocked; and taking both back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.channels.email import blocking
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.answering import words_for
from ponte.desk.ticket.properties import changed, refused
from ponte.team.models import Agent
from ponte.tickets import addressees, changing
from ponte.tickets.errors import TicketError


@require_http_methods(["POST", "DELETE"])
@agent_required
def spam(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """POST: spam, with `block` the sender's mail is kept out too. DELETE (or POST `undo`): neither any more."""
    found = finding.ticket_for(agent, ticket)
    back = request.method == "DELETE" or bool(request.POST.get("undo"))
    try:
        changing.set_spam(found, not back, by=agent)
    except TicketError as wrong:
        return refused(request, found, words_for(wrong))
    senders = addressees.usual(found)
    if back:
        for address in senders:
            blocking.allow(address, by=agent)
        return changed(request, found, _("No spam any more, and its sender may write"))
    undo = (reverse("handling:spam", args=[found.pk]), "DELETE")
    if request.POST.get("block"):
        try:
            for address in senders:
                blocking.block(address, by=agent, ticket=found)
        except ValidationError as wrong:  # such as one of our own
            return changed(request, found, " ".join([_("Marked as spam"), *wrong.messages]), undo=undo)
        return changed(request, found, _("Spam, and its sender is blocked"), undo=undo)
    return changed(request, found, _("Marked as spam"), undo=undo)
