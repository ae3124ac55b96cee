"""Notices, what each person wants to hear of, and their browsers."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ponte.channels.notices.sorts import Mail, Sort, Ways
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> NoticeQuerySet:
        """Those in the app that were not seen yet."""
        return self.filter(read_at__isnull=True, in_app=True)

    def of_ticket(self, agent: Agent) -> NoticeQuerySet:
        """This person's of the ticket of an outer query that were not seen yet."""
        return self.filter(agent=agent, ticket=OuterRef("pk"), read_at__isnull=True)

    def shown_to(self, agent: Agent) -> NoticeQuerySet:
        """This person's own, without those on tickets that they may not see any more."""
        mine = self.filter(agent=agent)
        if not agent.is_active:
            return mine.none()
        if agent.sees_all:
            return mine
        visible = Ticket.objects.visible_to(agent).filter(pk=OuterRef("ticket_id"))
        return mine.filter(Q(ticket__isnull=True) | Exists(visible))


class Notice(models.Model):
    """One thing that somebody is told. What happens on the same ticket within a minute folds into it.

    `source`: what it is of, the same for ever ("event:91"), so that nobody is told of it twice.
    `number`: how much folded into it; `messages`: how many of them are messages of people.
    `message_id`: the first new message, where a click lands; 0 when there is none.
    `data`: what the words need, of the event.
    `mail_at`, `push_at`: when it goes out on that way, None when it does not (any more).
    `in_digest`: it waits for the next digest.
    """

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="notices", db_index=False)
    sort = models.CharField(max_length=10, choices=Sort)
    source = models.CharField(max_length=40)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.CASCADE, related_name="notices")
    message_id = models.BigIntegerField(default=0)
    actor = models.CharField(max_length=40, default="system")
    data = models.JSONField(default=dict)
    number = models.SmallIntegerField(default=1)
    messages = models.SmallIntegerField(default=0)
    first_at = models.DateTimeField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    in_app = models.BooleanField(default=True)
    in_digest = models.BooleanField(default=False)
    mail_at = models.DateTimeField(null=True)
    push_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["agent", "source"], name="notice_once"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["agent", "-id"], name="notice_list"),
            models.Index(fields=["agent", "ticket"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["mail_at"], condition=Q(mail_at__isnull=False), name="notice_mail"),
            models.Index(fields=["push_at"], condition=Q(push_at__isnull=False), name="notice_push"),
            models.Index(fields=["at"], name="notice_age"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} for {self.agent_id} on #{self.ticket_id}"


class Preference(models.Model):
    """How one person (none: everybody who says nothing else) hears of one sort."""

    agent = models.ForeignKey(Agent, null=True, on_delete=models.CASCADE, related_name="notice_preferences")
    sort = models.CharField(max_length=10, choices=Sort)
    in_app = models.BooleanField()
    mail = models.CharField(max_length=6, choices=Mail, blank=True, default=Mail.NEVER)
    push = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["agent", "sort"], nulls_distinct=False, name="notice_preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.sort} for {self.agent_id or 'everybody'}"

    @property
    def ways(self) -> Ways:
        return Ways(self.in_app, self.mail, self.push)


class Every(models.TextChoices):
    HOUR = "hour", "hour"
    DAY = "day", "day"


class Personal(models.Model):
    """One person's quiet hours and digest, in their own time zone.

    `agenda`: the daily digest also holds what needs them, and comes though nothing new waits.
    `digest_next_at`: when it is put together next; None while there is nothing to wait for.
    """

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="notice_settings", primary_key=True)
    quiet = models.BooleanField(default=False)
    quiet_from = models.TimeField(default=time(19))
    quiet_until = models.TimeField(default=time(8))
    quiet_weekend = models.BooleanField(default=False)
    breaches_break = models.BooleanField(default=False)
    digest = models.CharField(max_length=4, choices=Every, default=Every.DAY)
    digest_time = models.TimeField(default=time(8))
    agenda = models.BooleanField(default=False)
    digest_next_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["digest_next_at"], condition=Q(digest_next_at__isnull=False), name="notice_digest_due"
            )
        ]

    def __str__(self) -> str:
        return f"notice settings of {self.agent_id}"


class Browser(models.Model):
    """A browser that shows notices. `endpoint`: where its maker's push service takes them (RFC 8030)."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="browsers")
    endpoint = models.URLField(max_length=1000, unique=True)
    key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)
    reached_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name or self.endpoint[:40]
