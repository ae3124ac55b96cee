"""Input that several behaviours take, made sound or refused with the field's name and the mend."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ponte.team.models import Agent, Role, Theme


def email(text: str, *, besides: Agent | None = None) -> str:
    """An address as it is kept, in small letters; refused when it is none or a colleague has it."""
    address = free_of_spaces(text).lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError({"email": _("Write an address like name@company.com.")}) from None
    others = Agent.objects.filter(email__iexact=address)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise ValidationError({"email": _("A colleague has this address already.")})
    return address


def name(text: str, *, otherwise: str = "") -> str:
    """A name without stray spaces; `otherwise` stands in for an empty one."""
    words = " ".join(text.split()) or otherwise
    if not words:
        raise ValidationError({"name": _("Write the name that colleagues and customers see.")})
    if len(words) > 120:
        raise ValidationError({"name": _("Shorten the name to 120 characters.")})
    return words


def name_from(address: str) -> str:
    """A first guess: giulia.ferri@… is Giulia Ferri."""
    return " ".join(part.capitalize() for part in address.split("@")[0].replace("_", ".").split(".") if part)


def role(code: str) -> Role:
    """A role by its code."""
    try:
        return Role(code)
    except ValueError:
        known = ", ".join(Role.values)
        raise ValidationError({"role": _("Choose one of the roles: %(roles)s.") % {"roles": known}}) from None


def theme(code: str) -> Theme:
    """A theme by its code."""
    try:
        return Theme(code)
    except ValueError:
        raise ValidationError({"theme": _("Choose one of the themes.")}) from None


def locale(code: str) -> str:
    """An interface language that Ponte speaks."""
    if code not in dict(settings.LANGUAGES):
        raise ValidationError({"locale": _("Choose one of the interface languages.")})
    return code


def languages(codes: Iterable[str]) -> list[str]:
    """Languages that a person answers in, each once, in the order given."""
    chosen = list(dict.fromkeys(code.strip().lower() for code in codes if code.strip()))
    if any(len(code) > 8 for code in chosen):
        raise ValidationError({"languages": _("Choose languages from the list.")})
    return chosen


def time_zone(key: str) -> str:
    """A zone of the IANA list."""
    if key not in available_timezones():
        raise ValidationError({"time_zone": _("Choose a time zone from the list, such as Europe/Rome.")})
    return key


def password(text: str, agent: Agent, *, field: str = "password") -> str:
    """A password that is hard to guess for this person."""
    try:
        validate_password(text, agent)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None
    return text


def free_of_spaces(text: str) -> str:
    return "".join(text.split())
