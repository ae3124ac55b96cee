"""Files that are sent first and named by the message that takes them along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ponte.api.models import Upload
from ponte.api.problems import wrong
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.tickets import attaching
from ponte.tickets.incoming import IncomingFile
from ponte.tickets.models import Attachment, Message

KEPT = timedelta(hours=24)


@transaction.atomic
def keep(file: IncomingFile, *, by: Agent) -> Attachment:
    """Keep a file until a message of the same agent takes it, a day at most."""
    permissions.require(by, "write")
    row = attaching.attach([file])[0]
    Upload.objects.create(agent=by, attachment=row, created_at=clock.now())
    return row


def waiting(agent: Agent, ids: Sequence[int], path: str) -> list[Attachment]:
    """The agent's files that wait for a message.

    Raises:
        Problem: 422, one is not there, is another's, or was used.
    """
    if not ids:
        return []
    found = {
        row.attachment_id: row.attachment
        for row in Upload.objects.filter(
            agent=agent, attachment__in=ids, attachment__message__isnull=True
        ).select_related("attachment")
    }
    for place, pk in enumerate(ids):
        if pk not in found:
            raise wrong(f"{path}.{place}", _("There is no file of yours with the id %(id)s.") % {"id": pk})
    return [found[pk] for pk in dict.fromkeys(ids)]


def give(files: Sequence[Attachment], message: Message) -> None:
    """Make them files of the message."""
    if files:
        Attachment.objects.filter(pk__in=[file.pk for file in files]).update(message=message)


def forget() -> int:
    """Drop files that no message took within a day; returns how many."""
    old = Upload.objects.filter(created_at__lt=clock.now() - KEPT)
    unused = Attachment.objects.filter(pk__in=old.values("attachment"), message__isnull=True, draft__isnull=True)
    count = unused.delete()[1].get("tickets.Attachment", 0)
    old.delete()
    return count
