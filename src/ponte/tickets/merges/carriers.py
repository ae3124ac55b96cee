"""What the tickets' own room carries in a merge: messages, people, followers, tags, drafts, links."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from ponte.lib import clock
from ponte.tickets import moving
from ponte.tickets.links.linking import above_of
from ponte.tickets.links.models import UPWARD, Link, LinkKind
from ponte.tickets.merges.carrying import Plan, carries
from ponte.tickets.merges.people import candidates
from ponte.tickets.models import Attachment, Draft, Follow, Message, MessageKind, Participant, Ticket


def _messages(old: Ticket, new: Ticket, plan: Plan) -> list[int]:
    numbers = list(Message.objects.filter(ticket=old).order_by("pk").values_list("pk", flat=True))
    moving.move(numbers, new)
    return numbers


def _messages_back(old: Ticket, new: Ticket, kept: list[int]) -> None:
    moving.move(list(Message.objects.filter(ticket=new, pk__in=kept).values_list("pk", flat=True)), old)


def _people(old: Ticket, new: Ticket, plan: Plan) -> dict[str, list[int]]:
    """Those whom the agent chose; all others stay on the old ticket and see nothing of the new."""
    done: dict[str, list[int]] = {"added": [], "let_in": []}
    for person in candidates(old, new):
        if person.address not in plan.people:
            continue
        row, made = Participant.objects.get_or_create(
            ticket=new, address=person.address, defaults={"customer": person.customer}
        )
        if made:
            done["added"].append(row.pk)
        elif not row.is_confirmed:
            Participant.objects.filter(pk=row.pk).update(is_confirmed=True)
            done["let_in"].append(row.pk)
    return done


def _people_back(old: Ticket, new: Ticket, kept: dict[str, list[int]]) -> None:
    Participant.objects.filter(ticket=new, pk__in=kept["added"]).delete()
    Participant.objects.filter(ticket=new, pk__in=kept["let_in"]).update(is_confirmed=False)


def _followers(old: Ticket, new: Ticket, plan: Plan) -> list[int]:
    """Followers and the assignee follow the survivor: who saw the one goes on seeing it."""
    agents = set(Follow.objects.filter(ticket=old).values_list("agent_id", flat=True))
    agents |= {old.assignee_id} if old.assignee_id else set()
    agents -= set(Follow.objects.filter(ticket=new).values_list("agent_id", flat=True)) | {new.assignee_id}
    rows = Follow.objects.bulk_create([Follow(ticket=new, agent_id=agent) for agent in sorted(agents)])
    return [row.pk for row in rows]


def _followers_back(old: Ticket, new: Ticket, kept: list[int]) -> None:
    Follow.objects.filter(ticket=new, pk__in=kept).delete()


def _tags(old: Ticket, new: Ticket, plan: Plan) -> list[str]:
    fresh = [tag for tag in old.tags if tag not in new.tags]
    new.tags = [*new.tags, *fresh]
    Ticket.objects.filter(pk=new.pk).update(tags=new.tags)
    return fresh


def _tags_back(old: Ticket, new: Ticket, kept: list[str]) -> None:
    new.tags = [tag for tag in new.tags if tag not in kept]
    Ticket.objects.filter(pk=new.pk).update(tags=new.tags)


def _drafts(old: Ticket, new: Ticket, plan: Plan) -> list[dict[str, Any]]:
    """A draft moves; where its agent is writing on the survivor too, it is put after what stands there."""
    done = []
    for draft in Draft.objects.filter(ticket=old):
        there = Draft.objects.filter(ticket=new, agent=draft.agent_id, kind=draft.kind).first()
        if there is not None and draft.kind not in MessageKind.values:
            continue  # a reply that waits for its time stays, and is held back: two never become one
        done.append({"draft": draft.pk, "agent": draft.agent_id, "kind": draft.kind, "html": draft.html})
        if there is None:
            Draft.objects.filter(pk=draft.pk).update(ticket=new)
            continue
        Attachment.objects.filter(draft=draft).update(draft=there)
        there.html, there.updated_at = there.html + draft.html, clock.now()
        there.save(update_fields=["html", "updated_at"])
        draft.delete()
    return done


def _drafts_back(old: Ticket, new: Ticket, kept: list[dict[str, Any]]) -> None:
    """A whole draft goes back; of one that was put together a copy does, and the other keeps everything."""
    for each in kept:
        if Draft.objects.filter(pk=each["draft"], ticket=new).update(ticket=old):
            continue
        Draft.objects.get_or_create(
            ticket=old, agent_id=each["agent"], kind=each["kind"], defaults={"html": each["html"]}
        )


def _links(old: Ticket, new: Ticket, plan: Plan) -> list[list[int]]:
    """Links move where they may; one that would name the survivor twice or go in a circle stays where it is."""
    done = []
    for row in Link.objects.filter(Q(ticket=old) | Q(other=old)):
        before = [row.pk, row.ticket_id, row.other_id]
        ends = [new.pk if end == old.pk else end for end in (row.ticket_id, row.other_id)]
        below, above = sorted(ends) if row.kind == LinkKind.RELATED else ends
        if _may_link(row, below, above):
            Link.objects.filter(pk=row.pk).update(ticket=below, other=above)
            done.append(before)
    return done


def _may_link(row: Link, below: int, above: int) -> bool:
    others = Link.objects.filter(kind=row.kind, ticket=below).exclude(pk=row.pk)
    if below == above or others.filter(other=above).exists():
        return False
    if row.kind not in UPWARD:
        return True
    return not others.exists() and below not in above_of(above, LinkKind(row.kind))


def _links_back(old: Ticket, new: Ticket, kept: list[list[int]]) -> None:
    for pk, below, above in kept:
        Link.objects.filter(pk=pk).update(ticket=below, other=above)


carries("messages", _messages, _messages_back)
carries("people", _people, _people_back)
carries("followers", _followers, _followers_back)
carries("tags", _tags, _tags_back)
carries("drafts", _drafts, _drafts_back)
carries("links", _links, _links_back)
