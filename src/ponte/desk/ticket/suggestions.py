"""Whom the composer completes after @: colleagues."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.ui.people import initials, tone

MOST = 8


@require_safe
@agent_required
def colleagues(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Active colleagues whose name or address begins so."""
    asked = request.GET.get("q", "").strip()[:60]
    rows = Agent.objects.filter(is_active=True).exclude(pk=agent.pk)
    if asked:
        rows = rows.filter(Q(name__istartswith=asked) | Q(name__icontains=f" {asked}") | Q(email__istartswith=asked))
    return JsonResponse(
        {
            "items": [
                {
                    "id": each.pk,
                    "label": each.name,
                    "hint": each.get_role_display(),
                    "initials": initials(each.name),
                    "tone": tone(each.pk),
                }
                for each in rows.order_by("name")[:MOST]
            ]
        }
    )
