"""What the composer completes: colleagues after @, ready answers after /."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from ponte.desk.signed_in import agent_required
from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets.models import CannedText
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


@require_safe
@agent_required
def canned(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Ready answers by name, in the language asked for, else English, else whatever there is."""
    asked, language = request.GET.get("q", "").strip()[:60], request.GET.get("language", "")[:8]
    rows = CannedText.objects.filter(Q(owner__isnull=True) | Q(owner=agent))
    if asked:
        rows = rows.filter(name__icontains=asked)
    return JsonResponse({"items": [_ready(each, language) for each in rows.order_by("name")[:MOST]]})


def _ready(row: CannedText, language: str) -> dict[str, object]:
    short = language.split("-")[0]
    html = (
        row.texts.get(language) or row.texts.get(short) or row.texts.get("en") or next(iter(row.texts.values()), "")
    )
    cleaned = richtext.clean(str(html))
    return {"id": row.pk, "label": row.name, "hint": richtext.to_text(cleaned)[:80], "html": cleaned}
