"""One of everything that an address of the API can name, by the name of its parameter."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import engage
from tests.matters import open_matter

from ponte.channels.notices.models import Notice
from ponte.channels.notices.sorts import Sort
from ponte.channels.webhooks import registering, replaying, trying
from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.team.schedules.models import Schedule
from ponte.tickets.bulk import starting
from ponte.tickets.checklists import listing
from ponte.tickets.checklists.models import ChecklistTemplate
from ponte.tickets.escalating.models import Escalation, Path
from ponte.tickets.following_up import reminding
from ponte.tickets.later import scheduling
from ponte.tickets.links import linking
from ponte.tickets.links.roles import Role
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Brand, State, Tag, Ticket
from ponte.tickets.routing.models import Route
from ponte.tickets.saved_views.models import Sharing, View
from ponte.tickets.sla.models import Policy
from ponte.tickets.templates.models import TicketTemplate
from ponte.tickets.timing import correcting


def ids_of(ticket: Ticket, by: Agent) -> dict[str, int]:
    """Their ids. What belongs to a ticket is on `ticket`; what belongs to somebody is `by`'s."""
    return {"ticket": ticket.pk, **_on_ticket(ticket, by), **_kept(by), **_of_webhooks(by)}


def _on_ticket(ticket: Ticket, by: Agent) -> dict[str, int]:
    tomorrow = clock.now() + timedelta(days=1)
    other = open_matter(address="luca@posteo.it", team=ticket.team)
    item = listing.add(ticket, "Serial number", by=by)
    assert item is not None
    path = Path.objects.create(name="Complaint", direction="hierarchical", to_agent=by)
    said = {"reason": "Upset", "tried": "Said sorry", "needed": "A gesture"}
    asked = Escalation.objects.create(ticket=ticket, path=path, direction=path.direction, **said)
    later = scheduling.schedule(ticket, tomorrow, by=by, html="<p>x</p>", to=["marta.bellini@posteo.it"])
    customer = ticket.requester
    return {
        "customer": customer.pk,
        "identity": customer.identities.order_by("pk")[0].pk,
        "link": linking.link(ticket, Role.RELATED, other, by=by).pk,
        "reminder": reminding.remind(ticket, tomorrow, by=by).pk,
        "item": item.pk,
        "entry": correcting.add(ticket, 60, by=by).pk,
        "escalation": asked.pk,
        "path": path.pk,
        "reply": later.pk,
        "job": starting.start(Ticket.objects.filter(pk=ticket.pk), "priority", "4", by=by).pk,
    }


def _notice_of(agent: Agent) -> Notice:
    now = clock.now()
    return Notice.objects.create(agent=agent, sort=Sort.REMINDER, source="event:1", first_at=now, at=now)


def _kept(by: Agent) -> dict[str, int]:
    view = View.objects.create(name="Everything", sort="recent", sharing=Sharing.EVERYONE)
    macro = Macro.objects.create(name="Reset", texts={"en": "<p>Hi</p>"})
    return {
        "notification": _notice_of(by).pk,
        "view": view.pk,
        "macro": macro.pk,
        "checklist": ChecklistTemplate.objects.create(name="Warranty", items=[{"text": "Invoice"}]).pk,
        "template": TicketTemplate.objects.create(name="Recall").pk,
        "brand": Brand.objects.get(is_default=True).pk,
        "state": State.objects.filter(is_default=True)[0].pk,
        "policy": Policy.objects.all()[0].pk,
        "schedule": Schedule.objects.get(is_default=True).pk,
        "route": Route.objects.create(name="Batteries").pk,
        "agent": engage("mateo").pk,
        "team": Team.objects.all()[0].pk,
        "tag": Tag.objects.get_or_create(name="battery")[0].pk,
        "field": 999_999,
        "form": 999_999,
        "attachment": 999_999,
        "organisation": 999_999,
    }


def _of_webhooks(by: Agent) -> dict[str, int]:
    made, _secret = registering.make(url="https://shop.example/hooks", kinds=["*"], by=by)
    return {
        "webhook": made.pk,
        "delivery": trying.send_test(made, by=by).pk,
        "replay": replaying.replay(made, clock.now() - timedelta(days=1), clock.now(), by=by).pk,
    }
