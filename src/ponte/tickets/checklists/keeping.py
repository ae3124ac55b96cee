"""Lists kept for use again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.team.permissions import require
from ponte.tickets.checklists.models import ChecklistTemplate

MARK = "!"  # a line that begins so must be done before solving


class NameTaken(ValueError):
    """Another list has this name."""


def parse(text: str) -> list[dict[str, object]]:
    """Items from lines; `!` before one makes it required. Empty lines are dropped."""
    found = []
    for line in text.splitlines():
        words = " ".join(line.split())
        required, words = words.startswith(MARK), words.removeprefix(MARK).strip()[:300]
        if words:
            found.append({"text": words, "required": required})
    return found


def written(items: Sequence[dict[str, object]]) -> str:
    """The lines of `parse`."""
    return "\n".join(f"{MARK} {each['text']}" if each.get("required") else str(each["text"]) for each in items)


@transaction.atomic
def keep(
    template: ChecklistTemplate | None, name: str, items: Sequence[dict[str, object]], *, by: Agent
) -> ChecklistTemplate:
    """Make a list (`None`) or change one.

    Raises:
        NameTaken: another has this name.
        NotPermitted: `by` may not arrange lists.
    """
    require(by, "manage_macros")
    row = template or ChecklistTemplate()
    if ChecklistTemplate.objects.filter(name=name).exclude(pk=row.pk).exists():
        raise NameTaken(name)
    row.name, row.items = name, list(items)
    row.save()
    record("checklist.changed", by=by, subject="checklist", name=name)
    return row


@transaction.atomic
def drop(template: ChecklistTemplate, *, by: Agent) -> None:
    """Delete a list; tickets keep what it gave them.

    Raises:
        NotPermitted: `by` may not arrange lists.
    """
    require(by, "manage_macros")
    record("checklist.deleted", by=by, subject="checklist", name=template.name)
    template.delete()
