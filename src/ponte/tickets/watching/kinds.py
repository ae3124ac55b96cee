"""The events of the watch."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind(
        "ticket.attention_needed",
        _("It needs attention: %(reason)s"),
        {"reason": str},
        refers={"reason": "attention_reason"},
    ),
    Kind(
        "ticket.attention_mended",
        _("It needs no attention any more: %(reason)s"),
        {"reason": str},
        refers={"reason": "attention_reason"},
    ),
    Kind(
        "ticket.attention_dismissed",
        _("%(actor)s put a warning aside until %(until)s: %(reason)s"),
        {"reason": str, "until": str},
        refers={"reason": "attention_reason", "until": "follow_up_moment"},
    ),
    Kind(
        "watch.changed",
        _("%(actor)s changed what the watch looks for: %(field)s from %(old)s to %(new)s"),
        {"field": str, "old": int, "new": int},
        refers={"field": "watch_field", "old": "count", "new": "count"},
    ),
)
