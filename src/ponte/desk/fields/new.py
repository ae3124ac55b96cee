"""What the page of a new ticket asks, for the brand and form that are chosen there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.desk.fields import asking
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.tickets.fields import catalogue
from ponte.tickets.fields.models import Form
from ponte.tickets.models import Brand


@require_safe
@agent_required
def asked(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The part of the page, again, when another brand or form is chosen; what was typed stays."""
    return render(request, "fields/new.html", {"asked": part(request.GET)})


def part(
    sent: QueryDict,
    faults: dict[str, str] | None = None,
    more: dict[str, Any] | None = None,
    usual: int | None = None,
) -> dict[str, Any] | None:
    """The forms of the brand, the one that is chosen, its controls; None where nothing is asked.

    `more`: values to begin with. `usual`: the form to begin with.
    """
    known = catalogue.current()
    if not known.forms:
        return None
    brand = _brand(sent.get("brand", ""))
    forms = known.forms_for(brand)
    form = chosen(sent.get("form", "") or str(usual or ""), brand)
    holds = {**asking.defaults(form), **(more or {}), **asking.typed(sent)}
    return {"forms": forms, "form": form, "fields": asking.of_form(form, holds, faults)}


def chosen(word: str, brand: int) -> Form | None:
    """The form that is named, if the brand has it, else its usual one."""
    known = catalogue.current()
    return next((each for each in known.forms_for(brand) if str(each.pk) == word), known.usual_form(brand))


def _brand(word: str) -> int:
    if word.isascii() and word.isdigit() and len(word) < 19:
        return int(word)
    return Brand.objects.filter(is_default=True).values_list("pk", flat=True).first() or 0
