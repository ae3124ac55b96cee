"""Splitting chosen messages off into a ticket of their own."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.customers import finding as customers
from ponte.customers.models import Customer
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.answering import words_for as usual_words
from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets.errors import TicketError
from ponte.tickets.merges import splitting
from ponte.tickets.merges.errors import NotSplittable
from ponte.tickets.models import Delivery, Message, Ticket
from ponte.ui.toasting import toast

MOST = 200


class Wrong(Exception):
    """What cannot be taken, in words."""


@require_http_methods(["GET", "POST"])
@agent_required
def split(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET: choose messages. POST `messages`, `subject`, `address` (another customer's): make the new ticket."""
    found = finding.ticket_for(agent, ticket)
    error = ""
    chosen = [int(word) for word in request.POST.getlist("messages") if word.isascii() and word.isdigit()]
    if request.method == "POST":
        try:
            customer = _customer(request.POST.get("address", "").strip(), agent)
            made = splitting.split(
                found,
                chosen,
                by=agent,
                subject=request.POST.get("subject", ""),
                requester=customer,
                tell=richtext.from_text(request.POST.get("text", "")) if request.POST.get("tells") else "",
            )
        except Wrong as wrong:
            error = str(wrong)
        except TicketError as wrong:
            error = words_for(wrong)
        else:
            response = redirect("ticket:show", made.pk)
            toast(request, response, _("Split from #%(number)s") % {"number": found.pk})
            return response
    start = request.GET.get("message", "")
    page = {
        "ticket": found,
        "agent": agent,
        "nav": "ticket",
        "messages_of": _messages(found),
        "chosen": chosen or ([int(start)] if start.isascii() and start.isdigit() else []),
        "subject": request.POST.get("subject", found.subject),
        "address": request.POST.get("address", ""),
        "tells": bool(request.POST.get("tells")),
        "text": request.POST.get("text") or _usual_text(found),
        "error": error,
    }
    return render(request, "handling/split.html", page, status=422 if error else 200)


def _usual_text(ticket: Ticket) -> str:
    """What the customer may be told, in their language."""
    with override(ticket.language or get_language() or "en"):
        return _(
            "You wrote about more than one thing, so we go on with this one in a conversation of its own."
            " You need not do anything."
        )


def _messages(ticket: Ticket) -> list[Message]:
    """The newest first, with what the page shows of each."""
    rows = ticket.messages.exclude(delivery=Delivery.WITHDRAWN).select_related("agent", "customer")
    return list(rows.defer("html", "words").order_by("-pk")[:MOST])


def _customer(address: str, agent: Agent) -> Customer | None:
    if not address:
        return None
    try:
        validate_email(address)
    except ValidationError:
        raise Wrong(_("“%(value)s” is not an e-mail address.") % {"value": address}) from None
    return customers.find_or_make(customers.normalise(address), by=agent)[0]


def words_for(wrong: TicketError) -> str:
    """Why it cannot be, and what can."""
    if isinstance(wrong, NotSplittable):
        return {
            "none": _("Choose the messages that go to the new ticket."),
            "all": _("At least one message must stay. To change whose ticket it is, change its customer."),
            "sending": _("One of them is still on its way. Wait until it is sent, then try again."),
        }[wrong.code]
    return usual_words(wrong)
