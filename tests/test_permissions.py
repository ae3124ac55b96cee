"""Every address of Ponte, for every kind of reader: who gets in, who is refused, and how.

Add your addresses to `ROWS`, one line for each address and method:

    Row("ticket", "GET", "AMCTV", 404, ticket)

- the route's name (`namespace:name`; the route itself where it has no name);
- the method. Write one row for reading (GET) and one for the changing method, with the `data` that it takes;
- who gets in: A administrator, M operations manager, C coordinator, T agent of the ticket's team (Olena), O agent
  of another team (Tom), S specialist, V observer (may only look). `ALL` is everybody signed in. `OPEN` says
  that nobody needs to sign in;
- what the others get: 403 for whole areas, 404 for things out of sight;
- where the address has arguments, a function from the `World` to them. With `gone` the thing does not exist, and
  `answers=(404,)` says that whoever gets in hears so, while the others are refused before.

Closed accounts and strangers need no row: they always land on the sign-in page, unless the row is `OPEN`.
`test_no_address_is_missing` walks the routes and fails for those that have no row. `ELSEWHERE` holds the few that
are not pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.cast import engage

from ponte.channels.notices import stopping
from ponte.channels.notices.models import Notice
from ponte.channels.notices.sorts import Sort
from ponte.channels.webhooks import registering as registering_webhooks
from ponte.channels.webhooks import trying as trying_webhooks
from ponte.customers import finding
from ponte.demo.cast import BATTERY
from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import inviting, setup
from ponte.team.models import Agent, Invitation, Team
from ponte.team.schedules.models import Schedule
from ponte.team.skills.models import Skill
from ponte.tickets.bulk import starting as starting_bulk
from ponte.tickets.escalating.models import Escalation, Path
from ponte.tickets.fields import defining, forming
from ponte.tickets.fields.defining import Definition
from ponte.tickets.fields.models import CustomField, Form
from ponte.tickets.incoming import Incoming
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Brand, Message, Tag, Ticket
from ponte.tickets.opening import open_ticket
from ponte.tickets.queues import Queue
from ponte.tickets.routing.models import Requirement, Route
from ponte.tickets.saved_views.models import Sharing, View
from ponte.tickets.sla.models import Policy

ALL = "AMCTOSV"
OPEN = "open"
UNSEEN = (403, 404)  # out of sight for some, not theirs to change for others
ACTORS = {"A": "admin", "M": "serena", "C": "giulia", "T": "olena", "O": "tom", "S": "product", "V": "observer"}
IN = frozenset({200, 201, 202, 204, 302, 303, 400, 409, 410, 422})  # got in, whatever comes of it


@dataclass
class World:
    """What the addresses speak of."""

    ticket: Ticket
    agent: Agent
    team: Team
    invitation: Invitation

    @property
    def customer(self) -> Any:
        return self.ticket.requester


Args = Callable[[World], list[Any]]


@dataclass(frozen=True)
class Row:
    route: str
    method: str
    who: str
    refused: int | tuple[int, ...] = 403
    args: Args = field(default=lambda world: [])
    data: dict[str, Any] = field(default_factory=dict)
    answers: Collection[int] = IN  # what those who get in are told

    @property
    def turned_away(self) -> tuple[int, ...]:
        return (self.refused,) if isinstance(self.refused, int) else self.refused

    @property
    def id(self) -> str:
        return f"{self.method}-{self.route}"


def ticket(world: World) -> list[Any]:
    return [world.ticket.pk]


def customer(world: World) -> list[Any]:
    return [world.customer.pk]


def agent(world: World) -> list[Any]:
    return [world.agent.pk]


def team(world: World) -> list[Any]:
    return [world.team.pk]


def brand(world: World) -> list[Any]:
    return [world.ticket.brand_id]


def state(world: World) -> list[Any]:
    return [world.ticket.state_id]


def schedule(world: World) -> list[Any]:
    return [Schedule.objects.get(is_default=True).pk]


def policy(world: World) -> list[Any]:
    return [Policy.objects.values_list("pk", flat=True)[0]]


def route(world: World) -> list[Any]:
    return [Route.objects.create(name="Batteries", team=world.team).pk]


def skill(world: World) -> list[Any]:
    return [Skill.objects.create(name="Safety").pk]


def requirement(world: World) -> list[Any]:
    return [Requirement.objects.create(skill_id=skill(world)[0]).pk]


def routed(world: World) -> list[Any]:
    facts = dict.fromkeys(("route", "agent", "team", "old", "because", "why", "load", "most"))
    with transaction.atomic():
        subject = world.ticket.journal_name
        event = record(
            "ticket.routed", by="system", subject=subject, ticket=world.ticket.pk, reasons="", passed=[], **facts
        )
    return [world.ticket.pk, event.pk]


def tag(world: World) -> list[Any]:
    return [Tag.objects.create(name="battery").pk]


def custom_field(world: World) -> list[Any]:
    made = CustomField.objects.filter(key="serial").first()
    return [(made or defining.make(Definition("serial", "text", {"en": "Serial"}), by="system")).pk]


def form(world: World) -> list[Any]:
    return [(Form.objects.first() or forming.keep(None, forming.Wanted({"en": "Repair"}), by="system")).pk]


def value(world: World) -> list[Any]:
    custom_field(world)
    return [world.ticket.pk, "serial"]


def macro(world: World) -> list[Any]:
    return [Macro.objects.create(name="Reset", texts={"en": "<p>Hi</p>"}).pk]


def macro_on_ticket(world: World) -> list[Any]:
    return [*ticket(world), *macro(world)]


def message(world: World) -> list[Any]:
    return [Message.objects.filter(ticket=world.ticket).latest("pk").pk]


def private_view(world: World) -> list[Any]:
    return [View.objects.create(name="Mine", owner=engage("olena"), sort="recent").pk]


def team_view(world: World) -> list[Any]:
    made = View.objects.create(name="Ours", owner=world.agent, sort="recent", sharing=Sharing.TEAMS)
    made.teams.set([world.team])
    return [made.pk]


def everybodys_view(world: World) -> list[Any]:
    return [View.objects.create(name="All", sort="recent", sharing=Sharing.EVERYONE).pk]


def job(world: World) -> list[Any]:
    """Of the administrator; whoever sees all may look."""
    return [starting_bulk.start(Ticket.objects.all(), "priority", "4", by=engage("admin")).pk]


def notice(world: World) -> list[Any]:
    """The administrator's own."""
    made = Notice(agent=engage("admin"), ticket=world.ticket, sort=Sort.ASSIGNED, source="event:1")
    made.first_at = made.at = clock.now()
    made.save()
    return [made.pk]


