"""Replies that wait for their time: put aside from the composer, sent at once, edited or called off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.answering import words_for
from ponte.desk.ticket.belongings import has
from ponte.desk.ticket.properties import changed, refused
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed, TicketError
from ponte.tickets.later import scheduling, sending
from ponte.tickets.later.models import LaterReply, LaterStatus
from ponte.tickets.models import Ticket
from ponte.ui.toasting import toast


def waiting_on(ticket: Ticket, agent: Agent) -> list[dict[str, object]] | None:
    """What waits on this ticket, for its page."""
    if not has(ticket, "later"):
        return None
    rows = list(
        LaterReply.objects.filter(draft__ticket=ticket).select_related("draft__agent", "state").order_by("send_at")
    )
    if not rows:
        return None
    return [
        {
            "row": row,
            "reason": _reason(row),
            "news": row.status == LaterStatus.WAITING and sending.customer_wrote(row),
            "may": agent.may_write and (row.draft.agent_id == agent.pk or agent.sees_all),
        }
        for row in rows
    ]


@require_http_methods(["POST", "DELETE"])
@agent_required
def reply(request: HttpRequest, agent: Agent, ticket: int, later: int) -> HttpResponseBase:
    """POST: send it now. DELETE (or POST `edit`): back to the composer."""
    found = finding.ticket_for(agent, ticket)
    row = get_object_or_404(LaterReply.objects.select_related("draft__ticket"), pk=later, draft__ticket=found)
    try:
        if request.method == "DELETE" or request.POST.get("edit"):
            mine = row.draft.agent_id == agent.pk
            scheduling.call_off(row, by=agent)
            words = _("Your text is in the composer again.") if mine else _("It is in its writer's composer again.")
            return _reload(request, found, words)
        sending.send_now(row, by=agent)
    except LaterReply.DoesNotExist:
        return refused(request, found, _("It was sent or taken back meanwhile."))
    except NotAllowed:
        return refused(request, found, _("Another wrote it. Ask them, or a coordinator."))
    except TicketError as wrong:
        return refused(request, found, words_for(wrong))
    return changed(request, found, _("Reply on its way"))


def _reload(request: HttpRequest, ticket: Ticket, words: str) -> HttpResponseBase:
    response: HttpResponseBase = redirect(reverse("ticket:show", args=[ticket.pk]))
    if request.headers.get("HX-Request"):
        response = HttpResponse(headers={"HX-Trigger": '{"ponte:reload-ticket": {"focus": "composer"}}'})
    toast(request, response, words)
    return response


def _reason(row: LaterReply) -> str:
    if row.status != LaterStatus.HELD:
        return ""
    return {
        "customer_wrote": _("The customer wrote before it went. Read that first."),
        "merged": _("It was written before the tickets were merged. Look at whom it goes to."),
        "closed": _("The ticket was closed before it went."),
        "NotSolvable": _("Something must be done before the ticket is solved."),
    }.get(row.reason, _("It could not be sent."))
