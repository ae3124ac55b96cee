"""What the other ticket is to this one, from this one's side: the words of the pane and of the form."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ponte.tickets.links.models import LinkKind


class Role(models.TextChoices):
    """The order is that of the pane."""

    PROBLEM = "problem", _("Incident of the problem")
    PARENT = "parent", _("Part of")
    DUPLICATE_OF = "duplicate_of", _("Duplicate of")
    SPLIT_FROM = "split_from", _("Split from")
    INCIDENT = "incident", _("Its incidents")
    PART = "part", _("Its parts")
    DUPLICATE = "duplicate", _("Its duplicates")
    SPLIT_INTO = "split_into", _("Split into")
    RELATED = "related", _("Related")


# the kind, and whether this ticket is the link's `ticket` (True) or its `other`
SIDES: dict[Role, tuple[LinkKind, bool]] = {
    Role.PROBLEM: (LinkKind.INCIDENT, True),
    Role.PARENT: (LinkKind.PART, True),
    Role.DUPLICATE_OF: (LinkKind.DUPLICATE, True),
    Role.SPLIT_FROM: (LinkKind.SPLIT, True),
    Role.INCIDENT: (LinkKind.INCIDENT, False),
    Role.PART: (LinkKind.PART, False),
    Role.DUPLICATE: (LinkKind.DUPLICATE, False),
    Role.SPLIT_INTO: (LinkKind.SPLIT, False),
    Role.RELATED: (LinkKind.RELATED, True),
}
OPPOSITE = {
    Role.PROBLEM: Role.INCIDENT,
    Role.INCIDENT: Role.PROBLEM,
    Role.PARENT: Role.PART,
    Role.PART: Role.PARENT,
    Role.DUPLICATE_OF: Role.DUPLICATE,
    Role.DUPLICATE: Role.DUPLICATE_OF,
    Role.SPLIT_FROM: Role.SPLIT_INTO,
    Role.SPLIT_INTO: Role.SPLIT_FROM,
    Role.RELATED: Role.RELATED,
}
CHOSEN_BY_PEOPLE = tuple(role for role in Role if role not in (Role.SPLIT_FROM, Role.SPLIT_INTO))


def role_of(kind: str, *, is_first: bool) -> Role:
    """What the other one is, seen from the link's `ticket` (`is_first`) or its `other`."""
    if kind == LinkKind.RELATED:
        return Role.RELATED
    return next(role for role, side in SIDES.items() if side == (LinkKind(kind), is_first))
