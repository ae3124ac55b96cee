"""The owner of a mailbox says yes at Google or Microsoft, and comes back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.channels.email import consenting, oauth
from ponte.channels.email.models import Mailbox
from ponte.desk.guarding import AgentRequest, requires
from ponte.ui.toasting import toast

MINUTES = 15
SALT = "mailbox consent"
SESSION_KEY = "mailbox_consent"


def return_address() -> str:
    """What to register with the provider."""
    return f"{settings.PONTE.address.rstrip('/')}{reverse('mailbox_consent_return')}"


def of(mailbox: Mailbox) -> dict[str, Any]:
    """What the mailbox's page says of its consent."""
    grant = consenting.known_grant(mailbox)
    asks = consenting.needs_consent(mailbox)
    return {
        "asks_consent": asks and bool(grant.client_id),
        "has_consent": asks and bool(grant.refresh_token),
        "return_address": return_address() if asks else "",
    }


@requires("manage_mail")
@require_safe
def ask(request: AgentRequest, mailbox: int) -> HttpResponse:
    """Lead to the provider. What comes back must carry the word kept in this session."""
    row = get_object_or_404(Mailbox, pk=mailbox)
    grant = consenting.known_grant(row)
    if not consenting.needs_consent(row) or not grant.client_id:
        raise Http404
    word = request.session[SESSION_KEY] = get_random_string(32)
    state = signing.dumps({"mailbox": row.pk, "word": word}, salt=SALT)
    login = row.imap_username or row.address
    return HttpResponseRedirect(oauth.consent_url(row.imap_auth, grant, return_address(), state, login))


@requires("manage_mail")
@require_safe
def come_back(request: AgentRequest) -> HttpResponse:
    """Take the provider's answer."""
    try:
        state = signing.loads(request.GET.get("state", ""), salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        raise Http404 from None
    if not state["word"] or state["word"] != request.session.pop(SESSION_KEY, ""):
        raise Http404
    row = get_object_or_404(Mailbox, pk=state["mailbox"])
    done = HttpResponseRedirect(reverse("mailbox", args=[row.pk]))
    try:
        if not request.GET.get("code"):
            raise oauth.OAuthError(request.GET.get("error", "")[:200], is_final=True)
        consenting.accept(row, request.GET["code"], return_address(), by=request.user)
    except oauth.OAuthError as error:
        toast(request, done, _("No consent: %(reason)s") % {"reason": error})
    else:
        toast(request, done, _("Connected. Test the mailbox now."))
    return done