def escalation(world: World) -> list[Any]:
    """One to a manager: the ticket stays with its team."""
    path = Path.objects.create(name="Complaint", direction="hierarchical", to_agent=engage("serena"))
    said = {"reason": "Upset", "tried": "Said sorry", "needed": "A gesture"}
    return [Escalation.objects.create(ticket=world.ticket, path=path, direction=path.direction, **said).pk]


def escalation_path(world: World) -> list[Any]:
    return [Path.objects.create(name="Complaint", direction="hierarchical", to_agent=engage("serena")).pk]


def webhook(world: World) -> list[Any]:
    return [registering_webhooks.make(url="https://shop.example/hooks", kinds=["*"], by="system")[0].pk]


def webhook_delivery(world: World) -> list[Any]:
    made = registering_webhooks.make(url="https://shop.example/hooks", kinds=["*"], by="system")[0]
    return [trying_webhooks.send_test(made, by="system").pk]


def gone(world: World) -> list[Any]:
    return [999_999]


def invitation(world: World) -> list[Any]:
    return [world.invitation.pk]


def invitation_token(world: World) -> list[Any]:
    return [inviting.link_to(world.invitation).rpartition("/")[2]]


def reset_link(world: World) -> list[Any]:
    return ["1", "set-password"]


def session(world: World) -> list[Any]:
    return [1]


def session_of(world: World) -> list[Any]:
    made = UserSession.objects.create(user=world.agent, session_key="k" * 32, ip="127.0.0.1", user_agent="x")
    return [world.agent.pk, made.pk]


NOBODY = ""
PERSON = {"name": "Olena", "email": "o@velora.example", "role": "agent", "locale": "en", "time_zone": "UTC"}

