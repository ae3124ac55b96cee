"""What allauth tells us of second steps goes into the journal."""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest

from ponte.events.recording import record
from ponte.team import noting_sign_ins, two_factor
from ponte.team.models import Agent

_WORDS = {Authenticator.Type.TOTP: "app", Authenticator.Type.WEBAUTHN: "passkey"}


def listen() -> None:
    """Begin to hear; called once, when the area is ready."""
    signals.authenticator_added.connect(_added, dispatch_uid="ponte")
    signals.authenticator_removed.connect(_removed, dispatch_uid="ponte")
    signals.authenticator_reset.connect(_renewed, dispatch_uid="ponte")
    signals.authentication_failed.connect(_failed, dispatch_uid="ponte")


def _added(user: Agent, authenticator: Authenticator, **_others: Any) -> None:
    _note(user, f"{_WORDS[authenticator.type]}_added" if authenticator.type in _WORDS else "recovery_codes")


def _removed(user: Agent, authenticator: Authenticator, **_others: Any) -> None:
    if authenticator.type in _WORDS:
        _note(user, f"{_WORDS[authenticator.type]}_removed")


def _renewed(user: Agent, **_others: Any) -> None:
    _note(user, "recovery_codes")


def _failed(request: HttpRequest, user: Agent, **_others: Any) -> None:
    noting_sign_ins.failed(user, "code", ip=str(request.META.get("REMOTE_ADDR") or ""))


@transaction.atomic
def _note(agent: Agent, what: str) -> None:
    record("agent.security_changed", by=agent, subject=agent.journal_name, what=what)
    two_factor.refresh(agent)
