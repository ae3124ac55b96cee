"""One's API tokens: made, seen once, revoked."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.desk.guarding import AgentRequest
from ponte.desk.tokens.forms import NewToken
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.tokens import issuing, revoking
from ponte.team.tokens.models import Token
from ponte.ui.toasting import toast


@require_safe
def tokens(request: AgentRequest) -> HttpResponse:
    """Every token that was not revoked, newest first."""
    rows = Token.objects.filter(agent=request.user, revoked_at__isnull=True).order_by("-pk")
    return render(request, "tokens/tokens.html", {"tokens": rows})


@reauthentication_required  # type: ignore[untyped-decorator]  # a token outlives a session left open
@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest) -> HttpResponse:
    """The form; once it is sent, the secret, which is never shown again."""
    form = NewToken(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        agent = cast("Agent", request.user)
        try:
            token, secret = issuing.issue(
                agent,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=form.expiry(clock.now()),
                by=agent,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            response = render(request, "tokens/made.html", {"token": token, "secret": secret}, status=201)
            response.headers["Cache-Control"] = "no-store"
            return response
    return render(request, "tokens/new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def revocation(request: AgentRequest, token: int) -> HttpResponse:
    """End one of one's own tokens."""
    found = get_object_or_404(Token, pk=token, agent=request.user)
    revoking.revoke(found, by=request.user)
    response = HttpResponseRedirect(reverse("tokens"))
    toast(request, response, _("The token opens nothing any more."))
    return response
