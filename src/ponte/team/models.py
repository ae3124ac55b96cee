"""Agents, their teams, and invitations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ponte.lib import clock

ROLES_THAT_SEE_ALL = ("administrator", "operations_manager", "coordinator", "observer")


class Role(models.TextChoices):
    """What a person is here to do; `team/permissions.py` says what each may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    OPERATIONS_MANAGER = "operations_manager", _("Operations manager")
    COORDINATOR = "coordinator", _("Coordinator")
    AGENT = "agent", _("Agent")
    SPECIALIST = "specialist", _("Specialist")
    OBSERVER = "observer", _("Observer")


class Availability(models.TextChoices):
    ONLINE = "online", _("Online")
    BUSY = "busy", _("Busy")
    AWAY = "away", _("Away")
    OFF = "off", _("Off shift")


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class AgentManager(BaseUserManager["Agent"]):
    def get_by_natural_key(self, username: str | None) -> Agent:
        return self.get(email__iexact=username)


class Agent(AbstractBaseUser):
    """A person who works in Ponte. `locale` is the interface's language, `languages` those they answer in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=24, choices=Role, default=Role.AGENT)
    locale = models.CharField(max_length=8, default="en")
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    availability = models.CharField(max_length=8, choices=Availability, default=Availability.ONLINE)
    theme = models.CharField(max_length=8, choices=Theme, default=Theme.SYSTEM)
    single_keys = models.BooleanField(default=True)
    signature = models.TextField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    # Kept by `two_factor.py`, so that no page asks for policy and authenticators.
    needs_two_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    teams: models.ManyToManyField[Team, Membership] = models.ManyToManyField(
        "Team", through="Membership", related_name="agents"
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = AgentManager()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(Lower("email"), name="agent_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def journal_name(self) -> str:
        """This agent's word in the journal."""
        return f"agent:{self.pk}"

    @property
    def sees_all(self) -> bool:
        """Whether every ticket is in this person's scope."""
        return self.role in ROLES_THAT_SEE_ALL

    @property
    def may_write(self) -> bool:
        """Whether this person may change anything at all."""
        return self.role != Role.OBSERVER

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR


class Team(models.Model):
    """A group of agents that tickets are given to."""

    name = models.CharField(max_length=80, unique=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        return f"team:{self.pk}"


class Membership(models.Model):
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["agent", "team"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.agent} in {self.team}"


class Invitation(models.Model):
    """A single-use door for a new colleague; only the token's SHA-256 is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=24, choices=Role, default=Role.AGENT)
    teams = models.ManyToManyField(Team, blank=True)
    locale = models.CharField(max_length=8, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="invitations")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email

    @property
    def journal_name(self) -> str:
        return f"invitation:{self.pk}"


class SignInPolicy(models.Model):
    """The installation's one row: which roles must have a second factor."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    two_factor_roles = ArrayField(models.CharField(max_length=24, choices=Role), default=list, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="policy_once")
        ]

    def __str__(self) -> str:
        return "sign-in policy"

    @classmethod
    def current(cls) -> SignInPolicy:
        """The policy in force; nobody is asked for anything before it is first saved."""
        return cls.objects.filter(pk=1).first() or cls()
