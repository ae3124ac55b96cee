"""Making, changing and removing macros."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.administration import paging
from ponte.desk.administration.forms import try_on
from ponte.desk.guarding import AgentRequest, requires
from ponte.desk.macros.forms import MacroForm
from ponte.desk.ticket import finding
from ponte.team.models import Agent
from ponte.tickets.macros import keeping
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.values import PLACES
from ponte.tickets.models import Delivery, MessageKind, Tag
from ponte.ui.toasting import toast

OFFERED = 500  # tags that the form suggests


@requires("write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Make one; `like` begins with a copy of another that one may use, `reply` with the last one on that ticket."""
    begun = Macro()
    if like := request.GET.get("like", ""):
        rows = Macro.objects.active().on_page_of(request.user)
        begun = get_object_or_404(rows, pk=int(like) if like.isascii() and like.isdigit() else 0)
        begun.pk, begun.owner_id, begun.team_id, begun.key = None, request.user.pk, None, ""
        begun.name = _("%(name)s (copy)") % {"name": begun.name}
        begun.used_count, begun.last_used_at = 0, None
    elif ticket := paging.number(request.GET.get("reply")):
        begun = _of_reply(request.user, ticket)
    form = MacroForm(request.POST if request.method == "POST" else None, macro=begun, by=request.user)
    if form.is_bound and form.is_valid() and _kept(form, keeping.add):
        return _back(request, _("Made %(name)s") % {"name": begun.name})
    return _page(request, form, None)


def _of_reply(agent: Agent, number: int) -> Macro:
    """A macro with the words of one's own last reply on the ticket, else of a colleague's."""
    ticket = finding.ticket_for(agent, number)
    replies = ticket.messages.filter(kind=MessageKind.PUBLIC, agent__isnull=False).exclude(html="")
    replies = replies.exclude(delivery=Delivery.WITHDRAWN).order_by("-pk")
    last = replies.filter(agent=agent).first() or replies.first()
    if last is None:
        return Macro()
    code = last.language or ticket.language or agent.locale
    return Macro(name=ticket.subject[:120], texts={code if code in dict(settings.LANGUAGES) else "en": last.html})


@requires("write")
@require_http_methods(["GET", "HEAD", "POST"])
def macro(request: AgentRequest, macro: int) -> HttpResponse:
    """Change one that is theirs to change."""
    row = get_object_or_404(Macro.objects.active().editable_by(request.user), pk=macro)
    form = MacroForm(request.POST if request.method == "POST" else None, macro=row, by=request.user)
    if form.is_bound and form.is_valid() and _kept(form, keeping.change):
        return _back(request, _("Saved %(name)s") % {"name": row.name})
    return _page(request, form, row)


@requires("write")
@require_http_methods(["POST", "DELETE"])
def removal(request: AgentRequest, macro: int) -> HttpResponse:
    """POST removes it, DELETE brings it back."""
    row = get_object_or_404(Macro.objects.editable_by(request.user), pk=macro)
    if request.method == "DELETE":
        try:
            keeping.restore(row, by=request.user)
        except ValidationError as error:
            return HttpResponse(" ".join(error.messages), status=422, content_type="text/plain; charset=utf-8")
        return HttpResponse(headers={"HX-Redirect": reverse("macros:list")})
    keeping.remove(row, by=request.user)
    undo = (reverse("macros:removal", args=[row.pk]), "DELETE")
    return _back(request, _("Removed %(name)s") % {"name": row.name}, undo)


def _kept(form: MacroForm, keep: Callable[..., Macro]) -> bool:
    return try_on(form, lambda: keep(form.filled(), by=form.by)) is not None


def _page(request: AgentRequest, form: MacroForm, row: Macro | None) -> HttpResponse:
    context = {
        "form": form,
        "row": row,
        "places": [(name, label) for name, (label, _read) in PLACES.items()],
        "known_tags": list(Tag.objects.order_by("name").values_list("name", flat=True)[:OFFERED]),
    }
    return render(request, "macros/macro.html", context, status=422 if form.errors else 200)


def _back(request: AgentRequest, words: str, undo: tuple[str, str] | None = None) -> HttpResponse:
    done = HttpResponseRedirect(reverse("macros:list"))
    toast(request, done, words, undo=undo)
    return done
