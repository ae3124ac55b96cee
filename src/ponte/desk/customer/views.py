"""The list of customers and each one's page."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.customers import editing
from ponte.customers.models import Customer, Organisation
from ponte.desk.customer import listing
from ponte.desk.signed_in import agent_required
from ponte.events.models import Event
from ponte.events.telling import tell
from ponte.team.models import Agent
from ponte.team.permissions import may
from ponte.tickets.models import Ticket
from ponte.ui.languages import language_name
from ponte.ui.toasting import toast

SIZE = listing.SIZE


@require_safe
@agent_required
def index(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Customers, the last met first; `q` searches, `after` goes on."""
    text = request.GET.get("q", "").strip()[:200]
    after = number(request.GET.get("after", ""))
    rows, more = listing.page(text, after)
    given = {"rows": rows, "text": text, "more": more, "agent": agent}
    part = after and request.headers.get("HX-Request")
    return render(request, "customer/rows.html" if part else "customer/index.html", given)


@require_safe
@agent_required
def show(request: HttpRequest, agent: Agent, customer: int) -> HttpResponseBase:
    """One customer: what is known, their tickets, what happened. A merged one leads to who they are now."""
    found = get_object_or_404(Customer.objects.select_related("organisation"), pk=customer)
    if found.merged_into_id:
        return redirect("customer:show", found.merged_into_id)
    tickets = (
        Ticket.objects.visible_to(agent)
        .filter(requester=found)
        .select_related("state", "assignee")
        .order_by("-created_at")
    )
    after = number(request.GET.get("after", ""))
    if after:
        tickets = tickets.filter(pk__lt=after)
    rows = list(tickets[: SIZE + 1])
    events = Event.objects.filter(customer_id=found.pk, kind__startswith="customer.").order_by("-id")[:30]
    given = {
        "customer": found,
        "identities": list(found.identities.order_by("kind", "-is_primary", "pk")),
        "tickets": rows[:SIZE],
        "more": rows[SIZE - 1].pk if len(rows) > SIZE else 0,
        "history": tell(events),
        "agent": agent,
        "may_write": may(agent, "write"),
        "may_merge": may(agent, "merge_customers"),
    }
    part = after and request.headers.get("HX-Request")
    return render(request, "customer/tickets.html" if part else "customer/show.html", given)


@require_http_methods(["GET", "POST"])
@agent_required
def edit(request: HttpRequest, agent: Agent, customer: int) -> HttpResponseBase:
    """Name, language, time zone, organisation, notes."""
    found = find(customer)
    if request.method == "POST":
        organisation = Organisation.objects.filter(pk=number(request.POST.get("organisation", ""))).first()
        texts = {name: request.POST.get(name, "")[: 200 if name == "name" else 20_000] for name in editing.TEXTS}
        if texts["language"] not in dict(settings.LANGUAGES):
            texts["language"] = found.language
        if texts["time_zone"] not in available_timezones():
            texts["time_zone"] = "" if not texts["time_zone"] else found.time_zone
        editing.edit(found, by=agent, organisation=organisation, texts=texts)
        response = redirect("customer:show", found.pk)
        toast(request, response, _("Saved"))
        return response
    given = {
        "customer": found,
        "languages": [("", _("Not known"))] + [(code, language_name(code)) for code, _name in settings.LANGUAGES],
        "zones": [("", _("Not known"))] + [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        "organisations": [("", _("None"))]
        + [(str(row.pk), row.name) for row in Organisation.objects.order_by("name")[:1000]],
    }
    return render(request, "customer/edit.html", given)


def find(pk: int) -> Customer:
    """A customer who is still one."""
    return get_object_or_404(Customer.objects.select_related("organisation"), pk=pk, merged_into=None)


def number(word: str) -> int:
    """A number out of an address, 0 for anything else."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 19 else 0
