"""From an event to the thing it tells of."""

from __future__ import annotations

from ponte.events.models import Event

_PLACES = {
    "customer": "/customers/{}",
    "agent": "/administration/people/{}",
    "team": "/administration/teams/{}",
    "brand": "/administration/brands/{}",
    "state": "/administration/states/{}",
    "mailbox": "/administration/mail/mailboxes/{}",
    "inbound": "/administration/mail/received/{}",
    "outgoing": "/administration/mail/sent/{}",
}


def link_to(event: Event) -> str:
    """The page of the event's subject; "" when it has none."""
    if event.ticket_id:
        return f"/tickets/{event.ticket_id}"
    thing, _colon, number = event.subject.partition(":")
    return _PLACES[thing].format(number) if thing in _PLACES and number.isdigit() else ""
