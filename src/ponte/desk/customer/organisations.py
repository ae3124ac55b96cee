"""Organisations: the list, each one's page, and making one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.customers import organising
from ponte.customers.errors import WrongAddress
from ponte.customers.models import Organisation
from ponte.desk.customer.views import number
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.team.permissions import may
from ponte.ui.toasting import toast

SIZE = 50


@require_safe
@agent_required
def index(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """All of them, newest first; `q` finds by name or domain."""
    text = request.GET.get("q", "").strip()[:100]
    rows = Organisation.objects.order_by("-pk")
    if text:
        rows = rows.filter(name__icontains=text) | rows.filter(domains__contains=[text.lower()])
    if after := number(request.GET.get("after", "")):
        rows = rows.filter(pk__lt=after)
    found = list(rows[: SIZE + 1])
    more = found[SIZE - 1].pk if len(found) > SIZE else 0
    given = {"rows": found[:SIZE], "text": text, "more": more, "may_write": may(agent, "write")}
    return render(request, "customer/organisations.html", given)


@require_http_methods(["GET", "POST"])
@agent_required
def new(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Make one."""
    return _form(request, agent, None)


@require_http_methods(["GET", "POST"])
@agent_required
def show(request: HttpRequest, agent: Agent, organisation: int) -> HttpResponseBase:
    """Its people, and what is known of it; POST changes that."""
    return _form(request, agent, get_object_or_404(Organisation, pk=organisation))


def _form(request: HttpRequest, agent: Agent, found: Organisation | None) -> HttpResponseBase:
    errors: dict[str, str] = {}
    typed = {
        "name": found.name if found else "",
        "domains": list(found.domains) if found else [],
        "notes": found.notes if found else "",
    }
    if request.method == "POST":
        name, notes = request.POST.get("name", "").strip(), request.POST.get("notes", "")[:20_000]
        domains = [word for value in request.POST.getlist("domains") for word in value.replace(";", ",").split(",")]
        typed = {"name": name, "domains": [word.strip() for word in domains if word.strip()], "notes": notes}
        if not name:
            errors["name"] = _("Give it a name.")
        else:
            try:
                saved = (
                    organising.change(found, name=name, domains=domains, notes=notes, by=agent)
                    if found
                    else organising.create(name, domains=domains, notes=notes, by=agent)
                )
            except WrongAddress as wrong:
                errors["domains"] = _("“%(value)s” is not a domain of one organisation.") % {"value": wrong}
            else:
                response = redirect("customer:organisation", saved.pk)
                toast(request, response, _("Saved"))
                return response
    people = (
        list(found.customers.filter(merged_into=None).prefetch_related("identities").order_by("-pk")[:100])
        if found
        else []
    )
    given = {
        "organisation": found,
        "typed": typed,
        "errors": errors,
        "people": people,
        "may_write": may(agent, "write"),
    }
    return render(request, "customer/organisation.html", given, status=422 if errors else 200)
