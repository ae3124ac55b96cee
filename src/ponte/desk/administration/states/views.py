"""The company's own states."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.desk.administration.forms import try_on
from ponte.desk.administration.states.forms import NewStateForm, StateForm, initial_of
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets import arranging_states
from ponte.tickets.models import State
from ponte.tickets.states import StateType
from ponte.ui.toasting import toast

ICONS = {1: "new", 2: "open", 3: "pending", 4: "hold", 5: "solved", 6: "closed"}


@requires("manage_states")
@require_safe
def states(request: AgentRequest) -> HttpResponse:
    """Every state under its type, in order."""
    rows = groupby(State.objects.order_by("type", "position", "pk"), key=lambda state: state.type)
    groups = [(StateType(kind).label, ICONS[kind], list(each)) for kind, each in rows]
    return render(request, "administration/states.html", {"groups": groups})


@requires("manage_states")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Add a state."""
    form = NewStateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = try_on(
            form,
            lambda: arranging_states.make(
                StateType(form.cleaned_data["type"]),
                names=form.names(),
                pauses_deadlines=form.cleaned_data["pauses_deadlines"],
                by=request.user,
            ),
        )
        if made:
            return _saved(request)
    return _page(request, form, None)


@requires("manage_states")
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: AgentRequest, state: int) -> HttpResponse:
    """See and change a state."""
    row = get_object_or_404(State, pk=state)
    form = StateForm(request.POST if request.method == "POST" else None, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        changed = try_on(
            form,
            lambda: arranging_states.change(
                row,
                by=request.user,
                names=form.names(),
                pauses_deadlines=form.cleaned_data["pauses_deadlines"],
                is_active=form.cleaned_data["is_active"],
            ),
        )
        if changed:
            return _saved(request)
    return _page(request, form, row)


@requires("manage_states")
@require_POST
def usual(request: AgentRequest, state: int) -> HttpResponse:
    """Make it the one that its type means."""
    row = get_object_or_404(State, pk=state)
    try:
        arranging_states.make_usual(row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(reverse("states"))


@requires("manage_states")
@require_POST
def place(request: AgentRequest, state: int) -> HttpResponse:
    """Move it up or down among its like."""
    row = get_object_or_404(State, pk=state)
    arranging_states.move(row, up=request.POST.get("to") == "up", by=request.user)
    return HttpResponseRedirect(reverse("states"))


def _saved(request: AgentRequest) -> HttpResponse:
    done = HttpResponseRedirect(reverse("states"))
    toast(request, done, _("Saved"))
    return done


def _page(request: AgentRequest, form: StateForm, state: State | None) -> HttpResponse:
    context = {"form": form, "state": state}
    return render(request, "administration/state.html", context, status=422 if form.errors else 200)
