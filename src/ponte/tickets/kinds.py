"""The tickets' events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

_value = (str, int, bool, list)

register(
    Kind(
        "ticket.created",
        _("%(actor)s opened this ticket"),
        {
            "channel": str,
            "brand": int,
            "team": int,
            "assignee": int,
            "priority": int,
            "language": str,
            "follows_up": int,
            "message": int,
        },
    ),
    Kind(
        "ticket.message_received",
        _("%(actor)s wrote"),
        {"message": int, "channel": str, "flagged": bool},
    ),
    Kind("ticket.replied", _("%(actor)s replied"), {"message": int, "channel": str}),
    Kind("ticket.reply_withdrawn", _("%(actor)s took a reply back"), {"message": int}),
    Kind("ticket.noted", _("%(actor)s added a note"), {"message": int}, webhooks=False),
    Kind("ticket.mentioned", _("%(actor)s mentioned %(agent)s"), {"message": int, "agent": int}),
    Kind(
        "ticket.state_changed",
        _("%(actor)s changed the state from %(old)s to %(new)s"),
        {"old": int, "new": int, "old_type": int, "new_type": int},
    ),
    Kind(
        "ticket.reopened",
        _("%(actor)s reopened this ticket"),
        {"old": int, "new": int, "by_reply": bool},
    ),
    Kind(
        "ticket.assigned",
        _("%(actor)s assigned it to %(new)s"),
        {"old": int, "new": int},
    ),
    Kind("ticket.moved", _("%(actor)s moved it to the team %(new)s"), {"old": int, "new": int}),
    Kind(
        "ticket.changed",
        _("%(actor)s changed %(field)s from %(old)s to %(new)s"),
        {"field": str, "old": _value, "new": _value},
    ),
    Kind("ticket.tagged", _("%(actor)s added the tag %(tag)s"), {"tag": str}),
    Kind("ticket.untagged", _("%(actor)s took away the tag %(tag)s"), {"tag": str}),
    Kind(
        "ticket.participant_added",
        _("%(actor)s put %(customer)s on the thread"),
        {"customer": int, "confirmed": bool},
    ),
    Kind("ticket.participant_confirmed", _("%(actor)s let %(customer)s into the thread"), {"customer": int}),
    Kind("ticket.participant_removed", _("%(actor)s took %(customer)s off the thread"), {"customer": int}),
    Kind("ticket.followed", _("%(actor)s follows this ticket"), {"agent": int}),
    Kind("ticket.unfollowed", _("%(actor)s no longer follows this ticket"), {"agent": int}),
    Kind(
        "ticket.delivery_changed",
        _("A message is now: %(status)s"),
        {"message": int, "status": str, "detail": str},
    ),
    Kind("brand.created", _("%(actor)s made the brand %(name)s"), {"name": str}),
    Kind("brand.changed", _("%(actor)s changed %(field)s"), {"field": str, "old": object, "new": object}),
    Kind("state.created", _("%(actor)s made the state %(name)s"), {"name": str}),
    Kind("state.changed", _("%(actor)s changed %(field)s"), {"field": str, "old": object, "new": object}),
    Kind("tag.created", _("%(actor)s made the tag %(name)s"), {"name": str}),
    Kind("tag.renamed", _("%(actor)s renamed the tag %(old)s to %(new)s"), {"old": str, "new": str}),
    Kind("tag.deleted", _("%(actor)s deleted the tag %(name)s"), {"name": str}),
    Kind(
        "canned_text.changed",
        _("%(actor)s changed the ready answer %(name)s"),
        {"name": str},
    ),
)