# fmt: off
ROWS = [
    # signing in
    Row("account_login", "GET", OPEN),
    Row("account_login", "POST", OPEN, data={"login": "x@velora.example", "password": "x"}),
    Row("mfa_login_webauthn", "GET", OPEN),
    Row("mfa_login_webauthn", "POST", OPEN, data={"credential": "{}"}),
    Row("mfa_authenticate", "GET", OPEN),
    Row("single_sign_on", "POST", NOBODY, 404),  # none is configured
    Row("openid_connect_callback", "GET", NOBODY, 404, lambda world: ["sso"]),
    Row("demo_sign_in", "POST", NOBODY, 404, agent),  # there is no such door outside the demo
    Row("account_inactive", "GET", NOBODY, 403),
    Row("account_logout", "GET", ALL),
    Row("account_logout", "POST", ALL),
    Row("set_language", "POST", OPEN, data={"language": "uk"}),
    Row("setup", "GET", NOBODY, 404, lambda world: [str(setup.link() or "/setup/used").removeprefix("/setup/")]),
    Row("setup", "POST", NOBODY, 404, lambda world: ["used"]),
    Row("invitation", "GET", OPEN, args=invitation_token),
    Row("invitation", "POST", OPEN, args=invitation_token),
    Row("account_reset_password", "GET", OPEN),
    Row("account_reset_password", "POST", OPEN, data={"email": "x@velora.example"}),
    Row("account_reset_password_done", "GET", OPEN),
    Row("account_reset_password_from_key", "GET", OPEN, args=reset_link),
    # one's own account
    Row("profile", "GET", ALL),
    Row("profile", "POST", ALL, data={"name": "New name"}),
    *(Row(f"availability_{state}", "POST", ALL) for state in ("online", "busy", "away", "off")),
    Row("account_change_password", "GET", ALL),
    Row("account_change_password", "POST", ALL),
    Row("mfa_index", "GET", ALL),
    Row("mfa_activate_totp", "GET", ALL),
    Row("mfa_deactivate_totp", "GET", NOBODY, 404),  # nothing is set up
    Row("mfa_view_recovery_codes", "GET", NOBODY, 404),
    Row("mfa_generate_recovery_codes", "GET", ALL),
    Row("mfa_download_recovery_codes", "GET", NOBODY, 404),
    Row("mfa_list_webauthn", "GET", ALL),
    Row("mfa_add_webauthn", "GET", ALL),
    Row("mfa_edit_webauthn", "GET", NOBODY, 404, session),
    Row("mfa_remove_webauthn", "GET", NOBODY, 404, session),
    Row("mfa_remove_webauthn", "POST", NOBODY, 404, session),
    Row("account_reauthenticate", "GET", NOBODY, 403),  # the cast has no password
    Row("mfa_reauthenticate", "GET", NOBODY, 403),
    Row("mfa_reauthenticate_webauthn", "GET", NOBODY, 403),
    Row("sessions", "GET", ALL),
    Row("other_sessions_closure", "POST", ALL),
    Row("session_closure", "POST", NOBODY, 404, session),
    Row("tokens", "GET", ALL),
    Row("new_token", "GET", ALL),
    Row("new_token", "POST", ALL, data={"name": "Shop", "scopes": ["tickets:read"], "lasts": "30"}),
    Row("token_revocation", "POST", NOBODY, 404, session),
    Row("api_docs", "GET", ALL),
    # administration: people, teams, sign-in
    Row("people", "GET", "AMCV"),
    Row("person", "GET", "AMCV", args=agent),
    Row("person", "POST", "A", args=agent, data=PERSON),
    Row("person_closure", "POST", "A", args=agent),
    Row("person_closure", "DELETE", "A", args=agent),
    Row("person_password_link", "POST", "A", args=agent),
    Row("person_second_step_removal", "POST", "A", args=agent),
    Row("person_sessions_closure", "POST", "A", args=agent),
    Row("person_session_closure", "POST", "A", args=session_of),
    Row("new_invitation", "GET", "A"),
    Row("new_invitation", "POST", "A", data={"email": "nadia@velora.example", "role": "agent", "locale": "en"}),
    Row("pending_invitation", "GET", "A", args=invitation),
    Row("invitation_renewal", "POST", "A", args=invitation),
    Row("invitation_removal", "POST", "A", args=invitation),
    Row("teams", "GET", "AMCV"),
    Row("teams", "POST", "AM", data={"name": "Night shift"}),
    Row("team", "GET", "AM", args=team),
    Row("team", "POST", "AM", args=team, data={"name": "Night shift"}),
    Row("team_closure", "POST", "AM", args=team),
    Row("team_closure", "DELETE", "AM", args=team),
    Row("sign_in_policy", "GET", "A"),
    Row("sign_in_policy", "POST", "A"),
    # administration: brands, states, tags, languages, journal
    Row("brands", "GET", "AM"),
    Row("new_brand", "GET", "AM"),
    Row("new_brand", "POST", "AM", data={"name": "Velora Pro"}),
    Row("brand_preview", "POST", "AM"),
    Row("brand", "GET", "AM", args=brand),
    Row("brand", "POST", "AM", args=brand),
    Row("policies", "GET", "AM"),
    Row("new_policy", "GET", "AM"),
    Row("new_policy", "POST", "AM"),
    Row("policy", "GET", "AM", args=policy),
    Row("policy", "POST", "AM", args=policy),
    Row("policy_place", "POST", "AM", args=policy, data={"to": "0"}),
    Row("policy_use", "POST", "AM", args=policy, data={"active": "1"}),
    Row("policy_ruling", "GET", "AM"),
    Row("policy_renewal", "GET", "AM"),
    Row("policy_renewal", "POST", "AM"),
    Row("policy_renewal_confirmation", "POST", "AM"),
    Row("policy_renewal_stop", "POST", "AM"),
    Row("routes", "GET", "AMC"),
    Row("new_route", "GET", "AMC"),
    Row("new_route", "POST", "AMC"),
    Row("route", "GET", "AMC", args=route),
    Row("route", "POST", "AMC", args=route),
    Row("route_place", "POST", "AMC", args=route, data={"to": "0"}),
    Row("route_use", "POST", "AMC", args=route, data={"active": "1"}),
    Row("route_trial", "GET", "AMC"),
    Row("routing_weights", "POST", "AMC"),
    Row("new_requirement", "GET", "AMC"),
    Row("new_requirement", "POST", "AMC"),
    Row("requirement", "GET", "AMC", args=requirement),
    Row("requirement", "POST", "AMC", args=requirement),
    Row("requirement_removal", "POST", "AMC", args=requirement),
    Row("skills", "GET", "AMC"),
    Row("skills", "POST", "AMC", data={"name": "Batteries"}),
    Row("limits", "POST", "AMC", data={"usual_mail": "20"}),
    Row("skill", "GET", "AMC", args=skill),
    Row("skill", "POST", "AMC", args=skill, data={"name": "Batteries"}),
    Row("person_work", "GET", "AMC", args=agent),
    Row("person_work", "POST", "AMC", args=agent),
    Row("own_work", "GET", ALL),
    Row("next_ticket", "POST", "AMCTOS"),
    Row("ticket_routing", "GET", "AMCTV", 404, routed),
    Row("schedules", "GET", "AM"),
    Row("new_schedule", "GET", "AM"),
    Row("new_schedule", "POST", "AM"),
    Row("schedule", "GET", "AM", args=schedule),
    Row("schedule", "POST", "AM", args=schedule),
    Row("schedule_preview", "POST", "AM"),
    Row("schedule_regions", "GET", "AM"),
    Row("schedule_trial", "GET", "AM", args=schedule),
    Row("schedule_usual", "POST", "AM", args=schedule),
    Row("schedule_use", "POST", "AM", args=schedule),
    Row("custom_fields", "GET", "AM"),
    Row("new_custom_field", "GET", "AM", args=lambda world: ["one"]),
    Row("new_custom_field", "POST", "AM", args=lambda world: ["text"], data={"name_en": "Dealer"}),
    Row("custom_field", "GET", "AM", args=custom_field),
    Row("custom_field", "POST", "AM", args=custom_field, data={"name_en": "Serial", "access": "agents"}),
    Row("custom_field_place", "POST", "AM", args=custom_field, data={"to": "0"}),
    Row("custom_field_use", "POST", "AM", args=custom_field, data={"active": "0"}),
    Row("new_form", "GET", "AM"),
    Row("new_form", "POST", "AM", data={"name-en": "Repair"}),
    Row("form", "GET", "AM", args=form),
    Row("form", "POST", "AM", args=form, data={"name-en": "Repair"}),
    Row("form_removal", "POST", "AM", args=form),
    Row("fields:value", "GET", "AMCTV", 404, value),
    Row("fields:value", "POST", "AMCTV", 404, value, {"field-serial": "A1"}),
    Row("fields:form", "GET", "AMCTV", 404, ticket),
    Row("fields:form", "POST", "AMCTV", 404, ticket),
    Row("fields:asked", "GET", ALL),
    Row("fields:customers", "GET", ALL),
    Row("states", "GET", "AM"),
    Row("new_state", "GET", "AM"),
    Row("new_state", "POST", "AM"),
    Row("state", "GET", "AM", args=state),
    Row("state", "POST", "AM", args=state),
    Row("state_usual", "POST", "AM", args=state),
    Row("state_place", "POST", "AM", args=state, data={"step": "1"}),
    Row("webhooks", "GET", "AM"),
    Row("new_webhook", "GET", "AM"),
    Row("new_webhook", "POST", "AM", data={"url": "https://shop.example/hooks", "kinds": "*"}),
    Row("webhook", "GET", "AM", 403, webhook),
    Row("webhook_settings", "GET", "AM", 403, webhook),
    Row("webhook_settings", "POST", "AM", 403, webhook, data={"url": "https://shop.example/hooks", "kinds": "*"}),
    Row("webhook_secret", "POST", "AM", 403, webhook),
    Row("webhook_suspension", "POST", "AM", 403, webhook),
    Row("webhook_suspension", "DELETE", "AM", 403, webhook),
    Row("webhook_test", "POST", "AM", 403, webhook),
    Row("webhook_replays", "POST", "AM", 403, webhook, data={"since": "2026-01-01T00:00"}),
    Row("webhook_replays", "DELETE", "AM", 403, webhook),
    Row("webhook_removal", "POST", "AM", 403, webhook),
    Row("webhook_delivery", "GET", "AM", 403, webhook_delivery),
    Row("webhook_attempt", "POST", "AM", 403, webhook_delivery),
    Row("tags", "GET", "AMC"),
    Row("tag", "GET", "AMC", args=tag),
    Row("tag", "POST", "AMC", args=tag, data={"name": "charger"}),
    Row("tag_removal", "POST", "AMC", args=tag),
    Row("macros:list", "GET", "AMCTOS"),
    Row("macros:new", "GET", "AMCTOS"),
    Row("macros:new", "POST", "AMCTOS", data={"name": "Hi", "text_en": "Hello", "audience": "me"}),
    Row("macros:macro", "GET", "AMC", UNSEEN, macro),
    Row("macros:macro", "POST", "AMC", UNSEEN, macro, {"name": "Hi", "audience": "everybody"}),
    Row("macros:removal", "POST", "AMC", UNSEEN, macro),
    Row("macros:removal", "DELETE", "AMC", UNSEEN, macro),
    Row("languages", "GET", "AM"),
    Row("languages", "POST", "AM"),
    Row("journal", "GET", "AM"),
    Row("journal_export", "GET", "AM", args=lambda world: ["csv"]),
    # administration: mail
    Row("received_mail", "GET", "AM"),
    Row("received_mail_detail", "GET", "AM", args=gone, answers=(404,)),
    Row("received_mail_source", "GET", "A", args=gone, answers=(404,)),
    Row("received_mail_replay", "POST", "A", args=gone, answers=(404,)),
    Row("sent_mail", "GET", "AM"),
    Row("sent_mail_release", "POST", "A"),
    Row("sent_mail_detail", "GET", "AM", args=gone, answers=(404,)),
    Row("sent_mail_source", "GET", "A", args=gone, answers=(404,)),
    Row("sent_mail_attempt", "POST", "A", args=gone, answers=(404,)),
    Row("sent_mail_abandonment", "POST", "A", args=gone, answers=(404,)),
    Row("blocked_senders", "GET", "AMC"),
    Row("blocked_senders", "POST", "AMC", data={"address": "spam@evil.example"}),
    Row("blocked_sender", "GET", "AMC", args=gone, answers=(404,)),
    Row("blocked_sender", "POST", "AMC", args=gone, answers=(404,)),
    Row("mailboxes", "GET", "AM"),
    Row("new_mailbox", "GET", "A"),
    Row("new_mailbox", "POST", "A"),
    Row("mailbox", "GET", "A", args=gone, answers=(404,)),
    Row("mailbox", "POST", "A", args=gone, answers=(404,)),
    Row("mailbox_test", "POST", "A", args=gone, answers=(404,)),
    Row("mailbox_consent", "GET", "A", args=gone, answers=(404,)),
    Row("mailbox_consent_return", "GET", "A", answers=(404,)),
    Row("mailbox_closure", "POST", "A", args=gone, answers=(404,)),
    Row("outgoing_server_test", "POST", "A"),
    # inbox
    Row("inbox:home", "GET", ALL),
    Row("inbox:index", "GET", ALL),
    Row("inbox:counts", "GET", ALL),
    Row("inbox:view_counts", "GET", ALL),
    Row("inbox:view", "GET", "T", 404, private_view),
    Row("inbox:view", "GET", "AMCT", 404, team_view),
    Row("inbox:view", "GET", ALL, 404, everybodys_view),
    Row("inbox:choices", "GET", ALL),
    # conditions
    Row("conditions:builder", "POST", ALL, data={"c-mode": "all", "do": "c.line:"}),
    Row("conditions:found", "POST", ALL, data={"c-mode": "all"}),
    Row("conditions:values", "GET", ALL, 404, lambda world: ["requester"]),
    # views
    Row("views:index", "GET", ALL),
    Row("views:new", "GET", "AMCTOS"),
    Row("views:new", "POST", "AMCTOS", data={"name": "Mine", "sort": "recent", "sharing": "mine", "do": "save"}),
    Row("views:change", "GET", "T", 404, private_view),
    Row("views:change", "GET", "AMC", UNSEEN, team_view),
    Row("views:change", "POST", "AMC", UNSEEN, everybodys_view, {"name": "All", "sort": "recent", "do": "save"}),
    Row("views:place", "POST", ALL, 404, everybodys_view, {"step": "1"}),
    Row("views:place", "POST", "T", 404, private_view, {"step": "1"}),
    Row("views:standing", "POST", ALL, 404, everybodys_view, {"standing": "pinned"}),
    Row("views:standing", "POST", "T", 404, private_view, {"standing": "hidden"}),
    Row("views:order", "POST", ALL, data={"view": "1"}),
    Row("views:order", "POST", "AMC", 403, data={"everybody": "1"}),
    Row("inbox:mode", "POST", "T", 404, private_view, {"mode": "table"}),
    Row("inbox:mode", "POST", ALL, 404, everybodys_view, {"mode": "table"}),
    Row("views:removal", "POST", "T", UNSEEN, private_view),
    Row("views:removal", "POST", "AMC", UNSEEN, everybodys_view, answers=(302, 404)),
    Row("views:export", "GET", "T", 404, lambda world: [*private_view(world), "csv"]),
    Row("views:export", "GET", ALL, 404, lambda world: [*everybodys_view(world), "xlsx"]),
    Row("inbox:filters", "GET", ALL, args=lambda world: ["mine"]),
    Row("inbox:changes", "POST", ALL, data={"chosen": "1", "change": "read:"}),
    Row("inbox:undo", "DELETE", NOBODY, 404, args=lambda world: ["nothing"]),
    *(Row(f"inbox:{queue}", "GET", ALL) for queue in Queue),
    # ticket
    Row("ticket:new", "GET", ALL),
    Row("ticket:new", "POST", ALL),
    Row("ticket:show", "GET", "AMCTV", 404, ticket),
    Row("ticket:now", "GET", "AMCTV", 404, ticket),
    Row("ticket:history", "GET", "AMCTV", 404, ticket),
    Row("ticket:messages", "POST", "AMCTV", 404, ticket, {"mode": "note", "note": "Looked at it"}),
    Row("ticket:draft", "POST", "AMCT", UNSEEN, lambda world: [world.ticket.pk, "reply"]),
    Row("ticket:draft-files", "POST", "AMCT", UNSEEN, lambda world: [world.ticket.pk, "reply"]),
    Row("ticket:property", "GET", "AMCTV", 404, lambda world: [world.ticket.pk, "priority"]),
    Row("ticket:property", "POST", "AMCTV", 404, lambda world: [world.ticket.pk, "priority"]),
    Row("macros:fitting", "GET", "AMCTV", 404, ticket),
    Row("macros:preview", "GET", "AMCTV", 404, macro_on_ticket),
    Row("macros:application", "POST", "AMCTV", 404, macro_on_ticket),
    Row("macros:undo", "DELETE", NOBODY, 404, lambda world: [world.ticket.pk, "nothing"]),
    Row("ticket:closure", "POST", "AMCTV", 404, ticket),
    Row("ticket:reading", "POST", "AMCTV", 404, ticket),
    Row("ticket:follow", "POST", "AMCTV", 404, ticket),
    Row("ticket:participant", "POST", NOBODY, 404, lambda world: [world.ticket.pk, 999_999]),
    Row("ticket:message-html", "GET", "AMCTV", 404, message),
    Row("ticket:sending", "DELETE", "AMCTV", 404, message),
    Row("ticket:attachment", "GET", NOBODY, 404, gone),
    # escalations
    Row("escalations:board", "GET", ALL),
    Row("escalations:ticket", "GET", "AMCTV", 404, ticket),
    Row("escalations:ticket", "POST", "AMCTV", 404, ticket),
    Row("escalations:taking", "POST", "AMCTV", 404, escalation),
    Row("escalations:answer", "GET", "AMCTV", 404, escalation),
    Row("escalations:answer", "POST", "AMCTV", 404, escalation, {"answer": "Install 2.4.2"}),
    Row("escalations:withdrawal", "POST", "AMCTV", 404, escalation),
    Row("escalations:paths", "GET", "AM"),
    Row("escalations:new", "GET", "AM"),
    Row("escalations:new", "POST", "AM"),
    Row("escalations:path", "GET", "AM", args=escalation_path),
    Row("escalations:path", "POST", "AM", args=escalation_path),
    Row("escalations:standings", "POST", "AM"),
    # what needs you
    Row("today:index", "GET", ALL),
    # notifications
    Row("notices:index", "GET", ALL),
    Row("notices:number", "GET", ALL),
    Row("notices:show", "GET", "A", 404, notice),
    Row("notices:reading", "POST", "A", 404, notice),
    Row("notices:reading", "DELETE", "A", 404, notice),
    Row("notices:reading-of-all", "POST", ALL),
    Row("notices:reading-of-all", "DELETE", ALL, answers=(404,)),
    Row("notices:preferences", "GET", ALL),
    Row("notices:preferences", "POST", ALL),
    Row("notices:browsers", "POST", ALL, data={"endpoint": "https://push.example/1", "key": "x", "secret": "x"}),
    Row("notices:browser-removal", "POST", NOBODY, 404, gone),
    Row("notices:browser-trial", "POST", NOBODY, 404, gone),
    Row("notices:stop", "GET", OPEN, args=lambda world: [stopping.token(world.agent, Sort.MENTIONED)]),
    Row("notices:stop", "POST", OPEN, args=lambda world: [stopping.token(world.agent, Sort.MENTIONED)]),
    Row("notices:service-worker", "GET", OPEN),
    Row("notices:defaults", "GET", "AM"),
    Row("notices:defaults", "POST", "AM"),
    # the watch
    Row("attention:index", "GET", "AMCV"),
    Row("attention:changes", "POST", "AMCV", data={"act": "remind", "at": "tomorrow"}),
    Row("attention:settings", "GET", "AMC"),
    Row("attention:settings", "POST", "AMC", data={"owner_minutes": "20"}),
    # follow-ups
    Row("following:choices", "GET", ALL),
    Row("following:ticket", "GET", "AMCTV", 404, ticket),
    Row("following:ticket", "POST", "AMCTV", 404, ticket, {"kind": "reminder", "at": "tomorrow"}),
    Row("following:snooze", "DELETE", "AMCTV", 404, ticket),
    Row("following:promise", "POST", "AMCTV", 404, ticket),
    Row("following:reminder", "POST", NOBODY, 404, gone),
    Row("ticket:colleagues", "GET", ALL),
    # bulk
    Row("bulk:jobs", "GET", ALL),
    Row("bulk:number", "GET", ALL),
    Row("bulk:new", "GET", ALL),
    Row("bulk:new", "POST", ALL),
    Row("bulk:job", "GET", "AMCV", 404, job),
    Row("bulk:cancellation", "POST", "AMCV", 404, job),
    Row("bulk:undo", "POST", "AMCV", 404, job),
    # handling
    Row("handling:links", "GET", "AMCTV", 404, ticket),
    Row("handling:links", "POST", "AMCTV", 404, ticket, {"role": "related", "other": "1"}),
    Row("handling:link", "DELETE", NOBODY, 404, lambda world: [world.ticket.pk, 999_999]),
    Row("handling:merge", "GET", "AMCTV", 404, ticket),
    Row("handling:merge", "POST", "AMCTV", 404, ticket),
    Row("handling:split", "GET", "AMCTV", 404, ticket),
    Row("handling:split", "POST", "AMCTV", 404, ticket),
    Row("handling:spam", "POST", "AMCTV", 404, ticket, {"block": "1"}),
    Row("handling:checklist", "POST", "AMCTV", 404, ticket, {"text": "Ask for the serial number"}),
    Row("handling:checklist-item", "POST", NOBODY, 404, lambda world: [world.ticket.pk, 999_999]),
    Row("handling:later", "POST", NOBODY, 404, lambda world: [world.ticket.pk, 999_999]),
    Row("handling:times", "GET", "AMCTV", 404, ticket),
    Row("handling:times", "POST", "AMCTV", 404, ticket, {"minutes": "5"}),
    Row("handling:time-count", "POST", "AMCTV", 404, ticket, {"seconds": "30"}),
    Row("handling:handover", "GET", "AMCTV", 404, ticket),
    Row("handling:handover", "POST", "AMCTV", 404, ticket),
    Row("handling:taking", "POST", NOBODY, 404, lambda world: [world.ticket.pk, 999_999]),
    Row("handling:checklists", "GET", "AMC"),
    Row("handling:checklists", "POST", "AMC", data={"name": "Warranty", "lines": "Receipt"}),
    Row("handling:kept-checklist", "GET", "AMC", args=gone, answers=(404,)),
    Row("handling:kept-checklist", "POST", "AMC", args=gone, answers=(404,)),
    Row("handling:templates", "GET", "AMC"),
    Row("handling:templates", "POST", "AMC", data={"name": "Call", "priority": "2", "type": "question"}),
    Row("handling:template", "GET", "AMC", args=gone, answers=(404,)),
    Row("handling:template", "POST", "AMC", args=gone, answers=(404,)),
    Row("handling:solution", "GET", "AMCTV", 404, ticket),
    Row("handling:solution", "POST", "AMCTV", 404, ticket),
    # customers
    Row("customer:index", "GET", ALL),
    Row("monitor:show", "GET", ALL),
    Row("monitor:wall", "GET", ALL),
    Row("customer:show", "GET", ALL, args=customer),
    Row("customer:edit", "GET", ALL, args=customer),
    Row("customer:edit", "POST", "AMCTOS", args=customer),
    Row("customer:addresses", "POST", ALL, args=customer),
    Row("customer:address", "POST", NOBODY, 404, lambda world: [world.customer.pk, 999_999]),
    Row("customer:merge", "GET", "AMCTO", args=customer),
    Row("customer:organisations", "GET", ALL),
    Row("customer:organisation-new", "GET", ALL),
    Row("customer:organisation", "GET", NOBODY, 404, gone),
    # live
    Row("ticket-presence", "POST", "AMCTV", 404, ticket, {"mode": "viewing"}),
    # others
    Row("health", "GET", OPEN),
]
# fmt: on
ELSEWHERE = {"ui:gallery", "ui:sample"}  # the gallery: only for developing


