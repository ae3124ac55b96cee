"""The quick switch in the menu of one's name: a link for each state of availability."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ponte.team.models import Availability

WORDS = {
    Availability.ONLINE: (_("I am online"), "circle"),
    Availability.BUSY: (_("I am busy"), "block"),
    Availability.AWAY: (_("I am away"), "clock"),
    Availability.OFF: (_("My shift is over"), "home"),
}
