"""Customers as people write them: "Marta Bellini (#12)", "#12", or an address."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.customers.models import Customer, Identity
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.tickets.conditions import finders

MOST = 8
_number = re.compile(r"#(\d{1,18})\)?\s*$|^\s*(\d{1,18})\s*$")


def customer(words: Any) -> Any:
    """The id that is meant; None for nothing; the words themselves where nobody is meant, for the rules to refuse."""
    text = str(words or "").strip()
    if not text:
        return None
    if found := _number.search(text):
        return found[1] or found[2]
    owner = Identity.objects.filter(value=text.lower()).values_list("customer_id", flat=True).first()
    return owner or text


def written(pk: int) -> str:
    """As the control holds it."""
    name = Customer.objects.filter(pk=pk).values_list("name", flat=True).first()
    return f"{name} (#{pk})" if name else f"#{pk}"


@require_safe
@agent_required
def customers(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Options for a list of suggestions: those whose name or address begins with what is typed."""
    text = next((str(value).strip()[:80] for value in request.GET.values() if str(value).strip()), "")
    found = finders.customers(text, agent, MOST) if text else []
    return render(request, "fields/customers.html", {"found": found})
