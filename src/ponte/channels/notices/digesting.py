"""One mail instead of many: what waited for the digest, and (once a day) what needs the person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ponte.channels.notices import digest_times, letters, quiet, stopping, wording
from ponte.channels.notices.models import Every, Notice, Personal
from ponte.channels.notices.page_of_mail import Item, Part, Sheet
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.ui import moments

log = logging.getLogger("ponte.worker")
BATCH = 20
MOST = 50  # notices in one digest; the list has the rest
Agenda = Callable[[Agent, datetime], list[Part]]
_agendas: list[Agenda] = []


def agenda(source: Agenda) -> None:
    """Register what the daily digest says of a person's day."""
    _agendas.append(source)


@transaction.atomic
def digest_due(at: datetime | None = None) -> int:
    """Put one batch of digests together; returns how many people were looked at."""
    at = at or clock.now()
    rows = Personal.objects.select_for_update(skip_locked=True, of=("self",)).filter(digest_next_at__lte=at)
    due = list(rows.select_related("agent").order_by("digest_next_at")[:BATCH])
    for row in due:
        try:
            with transaction.atomic():
                if row.agent.is_active:
                    _digest(row, at)
        except Exception:  # one person's must not stop the others'; it all comes with the next
            log.exception("the digest of agent %s could not be written", row.agent_id)
        row.digest_next_at = digest_times.following(row, row.agent.time_zone, at) if _goes_on(row) else None
        row.save(update_fields=["digest_next_at"])
    return len(due)


def _goes_on(row: Personal) -> bool:
    return row.agenda and row.agent.is_active


def _digest(row: Personal, at: datetime) -> None:
    agent = row.agent
    waiting = Notice.objects.shown_to(agent).filter(in_digest=True, read_at__isnull=True)
    notices = list(waiting.select_related("ticket").order_by("-pk")[:MOST])
    Notice.objects.filter(agent=agent, in_digest=True).update(in_digest=False)
    mailbox = letters.mailbox_for(None)
    if mailbox is None:
        return
    with translation.override(agent.locale), timezone.override(quiet.zone_of(agent.time_zone)):
        parts = _parts(row, notices, at)
        number = sum(len(part.items) for part in parts)
        if not number:
            return
        title = ngettext("%(number)s thing for you", "%(number)s things for you", number) % {"number": number}
        sheet = Sheet(
            language=agent.locale,
            title=title,
            about=moments.on_date(at),
            parts=parts,
            foot=(
                (_("This is your digest from Ponte."), ""),
                *letters.ways_out(agent, stopping.DIGEST),
            ),
        )
        name = f"digest.{agent.pk}.{int(at.timestamp())}"
        letters.write(agent, mailbox, sheet, f"Ponte: {title}", name, at, stop=stopping.DIGEST)


def _parts(row: Personal, notices: list[Notice], at: datetime) -> list[Part]:
    parts = []
    if row.agenda and row.digest == Every.DAY:
        parts = [part for source in _agendas for part in source(row.agent, at)]
    if notices:
        parts.append(Part(_("What happened"), [_item(told) for told in wording.tell(notices)]))
    return parts


def _item(told: wording.Told) -> Item:
    row = told.notice
    about = f"#{row.ticket_id} {told.about}".strip() if row.ticket_id else ""
    address = letters.absolute(f"/notifications/{row.pk}")
    return Item(told.text, about, address, moments.when(row.at), told.tone == "negative")
