"""Browsers that show notices: added by the person at the browser, removed by them or when they are gone."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.channels.notices import push_services
from ponte.channels.notices.models import Browser
from ponte.events.recording import SYSTEM, record
from ponte.lib import clock
from ponte.lib.web_push import encrypting
from ponte.lib.web_push.encoding import decode
from ponte.team.models import Agent

MOST = 10  # browsers of one person; the oldest goes


@transaction.atomic
def add(endpoint: str, key: str, secret: str, *, by: Agent, name: str = "", at: datetime | None = None) -> Browser:
    """Let a browser show this person's notices; one that another person used before is theirs no more.

    Raises:
        ValidationError: no push service that we know, or keys that are none; nothing was added.
    """
    if not push_services.is_allowed(endpoint):
        raise ValidationError(_("Ponte does not know the push service of this browser."))
    try:
        encrypting.check(decode(key), decode(secret))
    except ValueError as error:
        raise ValidationError(_("The browser gave keys that cannot be used.")) from error
    fields = {"agent": by, "key": key, "secret": secret, "name": name[:120]}
    known = Browser.objects.select_for_update().filter(endpoint=endpoint).first()
    if known and known.agent_id == by.pk and known.key == key and known.secret == secret:
        return known
    made, _new = Browser.objects.update_or_create(
        endpoint=endpoint, defaults=fields, create_defaults={**fields, "created_at": at or clock.now()}
    )
    for old in Browser.objects.filter(agent=by).exclude(pk=made.pk).order_by("-pk")[MOST - 1 :]:
        old.delete()
    record("notices.browser_added", by=by, subject=by.journal_name, at=at, name=made.name)
    return made


@transaction.atomic
def remove(browser: Browser, *, by: Agent | str = SYSTEM, at: datetime | None = None) -> None:
    """Show nothing there any more; doing it twice is fine."""
    gone, _each = Browser.objects.filter(pk=browser.pk).delete()
    if gone:
        record("notices.browser_removed", by=by, subject=f"agent:{browser.agent_id}", at=at, name=browser.name)
