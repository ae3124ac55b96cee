"""Things that a caller names: through the actor, or 404; in a body, or 422 for that field."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from ponte.api.models import Upload
from ponte.api.problems import not_found, wrong
from ponte.team.models import Agent
from ponte.tickets.models import Attachment, Message, Ticket

Row = TypeVar("Row", bound=Model)


def ticket_for(agent: Agent, pk: int) -> Ticket:
    """A ticket that this person may see."""
    found = Ticket.objects.visible_to(agent).filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found


def message_for(agent: Agent, pk: int) -> Message:
    """A message of a ticket that this person may see."""
    rows = Message.objects.filter(ticket__in=Ticket.objects.visible_to(agent)).select_related("ticket__state")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found


def attachment_for(agent: Agent, pk: int) -> Attachment:
    """A file of such a message, or one that this person has sent and not used yet."""
    found = Attachment.objects.select_related("message").filter(pk=pk).first()
    if found is None:
        raise not_found()
    if found.message is not None:
        ticket_for(agent, found.message.ticket_id)
    elif not Upload.objects.filter(attachment=found, agent=agent).exists():
        raise not_found()
    return found


def one(model: type[Row], pk: int) -> Row:
    """The row with this id, or 404."""
    found = model._default_manager.filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found


def named(model: type[Row], pk: int, path: str) -> Row:
    """The row that a body names.

    Raises:
        Problem: 422 for `path`: there is none, or it is closed.
    """
    rows = model._default_manager.filter(pk=pk)
    if any(field.name == "is_active" for field in model._meta.fields):
        rows = rows.filter(is_active=True)
    found = rows.first()
    if found is None:
        raise wrong(path, _("There is none with the id %(id)s.") % {"id": pk})
    return found
