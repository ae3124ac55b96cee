"""Applying a macro to a ticket, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.macros import words
from ponte.desk.macros.choosing import macro_for
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.answering import words_for
from ponte.team.models import Agent
from ponte.tickets import drafting
from ponte.tickets.errors import ClosedTicket, NotAllowed, TicketError
from ponte.tickets.macros import applying, planning
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Draft, MessageKind, State, Ticket
from ponte.ui.toasting import toast

UNDO_SECONDS = 3600


@require_POST
@agent_required
def application(request: HttpRequest, agent: Agent, ticket: int, macro: int) -> HttpResponseBase:
    """Apply it. The text comes back for the composer (or goes into the draft where there is no script).

    The state of a macro that writes to the customer waits for the sending: nothing is solved before it is answered.
    """
    found, row = finding.ticket_for(agent, ticket), macro_for(agent, macro)
    later = {"state"} if row.is_reply else set()
    try:
        if row.is_reply and found.is_closed:
            raise ClosedTicket
        language, anyway = request.POST.get("language", "")[:8], bool(request.POST.get("anyway"))
        applied = applying.apply(row, found, by=agent, language=language, but=later, anyway=anyway)
    except TicketError as error:
        return _refused(request, found, words_for(error))
    state = _state_of(row) if later else None
    undo = None
    if applied.plan.changes:
        changes = [(each.what, each.old, each.new) for each in applied.plan.changes]
        undo = (reverse("macros:undo", args=[found.pk, signing.dumps([agent.pk, changes], compress=True)]), "DELETE")
    said = _said(row, applied)
    if request.headers.get("HX-Request"):
        return JsonResponse(
            {
                "html": applied.text.html if applied.text else "",
                "mode": "note" if row.goes_to == MessageKind.NOTE else "reply",
                "state": state and {"id": state.pk, "words": _("Send: %(state)s") % {"state": state.name}},
                "toast": {"text": said, "undo": undo} if undo or applied.plan.impossible else None,
            }
        )
    if applied.text:
        _into_draft(found, agent, MessageKind(row.goes_to), applied.text.html)
    response = redirect("ticket:show", found.pk)
    toast(request, response, said, undo=undo)
    if state:
        messages.warning(request, _("When you send, choose the state “%(state)s”.") % {"state": state.name})
    return response


def _said(macro: Macro, applied: applying.Applied) -> str:
    done = len(applied.plan.changes)
    said = _("Applied %(name)s") % {"name": macro.name}
    if done:
        said += ": " + ngettext("%(number)s change", "%(number)s changes", done) % {"number": done}
    if applied.plan.impossible:
        rows = applied.plan.words()
        gone = ", ".join(words.of_action(rows, what, value) for what, value in applied.plan.impossible)
        said += ". " + _("Left out, because it is no longer in use: %(what)s") % {"what": gone}
    return said


def _state_of(macro: Macro) -> State | None:
    wanted = [value for what, value in macro.actions if what == "state"]
    return State.objects.filter(pk=wanted[-1], is_active=True).first() if wanted else None


def _into_draft(ticket: Ticket, agent: Agent, kind: MessageKind, html: str) -> None:
    before = Draft.objects.filter(ticket=ticket, agent=agent, kind=kind).first()
    kept = (before.html, before.to, before.cc) if before else ("", [], [])
    drafting.save(ticket, by=agent, kind=kind, html=kept[0] + html, to=kept[1], cc=kept[2])


@require_http_methods(["DELETE", "POST"])
@agent_required
def undo(request: HttpRequest, agent: Agent, ticket: int, made: str) -> HttpResponseBase:
    """Put back what a macro changed, unless somebody changed it again since. The text stays in the draft."""
    found = finding.ticket_for(agent, ticket)
    try:
        owner, changes = signing.loads(made, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    if owner != agent.pk:
        raise Http404
    try:
        back = applying.put_back(found, [planning.Change(*each) for each in changes], by=agent)
    except NotAllowed as error:
        return _refused(request, found, words_for(error))
    response: HttpResponseBase
    if request.headers.get("HX-Request"):
        response = HttpResponse(headers={"HX-Trigger": '{"ponte:refresh-ticket": {}, "ponte:macro-undone": {}}'})
    else:
        response = redirect("ticket:show", found.pk)
    toast(
        request,
        response,
        ngettext("%(number)s change put back", "%(number)s changes put back", back) % {"number": back},
    )
    return response


def _refused(request: HttpRequest, ticket: Ticket, said: str) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    messages.error(request, said)
    return redirect("ticket:show", ticket.pk)
