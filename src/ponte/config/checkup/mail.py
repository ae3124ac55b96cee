"""The mail's side: the outgoing server, what failed on the way in and out."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from datetime import timedelta

from ponte.channels.email.models import Disposition, Inbound, Outgoing, OutgoingStatus
from ponte.config.checkup.finding import Finding, note, ok, problem
from ponte.config.environment import Environment
from ponte.config.reading import SmtpServer
from ponte.lib import clock

LATE = timedelta(minutes=10)


def outgoing_server(ours: Environment) -> Iterator[Finding]:
    """The outgoing server lets us in. No message is sent."""
    if ours.smtp is None:
        yield note("no outgoing mail server: mail stays in the outbox", "set PONTE_SMTP_URL")
        return
    place = f"{ours.smtp.host}:{ours.smtp.port}"
    try:
        greet(ours.smtp)
    except smtplib.SMTPAuthenticationError as error:
        yield problem(f"{place} refuses our password ({error.smtp_code})", "correct PONTE_SMTP_URL")
    except (smtplib.SMTPException, ssl.SSLError, OSError) as error:
        yield problem(f"outgoing mail cannot reach {place}: {error}", "correct PONTE_SMTP_URL, or mend that server")
    else:
        yield ok(f"{place} takes our mail")


def greet(server: SmtpServer) -> None:
    """Connect, encrypt and sign in as sending does."""
    context = ssl.create_default_context()
    with connected(server, context) as link:
        link.ehlo()
        if server.security == "starttls" or (server.security == "auto" and link.has_extn("starttls")):
            link.starttls(context=context)
            link.ehlo()
        if server.user:
            link.login(server.user, server.password)
        link.noop()


def connected(server: SmtpServer, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=10, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=10)


def received(ours: Environment) -> Iterator[Finding]:
    """Nothing that came in failed or waits."""
    failed = Inbound.objects.filter(disposition=Disposition.FAILED).count()
    late = Inbound.objects.filter(disposition=Disposition.PENDING, received_at__lt=clock.now() - LATE).count()
    if failed:
        yield problem(f"{failed} received messages failed", "Administration, Received mail: see why, then replay")
    if late:
        yield problem(f"{late} received messages wait for more than 10 minutes", "see that a worker runs")
    if not failed and not late:
        yield ok("all received mail is dealt with")


def sent(ours: Environment) -> Iterator[Finding]:
    """Nothing that goes out failed or waits."""
    failed = Outgoing.objects.filter(status=OutgoingStatus.FAILED).count()
    kept = Outgoing.objects.filter(status=OutgoingStatus.KEPT).count()
    late = Outgoing.objects.filter(status=OutgoingStatus.QUEUED, due_at__lt=clock.now() - LATE).count()
    if failed:
        yield problem(f"{failed} messages could not be sent", "Administration, Sent mail: see why, then try again")
    if late:
        yield problem(f"{late} messages should have left 10 minutes ago", "see that a worker runs")
    if kept:
        yield note(f"{kept} messages are kept in the outbox", "set PONTE_SMTP_URL, then send them from the outbox")
    if not failed and not late and not kept:
        yield ok("all mail to customers has left")
