"""Making and changing a route."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.administration.forms import try_on
from ponte.desk.administration.routing.forms import RouteForm, initial_of
from ponte.desk.conditions import building
from ponte.desk.conditions.building import Builder
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets.routing import arranging
from ponte.tickets.routing.models import Route
from ponte.ui.toasting import toast


@requires("manage_routing")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Make a route."""
    form = RouteForm(request.POST if request.method == "POST" else None, initial={"way": "load", "match": "prefer"})
    builder = builder_of(request, {})
    if may_save(request, form, builder):
        made = try_on(form, lambda: arranging.make(form.plan(builder.written()), by=request.user))
        if made:
            return _saved(request)
    return _page(request, form, builder, None)


@requires("manage_routing")
@require_http_methods(["GET", "HEAD", "POST"])
def route(request: AgentRequest, route: int) -> HttpResponse:
    """See and change a route."""
    row = get_object_or_404(Route.objects.select_related("team", "schedule"), pk=route)
    form = RouteForm(request.POST if request.method == "POST" else None, initial=initial_of(row))
    builder = builder_of(request, row.conditions)
    if may_save(request, form, builder):
        changed = try_on(form, lambda: arranging.change(row, form.plan(builder.written()), by=request.user))
        if changed:
            return _saved(request)
    return _page(request, form, builder, row)


def builder_of(request: AgentRequest, conditions: object) -> Builder:
    """The builder of conditions, as it is kept or as it was sent."""
    title = _("For tickets that fit")
    if request.method == "POST":
        return building.read(request.POST, has_reader=False, title=title)
    return building.of(conditions, has_reader=False, title=title)


def may_save(request: AgentRequest, form: RouteForm, builder: Builder) -> bool:
    """Whether saving was asked for and nothing is wrong; both tell what is wrong with them."""
    if request.method != "POST" or building.asks(request.POST):
        return False
    return form.is_valid() & builder.is_sound()


def _saved(request: AgentRequest) -> HttpResponse:
    done = HttpResponseRedirect(reverse("routes"))
    toast(request, done, _("Saved. Tickets without an owner are looked at again."))
    return done


def _page(request: AgentRequest, form: RouteForm, builder: Builder, route: Route | None) -> HttpResponse:
    asks = building.asks(request.POST)
    is_wrong = request.method == "POST" and not asks
    if asks:  # nothing is saved yet, so nothing else is judged
        form = RouteForm(initial={name: form.data.get(name, "") for name in form.fields})
    context = {"form": form, "builder": builder.look(request.user), "route": route}
    return render(request, "administration/route.html", context, status=422 if is_wrong else 200)
