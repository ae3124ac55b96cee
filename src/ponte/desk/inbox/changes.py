"""Acting on several tickets at once, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.bulk import preparing
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.tickets import changing_many
from ponte.tickets.bulk import actions
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Ticket
from ponte.ui.toasting import toast

MOST = 100


@require_POST
@agent_required
def make(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """`chosen`: ticket ids; `change`: "field:value", e.g. "state:5", "assignee:me", "spam:1".

    `everything`: a list's address instead of ids; a job changes all that is in it.
    """
    ids = [int(word) for word in request.POST.getlist("chosen")[:MOST] if word.isascii() and word.isdigit()]
    field, _colon, value = request.POST.get("change", "").partition(":")
    everything = request.POST.get("everything", "")
    further = field in preparing.ASKING or field in actions.names() - changing_many.CHANGES.keys()
    if everything or further:
        return _prepare(request, agent, field, value, everything, ids)
    tickets = list(Ticket.objects.visible_to(agent).filter(pk__in=ids))
    try:
        outcome = changing_many.change(tickets, field, value, by=agent)
    except NotAllowed:
        return _answer(request, error=_("You may look at tickets but not change them."))
    except ValueError:
        return _answer(request, error=_("Choose what to change, then try again. Nothing was changed."))
    response = _answer(request)
    done = len(outcome.done)
    if outcome.refused:
        messages.warning(
            request,
            ngettext(
                "%(number)s ticket stays as it is: closed, or not ready to be solved.",
                "%(number)s tickets stay as they are: closed, or not ready to be solved.",
                len(outcome.refused),
            )
            % {"number": len(outcome.refused)},
        )
    if done:
        undo = reverse("inbox:undo", args=[signing.dumps([agent.pk, field, outcome.done], compress=True)])
        words = ngettext("%(number)s ticket changed", "%(number)s tickets changed", done) % {"number": done}
        toast(request, response, words, undo=(undo, "DELETE"))
    else:
        toast(request, response, _("Nothing to change"))
    return response


@require_http_methods(["DELETE", "POST"])
@agent_required
def undo(request: HttpRequest, agent: Agent, made: str) -> HttpResponseBase:
    """Put back what `make` changed, unless somebody changed it again since."""
    try:
        owner, field, done = signing.loads(made, max_age=3600)
    except signing.BadSignature:
        raise Http404 from None
    if owner != agent.pk:
        raise Http404
    visible = Ticket.objects.visible_to(agent).in_bulk([pk for pk, _old, _new in done])
    mine = [(visible[pk], old, new) for pk, old, new in done if pk in visible]
    back = changing_many.put_back(field, mine, by=agent)
    response = _answer(request)
    words = ngettext("%(number)s ticket put back", "%(number)s tickets put back", back) % {"number": back}
    toast(request, response, words)
    return response


def _prepare(
    request: HttpRequest, agent: Agent, field: str, value: str, everything: str, ids: list[int]
) -> HttpResponseBase:
    """A change of a whole list, or one that asks for more, is looked at on a page of its own first."""
    where = preparing.address_of(field, value, everything=everything, chosen=ids)
    try:
        tickets = preparing.selected(QueryDict(where.partition("?")[2]), agent)
        if field not in preparing.ASKING:
            actions.known(field, value, agent)
    except (ValueError, KeyError):
        return _answer(request, error=_("Choose what to change, then try again. Nothing was changed."))
    if not tickets.order_by().exists():
        return _answer(request, error=_("Nothing is in this list any more."))
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)


def _answer(request: HttpRequest, error: str = "") -> HttpResponse:
    if error:
        if request.headers.get("HX-Request"):
            return HttpResponse(error, status=422, content_type="text/plain; charset=utf-8")
        messages.error(request, error)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=200, headers={"HX-Trigger": '{"ponte:reload-queue": {}}'})
    return redirect(request.headers.get("Referer") or reverse("inbox:home"))
