"""The line above a quoted message: who wrote, and when, in the reader's language."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, dates
from django.utils.translation import gettext as _
from django.utils.translation import override, to_locale

from ponte.tickets.models import Message


def attribution(message: Message, language: str, time_zone: str = "") -> str:
    """E.g. "On 18 November 2026 at 09:12, Marta Bellini wrote:", which mail programs know as a quote's head."""
    locale = Locale.parse(to_locale(language))
    moment = message.created_at.astimezone(_zone(time_zone))
    with override(language):
        return _("On %(date)s at %(time)s, %(person)s wrote:") % {
            "date": dates.format_date(moment, "long", locale=locale),
            "time": dates.format_time(moment, "HH:mm", locale=locale),
            "person": message.sender_name or message.sender_address or str(message.customer or ""),
        }


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
