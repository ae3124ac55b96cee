"""The fields that every ticket has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ponte.customers.models import Customer, Identity, IdentityKind, Organisation
from ponte.team.models import Agent, Team
from ponte.tickets import tagging
from ponte.tickets.conditions import finders
from ponte.tickets.conditions.fields import Field, register
from ponte.tickets.conditions.kinds.choice import Choice, Scale
from ponte.tickets.conditions.kinds.moment import Moment
from ponte.tickets.conditions.kinds.number import Number
from ponte.tickets.conditions.kinds.reference import Reference
from ponte.tickets.conditions.kinds.tags import Tags
from ponte.tickets.conditions.kinds.text import Text
from ponte.tickets.conditions.kinds.truth import Truth
from ponte.tickets.conditions.kinds.word import Domain, Word
from ponte.tickets.models import NEVER, Brand, Follow, State, Tag, Ticket
from ponte.tickets.states import Channel, Priority, StateType, TicketType
from ponte.ui.languages import language_name


def _within(model: type[Model], **link: Any) -> Callable[[Q], Q]:
    """Tickets for which some row over there fits."""
    return lambda wanted: Q(Exists(model._default_manager.filter(**link).filter(wanted)))


def _addresses(ticket: Ticket) -> list[str]:
    kept = Identity.objects.filter(customer_id=ticket.requester_id, kind=IdentityKind.EMAIL)
    return list(kept.values_list("value", flat=True))


def _followers(ticket: Ticket) -> list[int]:
    return list(Follow.objects.filter(ticket_id=ticket.pk).values_list("agent_id", flat=True))


_agents = Reference(
    lambda: Agent.objects.filter(is_active=True),
    own=("me", _("the current agent"), lambda context: context.agent_ids),
    nothing=("nobody", _("nobody")),
)
_followed = Reference(
    lambda: Agent.objects.filter(is_active=True),
    own=("me", _("the current agent"), lambda context: context.agent_ids),
)
_teams = Reference(
    lambda: Team.objects.filter(is_active=True),
    own=("my_teams", _("one of the current agent's teams"), lambda context: context.team_ids),
    nothing=("none", _("none")),
)
_mails = _within(Identity, customer=OuterRef("requester"), kind=IdentityKind.EMAIL)


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES]


def _tags() -> list[tuple[str, str]]:
    return [(name, name) for name in Tag.objects.order_by("name").values_list("name", flat=True)[:500]]


register(
    Field("state_type", _("State"), Choice.of(StateType, small=True), groups=True, sorts=True),
    Field("state", _("Own state"), Reference(lambda: State.objects.all()), column="state_id"),
    Field("priority", _("Priority"), Scale.of(Priority, small=True), groups=True, sorts=True),
    Field("type", _("Type"), Choice.of(TicketType, small=True), groups=True),
    Field("channel", _("Channel"), Choice.of(Channel), groups=True),
    Field("brand", _("Brand"), Reference(lambda: Brand.objects.all()), column="brand_id", groups=True),
    Field("mailbox", _("Mailbox"), Word(), column="mailbox_address", filled=Q(mailbox_address__gt="")),
    Field(
        "language",
        _("Language"),
        Word(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", offered=_languages, named=language_name),
        filled=Q(language__gt=""),
        groups=True,
    ),
    Field("tags", _("Tags"), Tags(tagging.normalise, _tags), filled=Q(tags__len__gt=0)),
    Field("subject", _("Subject"), Text(), filled=Q(subject__gt="")),
    Field("messages", _("Number of messages"), Number(), column="message_count", sorts=True),
    Field("number", _("Ticket number"), Number(), column="id", sorts=True),
    Field(
        "spam",
        _("Spam"),
        Truth(),
        column="is_spam",
        phrases={("is", "true"): _("it is spam"), ("is", "false"): _("it is not spam")},
    ),
    Field(
        "follow_up",
        _("Follow-up of a closed ticket"),
        Truth(Q(follows_up__isnull=False)),
        read=lambda ticket: ticket.follows_up_id is not None,
    ),
    Field(
        "assignee",
        _("Assignee"),
        _agents,
        column="assignee_id",
        section="people",
        groups=True,
        phrases={
            ("is", "nobody"): _("nobody is assigned"),
            ("is_not", "nobody"): _("somebody is assigned"),
            ("is", "me"): _("it is assigned to the current agent"),
        },
    ),
    Field(
        "team",
        _("Team"),
        _teams,
        column="team_id",
        section="people",
        groups=True,
        phrases={("is", "none"): _("it has no team"), ("is_not", "none"): _("it has a team")},
    ),
    Field(
        "follower",
        _("Follower"),
        _followed,
        column="agent_id",
        read=_followers,
        through=_within(Follow, ticket=OuterRef("pk")),
        section="people",
        phrases={("is", "me"): _("the current agent follows it")},
    ),
    Field(
        "requester",
        _("Customer"),
        Reference(lambda: Customer.objects.all(), few=False, finder=finders.customers),
        column="requester_id",
        section="customer",
    ),
    Field(
        "requester_name",
        _("Customer's name"),
        Text(),
        column="requester__name",
        filled=Q(requester__name__gt=""),
        section="customer",
    ),
    Field(
        "requester_address",
        _("Customer's address"),
        Text(),
        column="value",
        read=_addresses,
        through=_mails,
        section="customer",
    ),
    Field(
        "requester_domain",
        _("Customer's domain"),
        Domain(),
        column="value",
        read=lambda ticket: [address.rpartition("@")[2] for address in _addresses(ticket)],
        through=_mails,
        section="customer",
    ),
    Field(
        "organisation",
        _("Organisation"),
        Reference(
            lambda: Organisation.objects.all(),
            nothing=("none", _("none")),
            few=False,
            finder=finders.organisations,
        ),
        column="requester__organisation_id",
        section="customer",
    ),
    Field(
        "last_from_customer",
        _("The customer wrote last"),
        Truth(),
        column="last_public_from_customer",
        section="customer",
        phrases={
            ("is", "true"): _("the customer wrote last"),
            ("is", "false"): _("we wrote last"),
        },
    ),
    Field("created", _("Created"), Moment(), column="created_at", section="time", sorts=True),
    Field("updated", _("Changed"), Moment(), column="updated_at", section="time", sorts=True),
    Field(
        "waiting",
        _("Waiting for an answer since"),
        Moment(),
        column="waiting_since",
        filled=Q(waiting_since__isnull=False),
        section="time",
        sorts=True,
    ),
    Field(
        "due",
        _("Due"),
        Moment(never=NEVER),
        column="due_at",
        filled=Q(due_at__lt=NEVER),
        section="time",
        sorts=True,
    ),
    Field(
        "first_replied",
        _("First answered"),
        Moment(),
        column="first_replied_at",
        filled=Q(first_replied_at__isnull=False),
        section="time",
    ),
    Field("solved", _("Solved"), Moment(), column="solved_at", filled=Q(solved_at__isnull=False), section="time"),
    Field("closed", _("Closed"), Moment(), column="closed_at", filled=Q(closed_at__isnull=False), section="time"),
)
