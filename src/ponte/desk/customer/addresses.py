"""The addresses of a customer: add, verify, make the main one, remove."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ponte.customers import identifying
from ponte.customers.errors import AddressTaken, WrongAddress
from ponte.customers.models import IdentityKind
from ponte.desk.customer.views import find
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.ui.toasting import toast


@require_POST
@agent_required
def add(request: HttpRequest, agent: Agent, customer: int) -> HttpResponseBase:
    """`kind` and `value`; an address of somebody else offers to merge the two."""
    found = find(customer)
    kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
    if kind not in IdentityKind.values:
        return HttpResponseBadRequest("kind")
    response = redirect("customer:show", found.pk)
    try:
        identifying.add(found, IdentityKind(kind), value, by=agent)
    except WrongAddress:
        messages.error(request, _("“%(value)s” cannot be used as an address of this kind.") % {"value": value})
    except AddressTaken as taken:
        messages.warning(
            request,
            _("This address belongs to %(name)s. If they are one person, merge the two.") % {"name": taken.owner},
        )
        return redirect(f"{response.url.rstrip('/')}/merge?other={taken.owner.pk}")
    else:
        toast(request, response, _("Address added"))
    return response


@require_POST
@agent_required
def change(request: HttpRequest, agent: Agent, customer: int, identity: int) -> HttpResponseBase:
    """`act`: verify, primary, mend (a bounce is forgotten) or remove."""
    found = find(customer)
    row = get_object_or_404(found.identities, pk=identity)
    act = request.POST.get("act", "")
    done = {
        "verify": _("Verified"),
        "primary": _("This is the main address now"),
        "mend": _("Mail is sent there again. What came back can be tried again at its ticket."),
        "remove": _("Address removed"),
    }
    if act not in done:
        return HttpResponseBadRequest("act")
    if act == "verify":
        identifying.verify(row, by=agent)
    elif act == "primary":
        identifying.make_primary(row, by=agent)
    elif act == "mend":
        identifying.forget_bounce(row, by=agent)
    else:
        identifying.remove(row, by=agent)
    response = redirect("customer:show", found.pk)
    toast(request, response, done[act])
    return response
