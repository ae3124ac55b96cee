"""Administrators are mailed when a webhook suspends itself: a durable consumer of the journal."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from ponte.channels.email import keys
from ponte.channels.email.models import Mailbox, Outgoing, OutgoingKind
from ponte.channels.notices import page_of_mail
from ponte.channels.notices.letters import absolute, mailbox_for
from ponte.channels.notices.page_of_mail import Sheet
from ponte.channels.webhooks.models import Endpoint, Suspension
from ponte.events.consuming import consumer
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent, Role


@consumer("webhooks.warning", "webhook.suspended")
def warn(events: Sequence[Event]) -> None:
    """One mail for each administrator and suspension; what a colleague did by hand needs none."""
    mailbox = mailbox_for(None)
    for event in events:
        endpoint = Endpoint.objects.filter(pk=event.subject.partition(":")[2]).first()
        if mailbox is None or endpoint is None or event.data["reason"] == Suspension.BY_HAND:
            continue
        for agent in Agent.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk"):
            _write(event, endpoint, agent, mailbox)


def _write(event: Event, endpoint: Endpoint, agent: Agent, mailbox: Mailbox) -> None:
    with translation.override(agent.locale):
        title = _("The webhook “%(name)s” was suspended") % {"name": endpoint}
        sheet = Sheet(
            language=agent.locale,
            title=title,
            about=str(Suspension(event.data["reason"]).label),
            act=(_("See its log"), absolute(f"/administration/webhooks/{endpoint.pk}")),
            foot=[(_("You get this because you are an administrator. What waits is kept."), "")],
        )
        content = {"text": page_of_mail.plain(sheet), "html": page_of_mail.rich(sheet), "language": agent.locale}
    domain = mailbox.address.rpartition("@")[2]
    Outgoing.objects.get_or_create(
        rfc_message_id=f"ponte-webhook.{event.pk}.{agent.pk}.{keys.installation()}@{domain}",
        defaults={
            "kind": OutgoingKind.NOTICE,
            "mailbox": mailbox,
            "sender": mailbox.address,
            "recipients": [agent.email],
            "subject": title[:500],
            "content": content,
            "due_at": clock.now(),
        },
    )
