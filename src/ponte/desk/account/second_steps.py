"""Two-step sign-in of one's own account: app, recovery codes, passkeys, and proving oneself once more."""

from __future__ import annotations

import json
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ponte.team.models import SignInPolicy
from ponte.ui.toasting import toast


class Index(base.IndexView):
    """What is set up, and what is asked for."""

    template_name = "desk/account/two_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        found = page["authenticators"]
        codes = found.get(Authenticator.Type.RECOVERY_CODES)
        return page | {
            "app": found.get(Authenticator.Type.TOTP),
            "passkeys": found.get(Authenticator.Type.WEBAUTHN, []),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "is_required": self.request.user.role in SignInPolicy.current().two_factor_roles,
        }


class AddApp(totp.ActivateTOTPView):
    template_name = "desk/account/app_add.html"

    def get_success_url(self) -> str:
        toast(self.request, HttpResponse(status=302), _("The authenticator app is set up."))
        url: str = super().get_success_url()
        return url


class RemoveApp(totp.DeactivateTOTPView):
    template_name = "desk/account/app_remove.html"
    success_url = reverse_lazy("mfa_index")


class Codes(recovery.ViewRecoveryCodesView):
    template_name = "desk/account/codes.html"


class NewCodes(recovery.GenerateRecoveryCodesView):
    template_name = "desk/account/codes_new.html"


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    """A passkey always names its owner and asks for finger, face or PIN: it is a whole sign-in by itself."""

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _unreadable() from error
        return cleaned


class AddPasskey(webauthn.AddWebAuthnView):
    template_name = "desk/account/passkey_add.html"
    form_class = AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return page | {
            "form": kwargs.get("form") or page.get("form") or self.get_form(),
            "options": json.dumps(options),
        }

    def get_form_class(self) -> type[AddPasskeyForm]:
        return self.form_class

    def get_form_kwargs(self) -> dict[str, Any]:
        given: dict[str, Any] = super().get_form_kwargs()
        if "data" in given:
            given["data"] = given["data"].copy()
            given["data"]["passwordless"] = "on"
        return given


class Passkeys(webauthn.ListWebAuthnView):
    template_name = "desk/account/passkeys.html"


class EditPasskey(webauthn.EditWebAuthnView):
    template_name = "desk/account/passkey_edit.html"


class RemovePasskey(webauthn.RemoveWebAuthnView):
    template_name = "desk/account/passkey_remove.html"


class _Proving:
    """What the three ways to prove oneself once more share."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        options = page.pop("js_data", None)
        return page | {"options": json.dumps(options["request_options"]) if options else ""}


class ProveByPassword(_Proving, account.ReauthenticateView):
    template_name = "desk/account/prove.html"


class ProveByCode(_Proving, base.ReauthenticateView):
    template_name = "desk/account/prove.html"


class ProveByPasskey(_Proving, webauthn.ReauthenticateWebAuthnView):
    template_name = "desk/account/prove.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer


def _unreadable() -> ValidationError:
    return ValidationError(gettext_lazy("The passkey could not be read. Try once more."))


def index_url() -> str:
    return reverse("mfa_index")
