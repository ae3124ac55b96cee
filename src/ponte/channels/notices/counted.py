"""The number beside the bell, read with the numbers of the queues: it costs no page a query of its own."""

from __future__ import annotations

from ponte.channels.notices.models import Notice
from ponte.tickets import counting

NAME = "notices"

counting.also(NAME, lambda agent: Notice.objects.shown_to(agent).unread())
