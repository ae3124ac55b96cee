"""Changing what an account says: the person's own profile, or an administrator's view of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from ponte.events.recording import Entry, record_many
from ponte.team import checking, permissions
from ponte.team.models import Agent

_sound: dict[str, Callable[[Any], Any]] = {
    "name": checking.name,
    "locale": checking.locale,
    "languages": checking.languages,
    "time_zone": checking.time_zone,
    "theme": checking.theme,
    "signature": lambda text: text.replace("\r\n", "\n").strip(),
    "single_keys": bool,
}


@transaction.atomic
def change(agent: Agent, *, by: Agent | str, at: datetime | None = None, **wanted: Any) -> list[str]:
    """Change `name`, `email`, `locale`, `languages`, `time_zone`, `theme`, `signature` or `single_keys`.

    Returns the names of what truly changed; each is one event (a signature without its text).

    Raises:
        NotPermitted: another's account, without leave to manage people; one's own address likewise.
        ValidationError: by field; nothing was changed.
        TypeError: a field that this behaviour does not change.
    """
    held = Agent.objects.select_for_update().get(pk=agent.pk)
    if "email" in wanted or not (isinstance(by, Agent) and by.pk == held.pk):
        permissions.require(by, "manage_people")
    entries = []
    for name, value in wanted.items():
        new = checking.email(value, besides=held) if name == "email" else _checked(name, value)
        old = getattr(held, name)
        if old != new:
            setattr(held, name, new)
            setattr(agent, name, new)
            told = {"old": None, "new": None} if name == "signature" else {"old": old, "new": new}
            entries.append(Entry("agent.changed", by, held.journal_name, at=at, data={"field": name, **told}))
    if entries:
        held.save(update_fields=[entry.data["field"] for entry in entries])
        record_many(entries)
    if any(entry.data["field"] == "email" for entry in entries):
        # The sign-in library keeps addresses beside ours: a former one must open nothing.
        EmailAddress.objects.filter(user=held).delete()
    return [entry.data["field"] for entry in entries]


def _checked(name: str, value: Any) -> Any:
    if name not in _sound:
        raise TypeError(f"changing.change does not change {name}")
    return _sound[name](value)