@pytest.fixture
def world(db: None) -> World:
    marta, _found = finding.find_or_make("marta.bellini@posteo.it", name="Marta Bellini")
    for key in ACTORS.values():
        engage(key)
    made, _message = open_ticket(
        marta,
        Incoming(text="La batteria si ferma al 62%", subject="Batteria", at=clock.now()),
        by=marta,
        brand=Brand.objects.get(),
        team=Team.objects.get(name=BATTERY),
    )
    invited = inviting.invite("nadia.rossi@velora.example", role="agent", by=engage("admin"))
    return World(made, engage("mateo"), Team.objects.get(name=BATTERY), invited)


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, space + (f"{pattern.namespace}:" if pattern.namespace else ""))
        else:
            yield space + (pattern.name or str(pattern.pattern))


def test_no_address_is_missing() -> None:
    known = {row.route for row in ROWS} | ELSEWHERE
    pages = {route for route in addresses(get_resolver().url_patterns) if not route.startswith("api:")}
    assert sorted(pages - known) == []  # the API's operations: tests/test_api_permissions.py


def test_no_row_is_left_over() -> None:
    assert sorted({row.route for row in ROWS} - set(addresses(get_resolver().url_patterns))) == []


def address(row: Row, world: World) -> str:
    plain = row.route in {str(each.pattern) for each in get_resolver().url_patterns if isinstance(each, URLPattern)}
    return f"/{row.route}" if plain else reverse(row.route, args=row.args(world))


