"""The company's fields in the form of a macro: an empty one is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from ponte.desk.fields import asking
from ponte.tickets.fields import catalogue, coding
from ponte.tickets.fields.errors import Refused

Actions = Sequence[Sequence[str]]


def asked(actions: Actions, sent: QueryDict | None, faults: dict[str, str]) -> list[asking.Asked]:
    """A control for every field in use, holding what is sent, else what the macro sets."""
    held = asking.typed(sent) if sent is not None else _held(actions)
    active = catalogue.current().active
    return [asking.one(field, held.get(field.key, ""), faults.get(field.key, "")) for field in active]


def actions(before: Actions, sent: QueryDict) -> tuple[list[str], dict[str, str]]:
    """The values of the actions, and what is wrong by key. Actions that empty a field stay: no control shows them."""
    fields = catalogue.current().fields
    found = [value for what, value in before if what == "field" and value.endswith("=")]
    faults: dict[str, str] = {}
    for key, raw in asking.given(asking.typed(sent)).items():
        if raw in (None, "", []):
            continue
        word = ",".join(raw) if isinstance(raw, list) else raw
        try:
            found.append(coding.tidied(f"{key}={word}"))
        except Refused as refused:
            faults[key] = refused.message
        except ValueError:
            faults[key] = coding.words(f"{fields[key].key}=")
    return found, faults


def _held(given: Actions) -> dict[str, Any]:
    """What the macro sets, as the controls hold it."""
    held: dict[str, Any] = {}
    for what, word in given:
        if what != "field" or word.endswith("="):
            continue
        try:
            field, value = coding.understood(word)
        except ValueError:
            continue
        held[field.key] = asking.held(field, value)
    return held
