"""The open tickets that are written by hand (`showcase/*.toml`): what a visitor sees first."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ponte.customers.models import Customer
from ponte.demo import wording
from ponte.demo.filing import file
from ponte.demo.life import Life
from ponte.demo.world import World
from ponte.events.recording import SYSTEM
from ponte.team.models import Agent
from ponte.tickets.models import NEVER, Delivery, Draft, Message, MessageKind, State, Ticket
from ponte.tickets.states import Channel, Priority

FOLDER = Path(__file__).parent / "showcase"
ROME = ZoneInfo("Europe/Rome")
_clock = re.compile(r"(\d+)d (\d\d):(\d\d)$")
_ago = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$")


def moment(words: str, now: datetime) -> datetime:
    """`3h22m`, `22h` or `190d`: so long before now. `2d 09:12`: at that time in Milan, so many days before today."""
    if found := _clock.match(words):
        days, hour, minute = map(int, found.groups())
        local = now.astimezone(ROME) - timedelta(days=days)
        return local.replace(hour=hour, minute=minute, second=17, microsecond=0).astimezone(now.tzinfo)
    found = _ago.match(words)
    if not words or not found:
        raise ValueError(f"not a moment: {words!r}")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return now - timedelta(days=days, hours=hours, minutes=minutes)


class Showcase:
    """Reads the files and adds their lives to the world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.known: dict[str, Customer] = {}
        self.lives: dict[str, Life] = {}

    def add(self) -> None:
        entries = [
            entry
            for path in sorted(FOLDER.glob("*.toml"))
            for entry in tomllib.loads(path.read_text(encoding="utf-8"))["ticket"]
        ]
        entries.sort(key=lambda entry: isinstance(entry["customer"], str))  # those who introduce people first
        for entry in entries:
            self.live(entry)
        for entry in entries:
            if "follows" in entry:
                self.lives[entry["key"]].subject_follows = self.lives[entry["follows"]]

    def customer(self, words: dict[str, Any] | str, at: datetime) -> Customer:
        if isinstance(words, str):
            return self.known[words]
        crowd, now = self.world.crowd, self.world.now
        fields = {key: value for key, value in words.items() if key in ("address", "phone", "notes")}
        organisation = next((row for row in crowd.organisations if row.domains[0] in words["address"]), None)
        since = moment(words["since"], now) if "since" in words else at
        made = crowd.add(words["name"], words["language"], since, organisation=organisation, **fields)
        self.known[words.get("key", words["name"])] = made
        return made

    def live(self, entry: dict[str, Any]) -> None:
        world, company = self.world, self.world.company
        acts = entry["act"]
        at = moment(acts[0]["at"], world.now)
        requester = self.customer(entry["customer"], at)
        mailbox = company.mailboxes[entry.get("mailbox", "support")]
        ticket = Ticket(
            subject=acts[0].get("subject", entry["subject"]),
            state=company.states["new"],
            state_type=company.states["new"].type,
            priority=Priority.NORMAL,
            type=entry.get("type", "question"),
            channel=entry.get("channel", "email"),
            language=requester.language,
            brand=mailbox.brand,
            team=company.teams.get(entry.get("team", "")),
            requester=requester,
            mailbox_address=mailbox.address,
            created_at=at,
            due_at=NEVER,
        )
        life = Life(company, ticket)
        actors: dict[str, Customer] = {"customer": requester}
        if "outsider" in entry:
            actors["outsider"] = self.customer(entry["outsider"], at)
        for number, act in enumerate(acts):
            self.act(life, act, actors, entry, first=number == 0)
        ticket.subject = entry["subject"]
        self.finish(life, entry)

    def finish(self, life: Life, entry: dict[str, Any]) -> None:
        """What the whole entry says, told at the ticket's first minute."""
        company, at = self.world.company, life.ticket.created_at
        last = life.ticket.updated_at
        for name in entry.get("tags", ()):
            life.tag(name, by=SYSTEM, at=at)
        if "priority" in entry:
            life.prioritise(Priority[entry["priority"].upper()], by=SYSTEM, at=at)
        if "assignee" in entry:
            life.assign(company.agents[entry["assignee"]], by=company.agents["giulia"], at=at)
        if entry.get("spam"):
            life.mark_spam(by=company.agents["giulia"], at=last + timedelta(hours=5))
        else:
            life.ticket.updated_at = last
        self.lives[entry.get("key", entry["subject"])] = life
        if entry.get("unread"):
            self.world.unread.add(id(life.ticket))
        if "landmark" in entry:
            self.world.landmark = life, entry["landmark"]
        self.world.lives.append(life)

    def act(
        self, life: Life, act: dict[str, Any], actors: dict[str, Customer], entry: dict[str, Any], *, first: bool
    ) -> None:
        at = moment(act["at"], self.world.now)
        who = act.get("by")
        if who is None:
            message = self.write(life, act, actors[act.get("who", "customer")], at, entry)
            life.begin(message) if first else life.receive(message)
            return
        company = self.world.company
        if "priority" in act:
            by = SYSTEM if who == "system" else company.agents[who]
            life.prioritise(Priority[act["priority"].upper()], by=by, at=at)
        state = company.states[act["state"]] if "state" in act else None
        if who == "system":
            if state is not None:
                life.enter(state, by=SYSTEM, at=at)
            return
        self.work(life, act, company.agents[who], at, entry, state)

    def work(
        self, life: Life, act: dict[str, Any], by: Agent, at: datetime, entry: dict[str, Any], state: State | None
    ) -> None:
        """What an agent did."""
        company = self.world.company
        if "assign" in act:
            life.assign(company.agents[act["assign"]], by=by, at=at)
        if "note" in act:
            html = wording.composed(act["note"], company.agents)
            life.note(by, html, at, wording.mentioned(act["note"], company.agents))
        if "draft" in act:
            html = wording.composed(act["draft"], company.agents)
            to = [self.world.crowd.address_of(life.ticket.requester)]
            life.drafts.append(Draft(agent=by, kind=MessageKind.PUBLIC, html=html, to=to, updated_at=at))
        if "text" in act:
            message = life.reply(
                by,
                wording.composed(act["text"], company.agents),
                at,
                state=state,
                channel=Channel(act.get("channel", "email")),
                to=[self.world.crowd.address_of(life.ticket.requester)],
                cc=entry.get("cc", ()),
                delivery=Delivery(act.get("delivery", "sent")),
                detail=act.get("detail", ""),
            )
            file(life, message, act.get("files", ()))
        elif state is not None:
            life.enter(state, by=by, at=at)

    def write(
        self, life: Life, act: dict[str, Any], customer: Customer, at: datetime, entry: dict[str, Any]
    ) -> Message:
        answers = [row for row in life.messages if row.agent is not None and row.kind == MessageKind.PUBLIC]
        flagged = act.get("flagged", False)
        address = self.world.crowd.address_of(customer)
        message = wording.from_customer(
            customer,
            address,
            act["text"],
            at,
            subject=act.get("subject", entry["subject"] if not life.messages else f"Re: {entry['subject']}"),
            channel=Channel(act.get("channel", life.ticket.channel)),
            to=[life.ticket.mailbox_address],
            cc=entry.get("cc", ()),
            signature=act.get("signature", ""),
            quoting=answers[-1] if act.get("quote") and answers else None,
            as_html=act.get("html", False),
            is_automatic=act.get("automatic", False),
            is_flagged=flagged,
        )
        if flagged:
            life.participate(customer, address, by=customer, at=at, confirmed=False)
        file(life, message, act.get("files", ()), inline=act.get("inline", ""))
        return message
