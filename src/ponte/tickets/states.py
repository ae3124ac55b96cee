"""State types: what a company's own state names mean to Ponte."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StateType(models.IntegerChoices):
    """Ordered by life: everything up to ON_HOLD is unsolved."""

    NEW = 1, _("New")
    OPEN = 2, _("Open")
    PENDING = 3, _("Pending")
    ON_HOLD = 4, _("On hold")
    SOLVED = 5, _("Solved")
    CLOSED = 6, _("Closed")


LAST_UNSOLVED = StateType.ON_HOLD
PAUSED = frozenset({StateType.PENDING, StateType.ON_HOLD, StateType.SOLVED, StateType.CLOSED})


class Priority(models.IntegerChoices):
    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")
    URGENT = 4, _("Urgent")


class TicketType(models.TextChoices):
    QUESTION = "question", _("Question")
    INCIDENT = "incident", _("Incident")
    PROBLEM = "problem", _("Problem")
    TASK = "task", _("Task")


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Chat")
    PHONE = "phone", _("Phone")
    SOCIAL = "social", _("Social")
    MESSAGE = "message", _("Messaging")
    FORM = "form", _("Web form")
    API = "api", _("API")
