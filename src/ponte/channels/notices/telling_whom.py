"""Which event tells whom what. Rules name people; whether they want it, and may see it, is looked at later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ponte.channels.notices.scene import Scene
from ponte.channels.notices.sorts import Sort
from ponte.events.models import Event
from ponte.team.models import Role
from ponte.tickets.following_up.models import FollowUp, Outcome
from ponte.tickets.models import Delivery, Ticket
from ponte.tickets.watching.models import Reason


@dataclass(frozen=True, slots=True)
class Word:
    """One person, and of what sort it is for them. `own`: it is told although they began it themselves."""

    agent: int | None
    sort: Sort
    own: bool = False


Rule = Callable[[Event, Ticket, Scene], Iterable[Word]]
RULES: dict[str, Rule] = {}


def rule(*kinds: str) -> Callable[[Rule], Rule]:
    """Register who is told of events of these kinds."""

    def register(decide: Rule) -> Rule:
        for kind in kinds:
            RULES[kind] = decide
        return decide

    return register


@rule("ticket.created")
def _created(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    if event.data["assignee"]:
        yield Word(event.data["assignee"], _given(event))
    elif event.data["team"]:
        yield from (Word(agent, Sort.NEW) for agent in scene.members(event.data["team"]))
    else:
        yield from (Word(agent, Sort.NEW) for agent in scene.of_role(Role.AGENT, Role.COORDINATOR))


@rule("ticket.moved")
def _moved(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    if not ticket.assignee_id:
        yield from (Word(agent, Sort.NEW) for agent in scene.members(event.data["new"]))


@rule("ticket.assigned")
def _assigned(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    yield Word(event.data["new"], _given(event))


def _given(event: Event) -> Sort:
    return Sort.ASSIGNED if event.actor.startswith("agent:") else Sort.ROUTED


@rule("ticket.message_received")
def _received(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    said = scene.messages.get(event.data["message"])
    if said and not said.is_automatic:
        yield Word(ticket.assignee_id, Sort.CUSTOMER)
        yield from (Word(agent, Sort.FOLLOWED) for agent in scene.followers[ticket.pk])


@rule("ticket.replied", "ticket.noted")
def _wrote(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    said = scene.messages.get(event.data["message"])
    author = said.agent if said else None  # a note that came by mail is recorded as the system's
    for agent in {ticket.assignee_id, *scene.followers[ticket.pk]} - {author}:
        yield Word(agent, Sort.FOLLOWED)


@rule("ticket.mentioned")
def _mentioned(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    yield Word(event.data["agent"], Sort.MENTIONED)


@rule("ticket.escalated")
def _escalated(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    people = [event.data["agent"]] if event.data["agent"] else scene.members(event.data["team"])
    yield from (Word(agent, Sort.ESCALATED) for agent in people)


@rule("ticket.escalation_returned")
def _returned(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    yield Word(event.data["owner"], Sort.RETURNED)
    yield from (Word(agent, Sort.RETURNED) for agent in scene.followers[ticket.pk])


@rule("sla.clock_warned")
def _warned(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    people = [ticket.assignee_id] if ticket.assignee_id else scene.members(ticket.team_id)
    yield from (Word(agent, Sort.WARNED) for agent in people)


@rule("sla.clock_breached")
def _breached(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    yield from (Word(agent, Sort.BREACHED) for agent in {ticket.assignee_id, *scene.leads(ticket.team_id)})


@rule("ticket.reminder_due")
def _reminder(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    yield Word(event.data["agent"], Sort.REMINDER, own=True)


@rule("ticket.woken")
def _woken(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    if event.data["why"] != Outcome.MOMENT:
        return
    sleeper = FollowUp.objects.filter(ticket=ticket, kind="snooze", fired_at__isnull=False).order_by("-fired_at")
    agent = ticket.assignee_id or sleeper.values_list("agent_id", flat=True).first()
    yield Word(agent, Sort.WOKEN)


@rule("ticket.promise_broken")
def _broken(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    made = FollowUp.objects.filter(ticket=ticket, kind="promise").order_by("-made_at").first()
    people = {ticket.assignee_id, made.agent_id if made else None}
    yield from (Word(agent, Sort.PROMISE, own=True) for agent in people)


@rule("ticket.delivery_changed")
def _delivery(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    said = scene.messages.get(event.data["message"])
    if said and event.data["status"] in (Delivery.FAILED, Delivery.BOUNCED):
        yield Word(said.agent, Sort.DELIVERY, own=True)


@rule("ticket.reply_held")
def _held(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    yield Word(event.data["agent"], Sort.DELIVERY, own=True)


@rule("ticket.draft_passed")
def _handed(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    yield Word(event.data["new"], Sort.HANDED)


@rule("ticket.attention_needed")
def _attention(event: Event, ticket: Ticket, scene: Scene) -> Iterator[Word]:
    reason = event.data["reason"]
    if reason == Reason.AWAY:
        yield from (Word(agent, Sort.ATTENTION) for agent in scene.leads(ticket.team_id))
    elif reason not in (Reason.PROMISE, Reason.NO_OWNER):  # told when broken; counted in the rail of those who lead
        yield Word(ticket.assignee_id, Sort.ATTENTION)
