"""Merging two customers: first what it would do, then the act, which is final."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.customers import searching
from ponte.customers.errors import NotMergeable
from ponte.customers.models import Customer
from ponte.desk.customer.views import find, number
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.team.permissions import may
from ponte.tickets import merging_customers
from ponte.ui.toasting import toast

MOST = 10


@require_http_methods(["GET", "POST"])
@agent_required
def merge(request: HttpRequest, agent: Agent, customer: int) -> HttpResponseBase:
    """GET: choose (`q`) and see (`other`). POST `other`: do it."""
    if not may(agent, "merge_customers"):
        raise PermissionDenied
    kept = find(customer)
    text = request.GET.get("q", "").strip()
    wanted = number(request.POST.get("other", "") or request.GET.get("other", ""))
    other = Customer.objects.filter(pk=wanted, merged_into=None).exclude(pk=kept.pk).first() if wanted else None
    if request.method == "POST":
        try:
            if other is None:
                raise NotMergeable
            merging_customers.merge(kept, other, by=agent)
        except NotMergeable:
            messages.error(request, _("These two cannot be merged. Choose another customer."))
            return redirect("customer:merge", kept.pk)
        response = redirect("customer:show", kept.pk)
        toast(request, response, _("%(other)s is part of %(kept)s now") % {"other": other, "kept": kept})
        return response
    rows = Customer.objects.filter(merged_into=None).exclude(pk=kept.pk)
    found = list(searching.search(rows, text).prefetch_related("identities").order_by("-pk")[:MOST]) if text else []
    given = {
        "customer": kept,
        "other": other,
        "found": found,
        "text": text,
        "outlook": merging_customers.foresee(other) if other else None,
    }
    return render(request, "customer/merge.html", given)
