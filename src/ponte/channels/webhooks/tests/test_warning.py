"""Administrators are mailed when a webhook suspends itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ponte.channels.email.models import Mailbox, Outgoing
from ponte.channels.webhooks import suspending
from ponte.channels.webhooks.models import Suspension
from ponte.channels.webhooks.tests.conftest import Hook
from ponte.config.reading import SmtpServer
from ponte.events import consuming
from ponte.team.models import Agent
from ponte.tickets.models import Brand


@pytest.fixture
def mail(settings: Any) -> None:
    settings.PONTE = replace(settings.PONTE, smtp=SmtpServer("127.0.0.1", 1, "none", "", ""))
    Mailbox.objects.create(address="support@velora.example", brand=Brand.objects.get(is_default=True))


def test_one_mail_each_in_their_language(hook: Callable[..., Hook], admin: Agent, serena: Agent, mail: None) -> None:
    Agent.objects.filter(pk=admin.pk).update(locale="it")
    mine = hook(description="Shop")
    suspending.suspend(mine.endpoint, Suspension.FAILING, by="system")
    consuming.drain("webhooks.warning")
    consuming.rewind("webhooks.warning")
    consuming.drain("webhooks.warning")
    written = Outgoing.objects.get()
    assert (written.recipients, written.subject) == ([admin.email], "Il webhook “Shop” è stato sospeso")
    assert f"/administration/webhooks/{mine.endpoint.pk}" in written.content["text"]


def test_none_for_what_a_colleague_did(hook: Callable[..., Hook], admin: Agent, mail: None) -> None:
    suspending.suspend(hook().endpoint, by=admin)
    consuming.drain("webhooks.warning")
    assert not Outgoing.objects.exists()
