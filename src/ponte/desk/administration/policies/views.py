"""Policies: their order, making one, changing one, and which would rule a ticket."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.desk.administration.forms import try_on
from ponte.desk.administration.policies import showing
from ponte.desk.administration.policies.forms import PolicyForm, initial_of
from ponte.desk.administration.policies.renewals import latest
from ponte.desk.administration.policies.showing import conflict
from ponte.desk.conditions import building
from ponte.desk.conditions.building import Builder
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets.models import Ticket
from ponte.tickets.sla import arranging, explaining
from ponte.tickets.sla.arranging import ChangedMeanwhile
from ponte.tickets.sla.models import Policy
from ponte.tickets.states import Priority
from ponte.ui.toasting import toast


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@requires("manage_policies")
@require_safe
def policies(request: AgentRequest) -> HttpResponse:
    """All of them, in the order in which they are asked."""
    shown = [showing.show(policy) for policy in showing.every_policy()]
    given = {"policies": shown, "priorities": _priorities(), "renewal": latest(), "is_behind": showing.is_behind()}
    return render(request, "administration/policies.html", given)


@requires("manage_policies")
@require_safe
def ruling(request: AgentRequest) -> HttpResponse:
    """Which policy would rule a ticket, and why the others do not."""
    number = _number(request.GET.get("ticket", ""))
    ticket = Ticket.objects.visible_to(request.user).select_related("requester", "state").filter(pk=number).first()
    given: dict[str, object] = {"ticket": ticket, "asked": request.GET.get("ticket", "")[:20]}
    if ticket is not None:
        active = [showing.show(policy, ticket) for policy in showing.every_policy() if policy.is_active]
        ruling = next((one for one in active if one.matches), None)
        given.update(shown=active, ruling=ruling, clocks=explaining.of_ticket(ticket))
        if ruling:
            given["why"] = explaining.why(ruling.version, ticket.priority)
    part = "policy_ruling" if request.headers.get("HX-Request") else "policy_ruling_page"
    return render(request, f"administration/{part}.html", given)


@requires("manage_policies")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Make a policy."""
    form = PolicyForm(request.POST if request.method == "POST" else None, initial={"warn_at": "75"})
    builder = _builder(request, {})
    if _may_save(request, form, builder):
        made = try_on(form, lambda: arranging.make(form.promise(builder.written()), by=request.user))
        if made:
            return _saved(request)
    return _page(request, form, builder, None)


@requires("manage_policies")
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: AgentRequest, policy: int) -> HttpResponse:
    """See and change a policy."""
    row = get_object_or_404(Policy.objects.select_related("current"), pk=policy, current__isnull=False)
    assert row.current is not None
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=initial_of(row.current))
    builder = _builder(request, row.current.conditions)
    if _may_save(request, form, builder):
        seen = _number(request.POST.get("seen", "")) or None
        try:
            changed = try_on(
                form, lambda: arranging.change(row, form.promise(builder.written()), by=request.user, seen=seen)
            )
        except ChangedMeanwhile as meanwhile:
            return _page(request, form, builder, row, conflict=conflict(meanwhile.policy))
        if changed:
            return _saved(request)
    return _page(request, form, builder, row)


@requires("manage_policies")
@require_POST
def place(request: AgentRequest, policy: int) -> HttpResponse:
    """Move it in the order: `to` is a place from 0."""
    row = get_object_or_404(Policy, pk=policy)
    arranging.move(row, _number(request.POST.get("to", "")), by=request.user)
    return HttpResponseRedirect(reverse("policies"))


@requires("manage_policies")
@require_POST
def use(request: AgentRequest, policy: int) -> HttpResponse:
    """Put it out of use, or into use again."""
    row = get_object_or_404(Policy, pk=policy)
    arranging.set_active(row, request.POST.get("active") == "1", by=request.user)
    return HttpResponseRedirect(reverse("policies"))


def _priorities() -> list[str]:
    return [str(one.label) for one in sorted(Priority, reverse=True)]


def _saved(request: AgentRequest) -> HttpResponse:
    done = HttpResponseRedirect(reverse("policies"))
    toast(request, done, _("Saved. New tickets follow it; running deadlines stay until you renew them."))
    return done


def _builder(request: AgentRequest, conditions: object) -> Builder:
    title = _("For tickets that fit")
    if request.method == "POST":
        return building.read(request.POST, has_reader=False, title=title)
    return building.of(conditions, has_reader=False, title=title)


def _may_save(request: AgentRequest, form: PolicyForm, builder: Builder) -> bool:
    if request.method != "POST" or building.asks(request.POST):
        return False
    return form.is_valid() & builder.is_sound()  # both tell what is wrong with them


def _page(
    request: AgentRequest, form: PolicyForm, builder: Builder, policy: Policy | None, conflict: str = ""
) -> HttpResponse:
    asks = building.asks(request.POST)
    is_wrong = request.method == "POST" and not asks
    if asks:  # nothing is saved yet, so nothing else is judged
        form = PolicyForm(initial={name: form.data.get(name, "") for name in form.fields})
    newest = policy and Policy.objects.select_related("current").get(pk=policy.pk)
    context = {
        "form": form,
        "builder": builder.look(request.user),
        "policy": newest,
        "priorities": _priorities(),
        "conflict": conflict,
    }
    return render(request, "administration/policy.html", context, status=422 if is_wrong else 200)
