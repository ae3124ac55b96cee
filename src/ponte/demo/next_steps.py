"""Follow-ups, findings and escalations of the demo world, made by the behaviours themselves on its open tickets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import override

from ponte.demo.cast import APP, BATTERY, BIKES, IT, ORDERS, PRODUCT, SALES
from ponte.demo.company import Company, read
from ponte.team.models import Agent
from ponte.tickets.escalating import defining, escalating, returning
from ponte.tickets.escalating.models import Direction, Path
from ponte.tickets.following_up import moments, promising, reminding, ringing, snoozing
from ponte.tickets.models import Ticket
from ponte.tickets.states import StateType
from ponte.tickets.watching import looking, measuring

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
STANDINGS = {BATTERY: "tier_1", ORDERS: "tier_1", APP: "tier_1", BIKES: "tier_2"} | {
    PRODUCT: "product",
    IT: "it",
    SALES: "sales",
}
FOLLOWED = ("giulia", "olena", "mateo", "beatriz")


def add(company: Company, now: datetime, *, spare: int = 0) -> None:
    """Write them all as they stand at `now`; the ticket `spare` is left as it is."""
    texts = read("next_steps")
    paths = _paths(company, texts, now)
    _escalate(company, texts, paths, now, spare)
    for key in FOLLOWED:
        _follow_up(company.agents[key], texts["notes"][company.agents[key].locale], now, spare)
    ringing.ring(now)
    measuring.measure(now)
    looking.sweep(now)


def _waiting(agent: Agent, spare: int) -> Iterator[Ticket]:
    """Unsolved tickets of this person where nobody waits for an answer, the oldest first."""
    rows = Ticket.objects.unsolved().filter(assignee=agent, is_spam=False, waiting_since__isnull=True)
    return iter(rows.exclude(pk=spare).order_by("updated_at"))


def _follow_up(agent: Agent, notes: dict[str, str], now: datetime, spare: int) -> None:
    tickets = _waiting(agent, spare)
    usual = moments.usual(now, agent.time_zone)
    if (ticket := next(tickets, None)) is not None:
        promising.promise(ticket, now + 3 * HOUR, by=agent, note=notes["promise"], at=now - 20 * HOUR)
        reminding.remind(ticket, now + 40 * MINUTE, by=agent, note=notes["call"], at=now - 2 * HOUR)
    if (ticket := next(tickets, None)) is not None:
        snoozing.snooze(ticket, usual["tomorrow"], by=agent, note=notes["snooze"], at=now - HOUR)
    if (ticket := next(tickets, None)) is not None:
        snoozing.snooze(ticket, now - 50 * MINUTE, by=agent, note=notes["back"], at=now - 26 * HOUR)
        ringing.ring(now - 50 * MINUTE)
    if (ticket := next(tickets, None)) is not None:
        reminding.remind(ticket, now - 15 * MINUTE, by=agent, note=notes["check"], at=now - 25 * HOUR)
        ringing.ring(now - 15 * MINUTE)
    if agent.email.startswith("olena") and (ticket := next(tickets, None)) is not None:
        promising.promise(ticket, now - 2 * HOUR, by=agent, note=notes["promise"], at=now - 30 * HOUR)
        ringing.ring(now - 2 * HOUR)
    if (ticket := next(tickets, None)) is not None:
        snoozing.snooze(ticket, None, by=agent, at=now - 3 * HOUR)


def _paths(company: Company, texts: dict[str, Any], now: datetime) -> dict[str, Path]:
    admin, teams = company.agents["admin"], company.teams
    for name, standing in STANDINGS.items():
        defining.set_standing(teams[name], standing, by=admin, at=now - timedelta(days=80))
    goals: dict[str, dict[str, Any]] = {
        "firmware": {"from_team": teams[BATTERY], "to_team": teams[PRODUCT]},
        "orders": {"from_team": teams[ORDERS], "to_team": teams[IT]},
        "quotation": {"to_team": teams[SALES]},
        "complaint": {"direction": Direction.HIERARCHICAL, "to_agent": company.agents["serena"]},
    }
    return {
        key: defining.define(
            None, by=admin, at=now - timedelta(days=80), position=number, **texts["paths"][key], **goal
        )
        for number, (key, goal) in enumerate(goals.items())
    }


def _escalate(company: Company, texts: dict[str, Any], paths: dict[str, Path], now: datetime, spare: int) -> None:
    """Each on the ticket of its team that was quiet the longest."""
    used = {spare}
    for entry in texts["escalations"]:
        path = paths[entry["path"]]
        rows = Ticket.objects.filter(is_spam=False, assignee__isnull=False, state_type=StateType.PENDING)
        if path.from_team:
            rows = rows.filter(team=path.from_team)
        rows = rows.filter(language=entry["language"], updated_at__lt=now - 6 * HOUR)
        ticket = rows.exclude(pk__in=used).exclude(team=path.to_team).order_by("updated_at").first()
        if ticket is None or ticket.assignee is None:
            continue
        used.add(ticket.pk)
        _one(company, entry, path, ticket, ticket.assignee, now)


def _one(company: Company, entry: dict[str, str], path: Path, ticket: Ticket, owner: Agent, now: datetime) -> None:
    """Asked a while after the last word on the ticket; taken and answered in equal steps up to now."""
    step = min((now - ticket.updated_at) / 4, timedelta(hours=float(entry["hours"])))
    asked = now - 3 * step
    with override(owner.locale):
        made = escalating.escalate(
            ticket,
            path,
            reason=entry["reason"],
            tried=entry["tried"],
            needed=entry["needed"],
            answers=dict.fromkeys(path.questions, entry["detail"]),
            by=owner,
            at=asked,
        )
    if entry.get("taken"):
        returning.take(made, by=company.agents[entry["taken"]], at=asked + step)
    if entry.get("answer"):
        helper = company.agents[entry["taken"]]
        with override(helper.locale):
            returning.give_back(made, entry["answer"], by=helper, at=asked + 2 * step)
