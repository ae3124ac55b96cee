"""Ways of choosing among those who may get a ticket, and what a route says of languages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ponte.team.skills.work import Work
from ponte.tickets.states import Channel


class Way(models.TextChoices):
    MANUAL = "manual", _("Nobody: people take from it")
    TURNS = "turns", _("In turn")
    LOAD = "load", _("The least loaded")
    SKILLS = "skills", _("The most skilled")


class Match(models.TextChoices):
    ANY = "any", _("Does not matter")
    PREFER = "prefer", _("Preferred")
    MUST = "must", _("Required")


WORK: dict[str, Work] = {
    Channel.EMAIL: Work.MAIL,
    Channel.FORM: Work.MAIL,
    Channel.API: Work.MAIL,
    Channel.CHAT: Work.CHAT,
    Channel.MESSAGE: Work.CHAT,
    Channel.SOCIAL: Work.SOCIAL,
    Channel.PHONE: Work.PHONE,
}


def speaks(languages: frozenset[str] | set[str], wanted: str) -> bool:
    """Whether one of the languages is the wanted one; regions do not matter."""
    base = wanted.split("-")[0].lower()
    return any(language.split("-")[0].lower() == base for language in languages)
