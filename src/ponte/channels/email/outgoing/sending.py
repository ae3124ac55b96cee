"""The worker's loop for outgoing mail.

Claim (a short transaction), compose and speak to the server (outside any), note what came of it (a short
transaction). A worker that dies between the server's 250 and the note sends the mail a second time: no
order of steps can close that gap. It is kept as short as one statement, and both copies carry the same
Message-ID and the same bytes, by which receivers know them for one.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import datetime

from django.db import connection, transaction

from ponte.channels.email.models import Mailbox, Outgoing
from ponte.channels.email.outgoing import outcomes
from ponte.channels.email.outgoing.claiming import claim
from ponte.channels.email.outgoing.composing_mail import compose, envelope_sender
from ponte.channels.email.outgoing.leasing import held
from ponte.channels.email.outgoing.mailbox_choice import mailbox_of
from ponte.channels.email.outgoing.recipients import Recipients, choose
from ponte.channels.email.outgoing.servers import outgoing as outgoing_server
from ponte.channels.email.outgoing.smtp_session import Permanent, ServerTrouble, Session, Transient
from ponte.lib import clock

log = logging.getLogger(__name__)

POLL = 0.5  # seconds between looks
IDLE = 10.0  # seconds after which an unused connection is closed
PAUSE = 5.0  # seconds of rest when the server cannot be used


def run_forever(stop: threading.Event) -> None:
    """Send what is due until `stop` is set."""
    session: Session | None = None
    used = 0.0
    while not stop.is_set():
        server = outgoing_server()
        if session is None and server is not None:
            session = Session(server)
        try:
            sent = send_next(session)
        except ServerTrouble as trouble:
            log.warning("outgoing mail waits: %s", trouble)
            stop.wait(PAUSE)
            continue
        if sent:
            used = time.monotonic()
            continue
        if session is not None and time.monotonic() - used > IDLE:
            session.close()
        stop.wait(POLL)
    if session is not None:
        session.close()
    connection.close()


def send_due(session: Session | None = None) -> int:
    """Send everything that is due now; returns how many were tried. For tests and tools."""
    server = outgoing_server()
    session = session or (Session(server) if server else None)
    tried = 0
    try:
        while _step(session):
            tried += 1
    finally:
        if session is not None:
            session.close()
    return tried


def _step(session: Session | None) -> bool:
    try:
        return send_next(session)
    except ServerTrouble:
        return True


def send_next(session: Session | None) -> bool:
    """Send the next due mail; False when nothing is due.

    Raises:
        ServerTrouble: after noting it on the mail, so that the caller rests.
    """
    outgoing = claim(clock.now())
    if outgoing is None or session is None:
        return False
    with held(outgoing):
        _attempt(outgoing, session)
    return True


def _attempt(outgoing: Outgoing, session: Session) -> None:
    mailbox = outgoing.mailbox or (mailbox_of(outgoing.ticket) if outgoing.ticket else None)
    if mailbox is None:
        outcomes.kept(outgoing, "no_mailbox", clock.now())
        return
    recipients = _recipients(outgoing)
    if not recipients.everybody:
        outcomes.nobody(outgoing, recipients, clock.now())
        return
    try:
        raw = _written(outgoing, mailbox, recipients, clock.now())
        outcome = session.send(envelope_sender(mailbox, outgoing.ticket), recipients.everybody, raw)
    except Permanent as trouble:
        outcomes.failed(outgoing, trouble.code, trouble.detail, clock.now())
    except Transient as trouble:
        outcomes.postponed(outgoing, trouble.code, trouble.detail, clock.now())
        if isinstance(trouble, ServerTrouble):
            raise
    except Exception as error:  # a mail that cannot be written must not stop those behind it
        log.exception("mail %s could not be put together", outgoing.pk)
        outcomes.failed(outgoing, "broken", f"{type(error).__name__}: {error}", clock.now())
    else:
        outcomes.taken(outgoing, recipients, outcome, clock.now())


def _recipients(outgoing: Outgoing) -> Recipients:
    """Those who may be written to now and have not got it yet."""
    done = {*outgoing.content.get("accepted", []), *outgoing.content.get("refused", {})}
    message = outgoing.message
    to, cc = (message.to, message.cc) if message is not None else (outgoing.recipients, [])
    chosen = choose(outgoing.ticket, to, cc)
    return Recipients(
        [one for one in chosen.to if one not in done],
        [one for one in chosen.cc if one not in done],
        chosen.dropped,
    )


def _written(outgoing: Outgoing, mailbox: Mailbox, recipients: Recipients, at: datetime) -> bytes:
    """The same bytes at every attempt: written once, stored before the server sees them."""
    stored = Outgoing.objects.values_list("raw", flat=True).get(pk=outgoing.pk)
    if stored is not None:
        return bytes(stored)
    raw = compose(outgoing, mailbox, recipients, at)
    with transaction.atomic():
        Outgoing.objects.filter(pk=outgoing.pk).update(
            raw=raw, sender=mailbox.address, mailbox=mailbox, recipients=recipients.everybody
        )
    return raw


