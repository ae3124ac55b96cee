"""The journal's consumer: what happened becomes news for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ponte.channels.notices import jobs, making, mark, scene
from ponte.channels.notices.news import News
from ponte.channels.notices.scene import Scene
from ponte.channels.notices.sorts import RANK
from ponte.channels.notices.telling_whom import RULES, Word
from ponte.events.consuming import consumer
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent

RECENT = timedelta(days=14)  # so long a worker may be down; what is older is history, not news
MESSAGES = frozenset({"ticket.message_received", "ticket.replied", "ticket.noted"})


@consumer("notices", *RULES, *jobs.KINDS)
def hear(events: Sequence[Event]) -> None:
    """Tell people of these events; one transaction with the cursor's move."""
    since = clock.now() - RECENT
    fresh = [event for event in mark.news(events) if event.at > since]
    if not fresh:
        return
    here = scene.read(fresh)
    news = [each for event in fresh for each in _news_of(event, here)]
    news += jobs.news_of(fresh)
    if news:
        making.make(news, Agent.objects.filter(is_active=True).in_bulk({each.agent for each in news}))


def _news_of(event: Event, here: Scene) -> Iterator[News]:
    """One piece of news for each person of an event, of the most pressing sort that it is for them."""
    ticket = here.tickets.get(event.ticket_id or 0)
    if ticket is None or ticket.is_spam or event.kind not in RULES:
        return
    actor = scene.actor_of(event)
    words: dict[int, Word] = {}
    for word in RULES[event.kind](event, ticket, here):
        if word.agent is None or (word.agent == actor and not word.own):
            continue
        if word.agent not in words or RANK[word.sort] < RANK[words[word.agent].sort]:
            words[word.agent] = word
    for agent, word in words.items():
        yield News(
            agent=agent,
            sort=word.sort,
            source=f"event:{event.pk}",
            at=event.at,
            ticket=event.ticket_id,
            message=event.data.get("message") or 0,
            is_message=event.kind in MESSAGES,
            actor=event.actor,
            data={"kind": event.kind, **event.data},
        )
