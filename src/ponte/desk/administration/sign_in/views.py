"""How people sign in."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ponte.desk.account import mailing
from ponte.desk.guarding import AgentRequest, requires
from ponte.team import requiring_two_factor, two_factor
from ponte.team.models import Agent, Role, SignInPolicy
from ponte.ui.toasting import toast


class Policy(forms.Form):
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles that need two-step sign-in"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Whoever has none yet is led to set it up at their next page."),
    )


@requires("manage_sign_in")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_policy(request: AgentRequest) -> HttpResponse:
    """What is configured, and who needs a second step."""
    form = Policy(
        request.POST if request.method == "POST" else None,
        initial={"roles": SignInPolicy.current().two_factor_roles},
    )
    if request.method == "POST" and form.is_valid():
        requiring_two_factor.require_for(form.cleaned_data["roles"], by=request.user)
        done = HttpResponseRedirect(reverse("sign_in_policy"))
        toast(request, done, _("Saved"))
        return done
    active = two_factor.with_factor(Agent.objects.filter(is_active=True))
    page = {
        "form": form,
        "people": active.count(),
        "with_two_factor": active.filter(has_two_factor=True).count(),
        "lacking": Agent.objects.filter(is_active=True, needs_two_factor=True).order_by("name")[:20],
        "ponte": settings.PONTE,
        "return_address": mailing.absolute(reverse("openid_connect_callback", args=["sso"])),
        "can_send": mailing.can_send(),
    }
    return render(request, "administration/sign_in.html", page, status=422 if form.errors else 200)
