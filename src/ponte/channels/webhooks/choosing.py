"""Which kinds of events an endpoint hears: names, or beginnings with a star."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ponte.events.kinds import Kind, all_kinds
from ponte.team.models import Agent

MOST = 100
TEST = "ponte.test"


def offered(by: Agent | str) -> list[Kind]:
    """The kinds that may be named, by name; those of administrators only by one of them."""
    may_all = isinstance(by, str) or by.is_administrator
    return [kind for kind in all_kinds() if kind.webhooks and (may_all or kind.audience == "everyone")]


def covers(patterns: Iterable[str], kind: Kind) -> bool:
    """Whether one of the patterns means this kind; a star never means one that is for administrators alone."""
    if not kind.webhooks:
        return False
    return any(
        pattern == kind.name or (pattern.endswith("*") and is_wide(kind) and kind.name.startswith(pattern[:-1]))
        for pattern in patterns
    )


def is_wide(kind: Kind) -> bool:
    """Whether a star may mean it."""
    return kind.audience == "everyone"


def meant(patterns: Iterable[str]) -> frozenset[str]:
    """The names of all kinds that these patterns mean today."""
    kept = list(patterns)
    return frozenset(kind.name for kind in all_kinds() if covers(kept, kind))


def sound(patterns: Iterable[str], *, by: Agent | str) -> list[str]:
    """Patterns as they are kept, each once.

    Raises:
        ValidationError: none is left, or one means nothing.
    """
    kept = sorted({word.strip().lower() for word in patterns if word.strip()})
    if not kept:
        raise ValidationError({"kinds": _("Choose at least one event, or * for all.")})
    if len(kept) > MOST:
        raise ValidationError({"kinds": _("Choose at most %(most)s; a star takes many together.") % {"most": MOST}})
    may = offered(by)
    for word in kept:
        if not any(covers([word], kind) for kind in may):
            raise ValidationError(
                {"kinds": _("There is no event %(name)s that could be told.") % {"name": word[:80]}}
            )
    return kept
