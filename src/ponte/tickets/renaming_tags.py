"""A tag gets another name, or goes, on every ticket that bears it.

Tickets are written in batches, each its own transaction, so that a tag on a hundred thousand tickets never
holds the journal's readers up. Interrupted, it is simply done again: the tag itself changes last.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ponte.events.recording import Actor, record
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Tag
from ponte.tickets.tagging import normalise

BATCH = 2000
_REPLACE = """
    UPDATE tickets_ticket SET tags = CASE
        WHEN tags @> ARRAY[%(new)s]::varchar[] THEN array_remove(tags, %(old)s::varchar)
        ELSE array_replace(tags, %(old)s::varchar, %(new)s::varchar) END
    WHERE id IN (SELECT id FROM tickets_ticket WHERE tags @> ARRAY[%(old)s]::varchar[] LIMIT %(batch)s FOR UPDATE)
"""
_REMOVE = """
    UPDATE tickets_ticket SET tags = array_remove(tags, %(old)s::varchar)
    WHERE id IN (SELECT id FROM tickets_ticket WHERE tags @> ARRAY[%(old)s]::varchar[] LIMIT %(batch)s FOR UPDATE)
"""


def rename(tag: Tag, name: str, *, by: Actor | str, at: datetime | None = None) -> Tag:
    """Give it another name; a name that another tag has makes one tag of the two. Returns the tag that stays.

    Raises:
        ValidationError: nothing is left of the name.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    new = normalise(name)
    if not new:
        raise ValidationError({"name": [_("Give it a name.")]})
    if new == tag.name:
        return tag
    stays, _made = Tag.objects.get_or_create(name=new)
    _in_batches(_REPLACE, old=tag.name, new=new)
    with transaction.atomic():
        Tag.objects.filter(pk=tag.pk).delete()
        record("tag.renamed", by=by, subject=f"tag:{stays.pk}", at=at, old=tag.name, new=new)
    return stays


def delete(tag: Tag, *, by: Actor | str, at: datetime | None = None) -> None:
    """Take it from every ticket and forget it."""
    require_writer(by)
    _in_batches(_REMOVE, old=tag.name)
    with transaction.atomic():
        if Tag.objects.filter(pk=tag.pk).delete()[0]:
            record("tag.deleted", by=by, subject=f"tag:{tag.pk}", at=at, name=tag.name)


@transaction.atomic
def make(name: str, *, by: Actor | str, at: datetime | None = None) -> Tag:
    """Make a tag known before a ticket bears it; one that is there is fine.

    Raises:
        ValidationError: nothing is left of the name.
    """
    require_writer(by)
    kept = normalise(name)
    if not kept:
        raise ValidationError({"name": [_("Give it a name.")]})
    tag, made = Tag.objects.get_or_create(name=kept)
    if made:
        record("tag.created", by=by, subject=f"tag:{tag.pk}", at=at, name=kept)
    return tag


def _in_batches(statement: str, **values: str) -> None:
    changed = BATCH
    while changed == BATCH:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, {**values, "batch": BATCH})
            changed = cursor.rowcount
