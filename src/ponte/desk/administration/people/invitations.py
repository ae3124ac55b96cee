"""Inviting colleagues."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.desk.account import deferring, mailing
from ponte.desk.account.forms import try_on
from ponte.desk.administration.people.forms import Invitation
from ponte.desk.guarding import AgentRequest, requires
from ponte.lib import clock
from ponte.team import inviting
from ponte.ui.toasting import toast


@requires("manage_people")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Invite somebody; the link goes by mail where mail can be sent, and can be copied."""
    form = Invitation(
        request.POST if request.method == "POST" else None, initial={"locale": request.user.locale}
    )
    if request.method == "POST" and form.is_valid():
        made = try_on(form, lambda: inviting.invite(by=request.user, **form.cleaned_data))
        if made:
            deferring.send_invitation(made)
            return HttpResponseRedirect(reverse("pending_invitation", args=[made.pk]))
    return render(request, "administration/invite.html", {"form": form}, status=422 if form.errors else 200)


@requires("manage_people")
@require_safe
@never_cache
def invitation(request: AgentRequest, invitation: int) -> HttpResponse:
    """A pending invitation and its link."""
    found = get_object_or_404(inviting.pending().select_related("invited_by"), pk=invitation)
    page = {
        "invitation": found,
        "is_old": found.expires_at <= clock.now(),
        "link": mailing.absolute(inviting.link_to(found)),
        "can_send": mailing.can_send(),
    }
    return render(request, "administration/invitation.html", page)


@requires("manage_people")
@require_POST
def renewal(request: AgentRequest, invitation: int) -> HttpResponse:
    """Give it a new week and a new link, and send it again."""
    found = inviting.resend(get_object_or_404(inviting.pending(), pk=invitation), by=request.user)
    deferring.send_invitation(found)
    done = HttpResponseRedirect(reverse("pending_invitation", args=[found.pk]))
    toast(request, done, _("The invitation has a new link, good for a week."))
    return done


@requires("manage_people")
@require_POST
def removal(request: AgentRequest, invitation: int) -> HttpResponse:
    """Take it back."""
    found = get_object_or_404(inviting.pending(), pk=invitation)
    inviting.revoke(found, by=request.user)
    messages.success(request, _("The invitation of %(email)s is taken back.") % {"email": found.email})
    return HttpResponseRedirect(reverse("people"))
