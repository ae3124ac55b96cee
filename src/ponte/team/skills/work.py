"""Kinds of work, each with its own limit: who answers ten mails a day can hold one call at a time."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Work(models.TextChoices):
    MAIL = "mail", _("Mail and forms")
    CHAT = "chat", _("Chat and messaging")
    SOCIAL = "social", _("Social media")
    PHONE = "phone", _("Phone")


USUAL = {Work.MAIL: 20, Work.CHAT: 3, Work.SOCIAL: 10, Work.PHONE: 1}
MOST = 500
