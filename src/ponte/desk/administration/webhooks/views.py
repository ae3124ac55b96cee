"""Endpoints: the list, making one, its page with the log, its settings."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.channels.webhooks import registering, wording
from ponte.channels.webhooks.models import Endpoint, Replay, Status
from ponte.desk.administration.forms import try_on
from ponte.desk.administration.paging import page_of
from ponte.desk.administration.webhooks import showing
from ponte.desk.administration.webhooks.forms import ReplayForm, WebhookForm, initial_of
from ponte.desk.guarding import AgentRequest, requires
from ponte.ui.toasting import toast


@requires("manage_webhooks")
@require_safe
def webhooks(request: AgentRequest) -> HttpResponse:
    """Every endpoint and how it does."""
    rows = list(Endpoint.objects.order_by("pk"))
    given = {"webhooks": rows, "waiting": showing.waiting(rows), "health": showing.health}
    return render(request, "administration/webhooks.html", given)


@requires("manage_webhooks")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Make one; the answer shows its secret, once."""
    form = WebhookForm(request.POST if request.method == "POST" else None, initial={"kinds": ["ticket.*"]})
    if request.method == "POST" and form.is_valid():
        made = try_on(form, lambda: registering.make(by=request.user, **form.cleaned_data))
        if made:
            return show_secret(request, *made, status=201)
    return _form(request, form, None)


@requires("manage_webhooks")
@require_safe
def webhook(request: AgentRequest, webhook: int) -> HttpResponse:
    """One endpoint: how it does, and everything that was sent or waits."""
    row = get_object_or_404(Endpoint, pk=webhook)
    rows = row.deliveries.defer("body")
    status = request.GET.get("status", "")
    if status in Status.values:
        rows = rows.filter(status=status)
    given = {
        "webhook": row,
        "page": page_of(rows, request.GET, keep=("status",)),
        "asked": status,
        "statuses": Status.choices,
        "look": showing.look,
        "health": showing.health(row),
        "waiting": showing.waiting([row]).get(row.pk, 0),
        "replay": Replay.objects.filter(endpoint=row).order_by("-pk").first(),
        "replay_form": ReplayForm(),
        "words": wording.words,
    }
    return render(request, "administration/webhook.html", given)


@requires("manage_webhooks")
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: AgentRequest, webhook: int) -> HttpResponse:
    """Change where it goes and what it hears."""
    row = get_object_or_404(Endpoint, pk=webhook)
    form = WebhookForm(request.POST if request.method == "POST" else None, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        changed = try_on(form, lambda: registering.change(row, by=request.user, **form.cleaned_data))
        if changed:
            done = HttpResponseRedirect(reverse("webhook", args=[row.pk]))
            toast(request, done, _("Saved"))
            return done
    return _form(request, form, row)


def show_secret(request: AgentRequest, endpoint: Endpoint, secret: str, status: int = 200) -> HttpResponse:
    """The only page that ever shows it."""
    response = render(
        request, "administration/webhook_secret.html", {"webhook": endpoint, "secret": secret}, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(request: AgentRequest, form: WebhookForm, endpoint: Endpoint | None) -> HttpResponse:
    given = {"form": form, "webhook": endpoint, "suggestions": showing.suggestions(request.user)}
    return render(request, "administration/webhook_form.html", given, status=422 if form.errors else 200)
