"""What people want to hear of, and how; recorded, so that "I was never told" can be answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.channels.notices import ways
from ponte.channels.notices.models import Preference
from ponte.channels.notices.sorts import USUAL, Mail, Sort, Ways
from ponte.events.recording import Entry, record_many
from ponte.team import permissions
from ponte.team.models import Agent


@transaction.atomic
def choose(chosen: Mapping[str, Ways], *, by: Agent, at: datetime | None = None) -> int:
    """Say how one hears of these sorts; returns how many changed.

    What is as the company has it is not kept: it goes on following the company.

    Raises:
        ValidationError: an unknown sort or way; nothing was changed.
    """
    _check(chosen)
    now, company = ways.of([by.pk])[by.pk], ways.of_company()
    changed = {sort: how for sort, how in chosen.items() if now[sort] != how}
    return _keep(by, changed, company, "notices.preference_changed", by, by.journal_name, at)


@transaction.atomic
def choose_for_all(chosen: Mapping[str, Ways], *, by: Agent, at: datetime | None = None) -> int:
    """Say how people hear of these sorts who chose nothing themselves.

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_notifications")
    _check(chosen)
    now = ways.of_company()
    changed = {sort: how for sort, how in chosen.items() if now[sort] != how}
    return _keep(None, changed, USUAL, "notices.default_changed", by, "notices", at)


def _keep(
    whose: Agent | None,
    changed: Mapping[str, Ways],
    usual: Mapping[str, Ways],
    kind: str,
    by: Agent,
    subject: str,
    at: datetime | None,
) -> int:
    rows = Preference.objects.filter(agent=whose) if whose else Preference.objects.filter(agent__isnull=True)
    rows.filter(sort__in=changed).delete()
    Preference.objects.bulk_create(
        Preference(agent=whose, sort=sort, in_app=how.app, mail=how.mail, push=how.push)
        for sort, how in changed.items()
        if usual[sort] != how
    )
    record_many(
        Entry(kind, by, subject, at=at, data={"sort": sort, "app": how.app, "mail": str(how.mail), "push": how.push})
        for sort, how in changed.items()
    )
    return len(changed)


def _check(chosen: Mapping[str, Ways]) -> None:
    if not set(chosen) <= set(Sort.values) or any(how.mail not in Mail.values for how in chosen.values()):
        raise ValidationError(_("Choose one of the ways that are offered."))
