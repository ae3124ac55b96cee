"""What came of an attempt, noted on the mail and on its message in one transaction."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import transaction

from ponte.channels.email import bouncing
from ponte.channels.email.models import Outgoing, OutgoingStatus
from ponte.channels.email.outgoing.claiming import WAITING, finish
from ponte.channels.email.outgoing.recipients import Recipients
from ponte.channels.email.outgoing.retrying import next_attempt
from ponte.channels.email.outgoing.smtp_session import Outcome
from ponte.tickets import failing
from ponte.tickets.delivering import note_delivery
from ponte.tickets.delivery_reasons import reason
from ponte.tickets.models import Delivery

_no_such_mailbox = re.compile(r"^55\d 5\.1\.(?:1|2|3|6|10)\b")  # enhanced codes that speak of the address alone


@transaction.atomic
def taken(outgoing: Outgoing, recipients: Recipients, outcome: Outcome, at: datetime) -> None:
    """The server answered for each recipient; some may have to wait, some may never get it."""
    content = dict(outgoing.content)
    content["accepted"] = [*content.get("accepted", []), *outcome.accepted]
    content["refused"] = {**content.get("refused", {}), **outcome.refused}
    for address, why in outcome.refused.items():
        if _no_such_mailbox.match(why):
            bouncing.mark(address, why, at=at)
    if outcome.answer:
        content["answer"] = outcome.answer
    outgoing.content = content
    if outcome.deferred:
        _postpone(outgoing, "busy", _listed(outcome.deferred), at)
    elif content["accepted"]:
        _sent(outgoing, _missing(content["refused"], recipients.dropped), at)
    else:
        _fail(outgoing, reason("refused", _listed(content["refused"])), at)


@transaction.atomic
def failed(outgoing: Outgoing, code: str, detail: str, at: datetime) -> None:
    """It will never go out."""
    _fail(outgoing, reason(code, detail), at)


@transaction.atomic
def nobody(outgoing: Outgoing, recipients: Recipients, at: datetime) -> None:
    """Nobody is left who may be written to: done for those who got it earlier, else failed."""
    if outgoing.content.get("accepted"):
        _sent(outgoing, _missing(outgoing.content.get("refused", {}), recipients.dropped), at)
    else:
        left = {**outgoing.content.get("refused", {}), **recipients.dropped}
        _fail(outgoing, reason("nobody_left", _listed(left)), at)


@transaction.atomic
def kept(outgoing: Outgoing, code: str, at: datetime) -> None:
    """It waits in the outbox for somebody to act."""
    if finish(outgoing, status=OutgoingStatus.KEPT, error=code) and outgoing.message_id:
        note_delivery(outgoing.message_id, Delivery.KEPT, detail=code, at=at)


@transaction.atomic
def postponed(outgoing: Outgoing, code: str, detail: str, at: datetime) -> None:
    """It may work later: wait, longer each time, and give up after two days."""
    _postpone(outgoing, code, detail, at)


def _postpone(outgoing: Outgoing, code: str, detail: str, at: datetime) -> None:
    first = datetime.fromisoformat(outgoing.content.get("first_tried_at", at.isoformat()))
    again = next_attempt(outgoing.attempts, first, at)
    error = reason(code, detail)
    if again is None:
        if outgoing.content.get("accepted"):
            _sent(outgoing, reason("partly", detail), at)
        else:
            _fail(outgoing, reason("expired", detail), at)
    elif (
        finish(outgoing, status=OutgoingStatus.QUEUED, due_at=again, error=error, content=outgoing.content)
        and outgoing.message_id
    ):
        note_delivery(outgoing.message_id, Delivery.QUEUED, detail=error, at=at, only_from=WAITING)


def _sent(outgoing: Outgoing, missing: str, at: datetime) -> None:
    done = finish(
        outgoing, status=OutgoingStatus.SENT, sent_at=at, error=missing, content=outgoing.content
    )
    if not done or outgoing.message is None:
        return
    note_delivery(outgoing.message.pk, Delivery.SENT, detail=missing, at=at, only_from=WAITING)
    if missing:
        failing.make_unread_for_author(outgoing.message)


def _fail(outgoing: Outgoing, error: str, at: datetime) -> None:
    done = finish(outgoing, status=OutgoingStatus.FAILED, error=error, content=outgoing.content)
    if done and outgoing.message_id:
        failing.fail(outgoing.message_id, Delivery.FAILED, detail=error, at=at)


def _missing(refused: dict[str, str], dropped: dict[str, str]) -> str:
    left = {**refused, **dropped}
    return reason("partly", _listed(left)) if left else ""


def _listed(each: dict[str, Any]) -> str:
    return "; ".join(f"{address} ({why})" for address, why in each.items())