def ask(row: Row, where: str, who: Agent | None, method: str = "") -> HttpResponse:
    """One request, whose changes are taken back."""
    client = Client(raise_request_exception=True)
    with transaction.atomic():
        if who:
            client.force_login(who)
        data = row.data if (method or row.method) in ("GET", "POST") else b""
        response: HttpResponse = getattr(client, (method or row.method).lower())(where, data)
        transaction.set_rollback(True)
    return response


def is_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_who_gets_in(row: Row, world: World) -> None:
    where, wrong = address(row, world), {}
    for letter, key in ACTORS.items():
        response = ask(row, where, engage(key))
        expected = row.answers if row.who == OPEN or letter in row.who else row.turned_away
        if response.status_code not in expected or is_sign_in(response):
            wrong[key] = response.status_code
    assert wrong == {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_strangers_and_closed_accounts_sign_in_first(row: Row, world: World) -> None:
    where = address(row, world)
    closed = engage("beatriz")
    Agent.objects.filter(pk=closed.pk).update(is_active=False)
    for who in (None, closed):
        response = ask(row, where, who)
        if row.who == OPEN:
            assert response.status_code in IN
            assert not is_sign_in(response)
        else:
            refused = row.who == NOBODY and response.status_code in row.turned_away
            assert is_sign_in(response) or refused or response["Location"] in ("/", "/sign-in"), response.status_code


CLOSED_DOORS = {row.route: row for row in ROWS if row.who != OPEN}.values()


@pytest.mark.parametrize("row", CLOSED_DOORS, ids=lambda row: row.route)
def test_no_address_takes_any_method(row: Row, world: World) -> None:
    assert ask(row, address(row, world), engage("admin"), "PATCH").status_code in (302, 403, 404, 405)
