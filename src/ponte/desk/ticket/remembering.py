"""Messages as they were drawn: nearly all never change again, and the same few tickets are opened all day.

What was drawn is kept under everything that goes into the drawing, so a message that was changed after all (a
deletion for privacy, a colleague's new name) is drawn anew by itself.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from django.utils import timezone
from markupsafe import Markup

from ponte.lib import clock
from ponte.tickets.models import Delivery
from ponte.ui.phrases import language

if TYPE_CHECKING:
    from ponte.desk.ticket.showing import Shown

KEPT = 3000  # messages
LONGEST = 20_000  # characters: longer ones would fill the memory
SETTLED = ("", Delivery.SENT, Delivery.KEPT)
_drawn: dict[Hashable, Markup] = {}


def key_of(shown: Shown) -> Hashable | None:
    """All that the drawing of a message depends on; None for one that depends on its reader or the page too."""
    message = shown.message
    if message.is_flagged or shown.framed or shown.files or message.delivery not in SETTLED:
        return None
    if len(message.html) + len(message.text) > LONGEST:
        return None
    zone = timezone.get_current_timezone()
    return (
        language(), zone, clock.now().astimezone(zone).date(), message.pk, message.channel, message.language,
        message.is_automatic, message.delivery, message.sent_at, message.created_at, message.agent_id,
        shown.kind, shown.name, shown.author_id, shown.has_frame, str(message.cc),
        message.html, message.text, message.reply_text, str(message.segments),
        tuple((each.pk, each.content_id) for each in shown.own_pictures),
    )  # fmt: skip


def drawn(key: Hashable | None) -> Markup | None:
    """What was drawn under this key."""
    return None if key is None else _drawn.get(key)


def keep(key: Hashable | None, drawn: Markup) -> None:
    """Remember it; the oldest goes when there are too many."""
    if key is None:
        return
    if len(_drawn) >= KEPT:
        _drawn.pop(next(iter(_drawn)), None)
    _drawn[key] = drawn
