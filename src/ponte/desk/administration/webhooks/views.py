"""Endpoints: the list, making one, its page with the log, its settings."""

from __future__ import annotations

from typing import Any

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
from ponte.desk.conditions import building
from ponte.desk.conditions.building import Builder
from ponte.desk.guarding import AgentRequest, requires
from ponte.lib import clock
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
    builder = _builder(request, {})
    if _may_save(request, form, builder):
        given = {**form.cleaned_data, "conditions": builder.written() or {}}
        made = try_on(form, lambda: registering.make(by=request.user, **given))
        if made:
            return show_secret(request, *made, status=201)
    return _form(request, form, builder, None)


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
        "tickets": showing.tickets(row),
        "now": clock.now(),
    }
    return render(request, "administration/webhook.html", given)


@requires("manage_webhooks")
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: AgentRequest, webhook: int) -> HttpResponse:
    """Change where it goes and what it hears."""
    row = get_object_or_404(Endpoint, pk=webhook)
    form = WebhookForm(request.POST if request.method == "POST" else None, initial=initial_of(row))
    builder = _builder(request, row.conditions)
    if _may_save(request, form, builder):
        given = {**form.cleaned_data, "conditions": builder.written() or {}}
        changed = try_on(form, lambda: registering.change(row, by=request.user, **given))
        if changed:
            done = HttpResponseRedirect(reverse("webhook", args=[row.pk]))
            toast(request, done, _("Saved"))
            return done
    return _form(request, form, builder, row)


def show_secret(request: AgentRequest, endpoint: Endpoint, secret: str, status: int = 200) -> HttpResponse:
    """The only page that ever shows it."""
    response = render(
        request, "administration/webhook_secret.html", {"webhook": endpoint, "secret": secret}, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _builder(request: AgentRequest, conditions: dict[str, Any]) -> Builder:
    title = _("Tickets that fit")
    if request.method == "POST":
        return building.read(request.POST, has_reader=False, title=title)
    return building.of(conditions, has_reader=False, title=title)


def _may_save(request: AgentRequest, form: WebhookForm, builder: Builder) -> bool:
    """Whether it was sent to be saved, and nothing is wrong with it."""
    if request.method != "POST" or building.asks(request.POST):
        return False
    return builder.is_sound() & form.is_valid()  # both say what is wrong


def _form(request: AgentRequest, form: WebhookForm, builder: Builder, endpoint: Endpoint | None) -> HttpResponse:
    given = {
        "form": form,
        "builder": builder.look(request.user),
        "webhook": endpoint,
        "suggestions": showing.suggestions(request.user),
    }
    wrong = request.method == "POST" and not building.asks(request.POST)
    return render(request, "administration/webhook_form.html", given, status=422 if wrong else 200)
