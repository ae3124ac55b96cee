"""The events of merging and splitting."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind(
        "ticket.merged_into",
        _("%(actor)s merged it into %(into)s"),
        {"into": int},
        refers={"into": "ticket"},
    ),
    Kind(
        "ticket.merged",
        _("%(actor)s merged %(other)s into it"),
        {"other": int, "messages": int},
        refers={"other": "ticket"},
    ),
    Kind(
        "ticket.merge_undone",
        _("%(actor)s took the merge with %(other)s back"),
        {"other": int},
        refers={"other": "ticket"},
    ),
    Kind(
        "ticket.split",
        _("%(actor)s moved messages to %(into)s"),
        {"into": int, "messages": list},
        refers={"into": "ticket"},
    ),
)
