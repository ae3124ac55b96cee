"""The outgoing server: a test message to oneself, with every step told."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass, field
from email.utils import make_msgid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ponte.channels.email import keys
from ponte.channels.email.identity import INSTALLATION_HEADER
from ponte.channels.email.models import Mailbox
from ponte.channels.email.outgoing.servers import outgoing as outgoing_server
from ponte.channels.email.outgoing.smtp_session import SendTrouble, Session
from ponte.desk.guarding import AgentRequest, requires
from ponte.lib import clock
from ponte.lib.mail.parsed import Address
from ponte.lib.mail.writing import Letter, write
from ponte.team.models import Agent
from ponte.tickets.delivery_reasons import reason, words


@dataclass
class Result:
    """What the page shows of a test."""

    worked: bool
    text: str
    detail: str = ""
    refused: list[str] = field(default_factory=list)


@requires("manage_mail")
@require_POST
def test(request: AgentRequest) -> HttpResponse:
    """Send a message to the reader, now, and say what the server answered."""
    return render(request, "administration/outgoing_server_test.html", {"result": send_to(request.user)})


def send_to(agent: Agent) -> Result:
    """Hand a message for `agent` to the server; nothing of it is stored."""
    server, mailbox = outgoing_server(), Mailbox.objects.filter(is_active=True).order_by("pk").first()
    if server is None:
        return Result(False, words("no_server"), _("Set PONTE_SMTP_URL and start Ponte again."))
    if mailbox is None:
        return Result(False, _("There is no mailbox to send from"), _("Add a mailbox first."))
    session = Session(server)
    try:
        outcome = session.send(mailbox.address, [agent.email], _letter(agent, mailbox))
    except SendTrouble as trouble:
        return Result(False, words(reason(trouble.code, trouble.detail)))
    except (smtplib.SMTPException, OSError) as error:
        return Result(False, words(reason("unreachable", str(error))))
    finally:
        session.close()
    if outcome.accepted:
        return Result(True, _("Sent to %(address)s") % {"address": agent.email}, outcome.answer)
    left = {**outcome.refused, **outcome.deferred}
    return Result(False, words(reason("refused", "; ".join(left.values()))))


def _letter(agent: Agent, mailbox: Mailbox) -> bytes:
    return write(
        Letter(
            sender=Address(mailbox.name or mailbox.brand.name, mailbox.address),
            to=[Address(agent.name, agent.email)],
            subject=_("Ponte can send mail"),
            text=_("This is the test message that you asked for. Sending works."),
            date=clock.now(),
            message_id=make_msgid(idstring="ponte-test", domain=mailbox.address.rpartition("@")[2]).strip("<>"),
            headers={INSTALLATION_HEADER: keys.installation(), "Auto-Submitted": "auto-generated"},
        )
    )
