"""The sorts of notices: what each is called, its place among others, and how it is told unless people choose."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    """The most pressing first: it gives a notice its words when several things fold into one."""

    BREACHED = "breached", _("A deadline was missed")
    ESCALATED = "escalated", _("A ticket is escalated to me or my team")
    RETURNED = "returned", _("My escalation comes back")
    MENTIONED = "mentioned", _("I am mentioned in a note")
    REMINDER = "reminder", _("My reminder is due")
    PROMISE = "promise", _("A promise on my ticket is near, or was broken")
    DELIVERY = "delivery", _("My reply was not delivered, or was held back")
    ASSIGNED = "assigned", _("A colleague gives me a ticket")
    ROUTED = "routed", _("A ticket is given to me automatically")
    HANDED = "handed", _("A draft is handed to me")
    WARNED = "warned", _("A deadline is near")
    CUSTOMER = "customer", _("The customer writes on my ticket")
    FOLLOWED = "followed", _("News on a ticket I follow, or a colleague writes on mine")
    WOKEN = "woken", _("My ticket is back from snooze")
    ATTENTION = "attention", _("The watch finds my ticket forgotten")
    NEW = "new", _("A new ticket in my teams, or without a team")
    JOB = "job", _("My change to many tickets is done")


RANK = {sort: place for place, sort in enumerate(Sort.values)}


class Mail(models.TextChoices):
    NEVER = "", _("No mail")
    NOW = "now", _("At once")
    DIGEST = "digest", _("In the digest")


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody hears of one sort."""

    app: bool = True
    mail: str = Mail.NEVER
    push: bool = False

    @property
    def any(self) -> bool:
        return self.app or bool(self.mail) or self.push


_APP, _PUSH, _PRESSING = Ways(), Ways(push=True), Ways(mail=Mail.NOW, push=True)

# What a person who opens Ponte every day would choose: a mail only where somebody waits for this very person.
USUAL: dict[str, Ways] = {
    Sort.BREACHED: _PRESSING,
    Sort.ESCALATED: _PRESSING,
    Sort.RETURNED: _PUSH,
    Sort.MENTIONED: _PRESSING,
    Sort.REMINDER: _PUSH,
    Sort.PROMISE: _PUSH,
    Sort.DELIVERY: _PRESSING,
    Sort.ASSIGNED: _PUSH,
    Sort.ROUTED: _PUSH,
    Sort.HANDED: _PUSH,
    Sort.WARNED: _PUSH,
    Sort.CUSTOMER: _PUSH,
    Sort.FOLLOWED: _APP,
    Sort.WOKEN: _APP,
    Sort.ATTENTION: _APP,
    Sort.NEW: Ways(app=False),
    Sort.JOB: _APP,
}
