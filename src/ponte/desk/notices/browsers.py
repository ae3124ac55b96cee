"""Browsers that show notifications: adding the one at hand, trying one, removing one; and their worker's script."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.channels.notices import browsers, pushing
from ponte.channels.notices.models import Browser
from ponte.desk.account.devices import device_of
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.ui.toasting import toast

SCRIPT = Path(__file__).parent / "static" / "notices" / "service-worker.js"
TRIAL = "trial"


@require_POST
@agent_required
def add(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """`endpoint`, `key`, `secret`: what this browser's push service gave it."""
    given = [request.POST.get(name, "") for name in ("endpoint", "key", "secret")]
    response = redirect("notices:preferences")
    try:
        browsers.add(*given, by=agent, name=device_of(request.headers.get("User-Agent", ""))[0])
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        toast(request, response, _("This browser shows notifications now"))
    return response


@require_POST
@agent_required
def removal(request: HttpRequest, agent: Agent, browser: int) -> HttpResponseBase:
    """Show nothing there any more."""
    browsers.remove(_browser(agent, browser), by=agent)
    response = redirect("notices:preferences")
    toast(request, response, _("Removed"))
    return response


@require_POST
@agent_required
def trial(request: HttpRequest, agent: Agent, browser: int) -> HttpResponseBase:
    """Show something there now."""
    words = {
        "title": _("Notifications of Ponte look like this"),
        "body": _("You may close this."),
        "url": "/account/notifications",
        "tag": TRIAL,
        "lang": agent.locale,
        "always": "yes",
    }
    found = _browser(agent, browser)
    reached = pushing.show(found, words, topic=TRIAL) and Browser.objects.filter(pk=found.pk).exists()
    is_fragment = bool(request.headers.get("HX-Request"))
    response: HttpResponse = HttpResponse() if is_fragment else redirect("notices:preferences")
    toast(request, response, _("Sent: look for it") if reached else _("This browser could not be reached"))
    return response


@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script at the top of our addresses, for a worker's reach is its own folder."""
    response = HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _browser(agent: Agent, pk: int) -> Browser:
    return get_object_or_404(Browser, agent=agent, pk=min(pk, 2**63 - 1))
