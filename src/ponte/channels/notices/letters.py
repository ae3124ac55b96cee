"""A notice as a mail in the queue of outgoing mail, in its reader's language and time zone."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ponte.channels.email import keys
from ponte.channels.email.models import Mailbox, Outgoing, OutgoingKind
from ponte.channels.email.outgoing.mailbox_choice import mailbox_of
from ponte.channels.email.outgoing.servers import outgoing as outgoing_server
from ponte.channels.notices import page_of_mail, quiet, stopping, wording
from ponte.channels.notices.models import Notice
from ponte.channels.notices.page_of_mail import Sheet
from ponte.channels.notices.sorts import Sort
from ponte.team.models import Agent
from ponte.tickets.models import Message, Ticket

EXCERPT = 600  # letters of what was written


def absolute(path: str) -> str:
    """The whole address of a path of ours."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def mailbox_for(ticket: Ticket | None) -> Mailbox | None:
    """From where colleagues are written to; None when mail cannot go out at all."""
    if outgoing_server() is None:
        return None
    if ticket is not None:
        return mailbox_of(ticket)
    return Mailbox.objects.filter(is_active=True).order_by("pk").first()


def of_notice(notice: Notice, at: datetime) -> Outgoing | None:
    """The mail of one notice; None when no mail can go out."""
    mailbox = mailbox_for(notice.ticket)
    if mailbox is None:
        return None
    agent, ticket = notice.agent, notice.ticket
    with translation.override(agent.locale), timezone.override(quiet.zone_of(agent.time_zone)):
        told = wording.tell([notice])[0]
        about = f"#{ticket.pk} {ticket.subject}".strip() if ticket else ""
        foot = [(_("You get this because: %(sort)s.") % {"sort": Sort(notice.sort).label}, "")]
        if ticket:
            foot.append((_("Reply to this mail to add an internal note; the customer does not see it."), ""))
        sheet = Sheet(
            language=agent.locale,
            title=told.text,
            about=about,
            words=_words(notice),
            act=(_("Open the ticket") if ticket else _("Open it"), absolute(f"/notifications/{notice.pk}")),
            foot=(*foot, *ways_out(agent, notice.sort)),
        )
        subject = f"{told.text} · {about}" if about else told.text
    return write(
        agent, mailbox, sheet, subject, f"notice.{notice.pk}", at, stop=notice.sort, ticket=ticket
    )


def ways_out(agent: Agent, sort: str) -> list[tuple[str, str]]:
    """The foot's links: no more of these, and everything that one may choose."""
    return [
        (_("No more mails like this"), absolute(f"/notifications/stop/{stopping.token(agent, sort)}")),
        (_("Choose what you hear of"), absolute("/account/notifications")),
    ]


def write(
    agent: Agent,
    mailbox: Mailbox,
    sheet: Sheet,
    subject: str,
    name: str,
    at: datetime,
    *,
    stop: str,
    ticket: Ticket | None = None,
) -> Outgoing:
    """Put a mail to a colleague into the queue; the same `name` for the same mail, so that it goes out once."""
    domain = mailbox.address.rpartition("@")[2]
    content = {
        "text": page_of_mail.plain(sheet),
        "html": page_of_mail.rich(sheet),
        "language": agent.locale,
        "headers": {
            "List-Unsubscribe": f"<{absolute(f'/notifications/stop/{stopping.token(agent, stop)}')}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        "references": [f"ponte-ticket.{ticket.pk}.{keys.installation()}@{domain}"] if ticket else [],
    }
    row, _made = Outgoing.objects.get_or_create(
        rfc_message_id=f"ponte-{name}.{keys.installation()}@{domain}",
        defaults={
            "kind": OutgoingKind.NOTICE,
            "ticket": ticket,
            "mailbox": mailbox,
            "sender": mailbox.address,
            "recipients": [agent.email],
            "subject": subject[:500],
            "content": content,
            "due_at": at,
        },
    )
    return row


def _words(notice: Notice) -> str:
    """What was written, as far as one reads on: not of our own replies that came back."""
    if not notice.message_id or notice.sort == Sort.DELIVERY:
        return ""
    message = Message.objects.filter(pk=notice.message_id).first()
    words = (message.reply_text or message.text).strip() if message else ""
    return words if len(words) <= EXCERPT else words[:EXCERPT].rstrip() + "…"
