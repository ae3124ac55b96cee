"""OAuth 2 with Google and Microsoft: consent, and access tokens from a refresh token."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import asdict, dataclass, replace
from typing import Any

from ponte.channels.email.models import ImapAuth, Mailbox
from ponte.channels.email.secrets import seal, unseal

TIMEOUT = 20.0  # seconds
EARLY = 120.0  # seconds before its end at which a token is no longer used


@dataclass(frozen=True)
class Provider:
    """Where a provider asks for consent and hands out tokens, and for what."""

    consent: str
    token: str
    scope: str


PROVIDERS = {
    ImapAuth.GMAIL: Provider(
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        "https://mail.google.com/",
    ),
    ImapAuth.OUTLOOK: Provider(
        "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
        "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
        "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
    ),
}


@dataclass(frozen=True)
class Grant:
    """What a mailbox keeps, sealed: the application, and the refresh token that its owner's consent gave.

    `token_url`: instead of the provider's own, for national clouds and tests.
    """

    client_id: str
    client_secret: str
    refresh_token: str = ""
    tenant: str = "common"
    token_url: str = ""


class OAuthError(Exception):
    """The provider refused. `is_final`: consent is gone or the application is wrong; trying again will not help."""

    def __init__(self, words: str, *, is_final: bool) -> None:
        super().__init__(words)
        self.is_final = is_final


_tokens: dict[int, tuple[str, str, float]] = {}


def grant_of(mailbox: Mailbox) -> Grant:
    """What is kept for this mailbox.

    Raises:
        LostSecret, OAuthError: it cannot be read, or there was no consent yet.
    """
    kept = unseal(mailbox.secret)
    try:
        return Grant(**json.loads(kept))
    except (ValueError, TypeError) as error:
        raise OAuthError("there is no consent for this mailbox yet", is_final=True) from error


def sealed(grant: Grant) -> bytes:
    """A grant as `Mailbox.secret` keeps it."""
    return seal(json.dumps(asdict(grant)))


def consent_url(auth: str, grant: Grant, redirect_uri: str, state: str, login: str = "") -> str:
    """Where the mailbox's owner says yes; they come back to `redirect_uri` with `code` and `state`."""
    provider = PROVIDERS[ImapAuth(auth)]
    asked = {
        "client_id": grant.client_id,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": provider.scope,
        "access_type": "offline",
        "prompt": "consent",
        "state": state,
        "login_hint": login,
    }
    return f"{provider.consent.format(tenant=grant.tenant)}?{urllib.parse.urlencode(asked)}"


def redeem(auth: str, grant: Grant, code: str, redirect_uri: str) -> Grant:
    """The grant with the refresh token for a code of consent. Raises OAuthError."""
    answer = _ask(auth, grant, {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri})
    if not answer.get("refresh_token"):
        raise OAuthError("the provider gave no refresh token", is_final=True)
    return replace(grant, refresh_token=str(answer["refresh_token"]))


def access_token(mailbox: Mailbox) -> str:
    """A token that is good now; asks the provider when the last one is used up.

    A provider may change the refresh token with every use: the new one is kept at once.

    Raises:
        OAuthError, LostSecret: there is none to be had.
    """
    grant = grant_of(mailbox)
    known = _tokens.get(mailbox.pk or 0)
    if known and known[0] == grant.refresh_token and time.monotonic() < known[2]:
        return known[1]
    answer = _ask(mailbox.imap_auth, grant, {"grant_type": "refresh_token", "refresh_token": grant.refresh_token})
    token = str(answer.get("access_token", ""))
    if not token:
        raise OAuthError("the provider gave no access token", is_final=False)
    turned = str(answer.get("refresh_token") or grant.refresh_token)
    if turned != grant.refresh_token and mailbox.pk:
        mailbox.secret = sealed(replace(grant, refresh_token=turned))
        Mailbox.objects.filter(pk=mailbox.pk).update(secret=mailbox.secret)
    if mailbox.pk:
        _tokens[mailbox.pk] = (turned, token, time.monotonic() + float(answer.get("expires_in", 3600)) - EARLY)
    return token


def forget(mailbox: Mailbox) -> None:
    """Drop the remembered token, after the server refused it."""
    _tokens.pop(mailbox.pk or 0, None)


def _ask(auth: str, grant: Grant, what: dict[str, str]) -> dict[str, Any]:
    provider = PROVIDERS[ImapAuth(auth)]
    url = grant.token_url or provider.token.format(tenant=grant.tenant)
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise OAuthError("the token address must begin with https://", is_final=True)
    form = {"client_id": grant.client_id, "client_secret": grant.client_secret, "scope": provider.scope, **what}
    body = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(url, body, {"Accept": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        raise _refusal(error) from error
    except (OSError, ValueError) as error:
        raise OAuthError(f"the provider cannot be reached: {error}", is_final=False) from error


def _refusal(error: urllib.error.HTTPError) -> OAuthError:
    try:
        told = json.load(error)
        words = str(told.get("error_description") or told.get("error") or error.reason)
    except (ValueError, OSError, AttributeError):
        told, words = {}, str(error.reason)
    is_final = error.code in (400, 401, 403) and told.get("error") != "temporarily_unavailable"
    return OAuthError(f"the provider refused ({error.code}): {' '.join(words.split())[:300]}", is_final=is_final)
