"""Where allauth asks us: who may enter, what is written down, which words are said."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ponte.desk.account import deferring, themes
from ponte.desk.account.secrecy import conceal, reveal
from ponte.team import entering, noting_sign_ins, setting_password
from ponte.team.models import Agent

RECENT = 15 * 60  # seconds: who proved themselves this lately is not asked again


class Account(DefaultAccountAdapter):
    """Signing in by address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("This address and password do not go together. Check both."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code is not right, or no longer. Enter the newest one."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts. Wait five minutes, or ask for a new password."
        ),
        "rate_limited": gettext_lazy("Too many attempts. Wait a few minutes."),
        "invalid_password_reset": gettext_lazy("This link was used already or is too old. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self, request: HttpRequest, level: int, *args: Any, message: Any = None, **kwargs: Any
    ) -> None:
        """Only what we were told to say: the pages confirm in their own words."""
        if message:
            messages.add_message(request, level, message)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        address = str(credentials.get("email", ""))
        noting_sign_ins.failed(
            Agent.objects.filter(email__iexact=address).first(), "password", ip=self._ip(request)
        )

    def post_login(self, request: HttpRequest, user: Agent, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        noting_sign_ins.succeeded(user, method_of(request, user), ip=self._ip(request))
        themes.remember(response, user)
        return response

    def send_password_reset_mail(self, user: Agent, email: str, context: dict[str, Any]) -> None:
        """By a job: the answer takes as long for a stranger's address as for a colleague's."""
        if not settings.PONTE.oidc_only:
            deferring.send_password_reset(user, language=translation.get_language() or user.locale)

    def set_password(self, user: Agent, password: str) -> None:
        setting_password.set_password(user, password, by=user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - record["at"] < RECENT for record in records)

    def _ip(self, request: HttpRequest) -> str:
        return str(request.META.get("REMOTE_ADDR") or "")


class SecondStep(DefaultMFAAdapter):
    """Codes and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not right, or no longer. Enter the newest one."),
    }

    def encrypt(self, text: str) -> str:
        return conceal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return reveal(encrypted_text)

    def generate_authenticator_name(self, user: Agent, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number} if number > 1 else _("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Ponte"}


class SingleSignOn(DefaultSocialAccountAdapter):
    """The company's own sign-in lets in whom we know, whom we invited, and whom an allowed domain vouches for."""

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Agent, str] | None:
        found: tuple[Agent, str] | None = super().authenticate_by_email(sociallogin)
        if found:
            agent, address = found
            # Ours come from an administrator: they are as good as verified, and the password stays.
            EmailAddress.objects.update_or_create(
                user=agent, email=address.lower(), defaults={"verified": True, "primary": True}
            )
        return found

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        address = verified_address(sociallogin)
        return bool(address) and entering.may_enter(address, domains=settings.PONTE.oidc_domains)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Agent:
        data = (
            sociallogin.account.extra_data.get("userinfo")
            or sociallogin.account.extra_data.get("id_token")
            or {}
        )
        agent = entering.enter(
            verified_address(sociallogin),
            name=str(data.get("name") or ""),
            domains=settings.PONTE.oidc_domains,
            locale=translation.get_language() or "en",
        )
        sociallogin.user = agent
        sociallogin.save(request)
        return agent


def verified_address(sociallogin: Any) -> str:
    """The address that the other side vouches for, or an empty text."""
    return next((str(each.email) for each in sociallogin.email_addresses if each.verified), "")


def method_of(request: HttpRequest, agent: Agent) -> str:
    """The word in the journal for how this sign-in was done."""
    records = get_authentication_records(request, agent)
    first = records[0] if records else {}
    if first.get("type") == "webauthn":
        return "passkey"
    known = {
        "socialaccount": "sso",
        "password": "password",
        "demo": "demo",
        "invitation": "invitation",
        "setup": "setup",
    }
    return known.get(str(first.get("method")), "password")
