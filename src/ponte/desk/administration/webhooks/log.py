"""One delivery: what was sent, every attempt, and sending it again."""

from __future__ import annotations

import json

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.channels.webhooks import replaying, wording
from ponte.channels.webhooks.models import Delivery
from ponte.desk.administration.webhooks import showing
from ponte.desk.guarding import AgentRequest, requires
from ponte.ui.toasting import toast


@requires("manage_webhooks")
@require_safe
def delivery(request: AgentRequest, delivery: int) -> HttpResponse:
    """Where it stands, what was sent, and what was answered."""
    row = get_object_or_404(Delivery.objects.select_related("endpoint"), pk=delivery)
    given = {
        "delivery": row,
        "webhook": row.endpoint,
        "look": showing.look(row.status),
        "log": row.log.order_by("-pk"),
        "sent": json.dumps(json.loads(row.body), indent=2, ensure_ascii=False),
        "words": wording.words,
    }
    return render(request, "administration/webhook_delivery.html", given)


@requires("manage_webhooks")
@require_POST
def attempt(request: AgentRequest, delivery: int) -> HttpResponse:
    """Send the same once more, now."""
    row = get_object_or_404(Delivery, pk=delivery)
    replaying.again(row, by=request.user)
    done = HttpResponseRedirect(reverse("webhook_delivery", args=[row.pk]))
    toast(request, done, _("It is sent again now."))
    return done
