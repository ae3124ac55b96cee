"""The checklist of a ticket, worked on in the pane beside it; and the lists kept for use again."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.guarding import AgentRequest, requires
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.answering import words_for
from ponte.desk.ticket.belongings import has
from ponte.desk.ticket.properties import changed, refused
from ponte.team.models import Agent
from ponte.tickets.checklists import keeping, listing, ticking
from ponte.tickets.checklists.models import ChecklistItem, ChecklistTemplate
from ponte.tickets.errors import TicketError
from ponte.tickets.models import Ticket
from ponte.ui.toasting import toast


def beside(ticket: Ticket, agent: Agent) -> dict[str, object] | None:
    """The list for the pane, and the kept ones that can be added."""
    rows = ChecklistItem.objects.filter(ticket=ticket).select_related("done_by") if has(ticket, "checklist") else []
    items = list(rows)
    if not items and (ticket.is_closed or not agent.may_write):
        return None
    may = agent.may_write and not ticket.is_closed and has(ticket, "kept")
    kept = list(ChecklistTemplate.objects.all()) if may else []
    return {"items": items, "kept": kept, "done": sum(item.done_at is not None for item in items)}


@require_POST
@agent_required
def checklist(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """POST `text` (and `required`) adds an item, `kept` (an id) the items of a kept list."""
    found = finding.ticket_for(agent, ticket)
    try:
        if (kept := request.POST.get("kept", "")).isdigit():
            listing.apply(found, get_object_or_404(ChecklistTemplate, pk=int(kept)), by=agent)
        else:
            listing.add(found, request.POST.get("text", ""), by=agent, required=bool(request.POST.get("required")))
    except TicketError as wrong:
        return refused(request, found, words_for(wrong))
    return changed(request, found, _("Checklist changed"))


@require_http_methods(["POST", "DELETE"])
@agent_required
def item_of(request: HttpRequest, agent: Agent, ticket: int, item: int) -> HttpResponseBase:
    """POST ticks it (`undone`: takes the tick off), DELETE (or POST `remove`) takes it off the list."""
    found = finding.ticket_for(agent, ticket)
    row = get_object_or_404(ChecklistItem.objects.select_related("ticket"), pk=item, ticket=found)
    try:
        if request.method == "DELETE" or request.POST.get("remove"):
            listing.remove(row, by=agent)
            return changed(request, found, _("Taken off the checklist"))
        done = not request.POST.get("undone")
        ticking.tick(row, done, by=agent)
    except TicketError as wrong:
        return refused(request, found, words_for(wrong))
    return changed(request, found, _("Ticked") if done else _("Tick taken off"))


class ChecklistForm(forms.Form):
    """A kept list: a line an item."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    lines = forms.CharField(
        label=gettext_lazy("Items"),
        widget=forms.Textarea,
        max_length=8000,
        help_text=gettext_lazy("One a line. A line that begins with ! must be done before the ticket is solved."),
    )


@requires("manage_macros")
@require_http_methods(["GET", "HEAD", "POST"])
def kept_lists(request: AgentRequest) -> HttpResponse:
    """The lists; a new one is made here."""
    return _edit(request, None)


@requires("manage_macros")
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def kept_list(request: AgentRequest, checklist: int) -> HttpResponse:
    """Change one; DELETE (or POST `remove`) deletes it."""
    row = get_object_or_404(ChecklistTemplate, pk=checklist)
    if request.method == "DELETE" or request.POST.get("remove"):
        keeping.drop(row, by=request.user)
        response = HttpResponseRedirect(reverse("handling:checklists"))
        toast(request, response, _("Deleted %(name)s") % {"name": row.name})
        return response
    return _edit(request, row)


def _edit(request: AgentRequest, row: ChecklistTemplate | None) -> HttpResponse:
    initial = {"name": row.name, "lines": keeping.written(row.items)} if row else None
    form = ChecklistForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            items = keeping.parse(form.cleaned_data["lines"])
            keeping.keep(row, form.cleaned_data["name"].strip(), items, by=request.user)
        except keeping.NameTaken:
            form.add_error("name", _("There is one of this name already."))
        else:
            return HttpResponseRedirect(reverse("handling:checklists"))
    given = {"row": row, "form": form, "rows": [] if row else list(ChecklistTemplate.objects.all())}
    return render(request, "handling/checklists.html", given, status=422 if form.errors else 200)
