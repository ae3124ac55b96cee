"""What may be done with an endpoint: a new secret, suspension, a test, replays, deleting."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.channels.webhooks import registering, replaying, suspending, trying
from ponte.channels.webhooks.models import Endpoint, Replay
from ponte.desk.administration.webhooks.forms import ReplayForm
from ponte.desk.administration.webhooks.views import show_secret
from ponte.desk.guarding import AgentRequest, requires
from ponte.lib import clock
from ponte.ui.toasting import toast


@requires("manage_webhooks")
@require_POST
def secret(request: AgentRequest, webhook: int) -> HttpResponse:
    """A new secret, shown once; the old one signs beside it for a day, or ends now."""
    row = get_object_or_404(Endpoint, pk=webhook)
    overlap = timedelta() if request.POST.get("at_once") else registering.OVERLAP
    return show_secret(request, row, registering.rotate(row, by=request.user, overlap=overlap))


@requires("manage_webhooks")
@require_http_methods(["POST", "DELETE"])
def suspension(request: AgentRequest, webhook: int) -> HttpResponse:
    """Suspend it (POST), or take it up again (DELETE, or POST with `end`)."""
    row = get_object_or_404(Endpoint, pk=webhook)
    done = _back(row)
    if request.method == "POST" and not request.POST.get("end"):
        suspending.suspend(row, by=request.user)
        toast(request, done, _("Suspended. What waits is kept."))
        return done
    since = suspending.resume(row, by=request.user)
    if since is not None and request.POST.get("missed"):
        row.refresh_from_db()
        replaying.catch_up(row, since, by=request.user)
    toast(request, done, _("It is sent to again."))
    if request.method == "DELETE":
        return HttpResponse(headers={"HX-Redirect": done.url})
    return done


@requires("manage_webhooks")
@require_POST
def test(request: AgentRequest, webhook: int) -> HttpResponse:
    """Send a test event."""
    row = get_object_or_404(Endpoint, pk=webhook)
    try:
        made = trying.send_test(row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(row)
    return HttpResponseRedirect(reverse("webhook_delivery", args=[made.pk]))


@requires("manage_webhooks")
@require_http_methods(["POST", "DELETE"])
def replays(request: AgentRequest, webhook: int) -> HttpResponse:
    """Tell once more what happened in a span of time (POST), or stop telling (DELETE, or POST with `stop`)."""
    row = get_object_or_404(Endpoint, pk=webhook)
    if request.method == "DELETE" or request.POST.get("stop"):
        for going in Replay.objects.filter(endpoint=row, done_at__isnull=True):
            replaying.cancel(going, by=request.user)
        return _back(row)
    form = ReplayForm(request.POST)
    done = _back(row)
    try:
        if not form.is_valid():
            raise ValidationError([word for words in form.errors.values() for word in words])
        replaying.replay(row, *form.span(clock.now()), by=request.user)
        toast(request, done, _("It is told once more what happened then."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return done


@requires("manage_webhooks")
@require_POST
def removal(request: AgentRequest, webhook: int) -> HttpResponse:
    """Delete it with its log."""
    row = get_object_or_404(Endpoint, pk=webhook)
    registering.delete(row, by=request.user)
    done = HttpResponseRedirect(reverse("webhooks"))
    toast(request, done, _("Deleted"))
    return done


def _back(endpoint: Endpoint) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("webhook", args=[endpoint.pk]))
