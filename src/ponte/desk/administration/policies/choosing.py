"""Which tickets a policy is for: the usual choices as fields, everything else in the language of conditions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

# The form's field, the condition's field, and its operator.
CHOICES = {
    "brands": ("brand", "is", int),
    "teams": ("team", "is", int),
    "channels": ("channel", "is", str),
    "types": ("type", "is", str),
    "languages": ("language", "is", str),
    "tags": ("tags", "has_any", str),
}


def conditions_of(chosen: Mapping[str, Any], more: Mapping[str, Any] | None) -> dict[str, Any]:
    """The condition that the form says; {} means every ticket."""
    parts = [
        {"field": key, "operator": operator, "value": [kind(value) for value in chosen[name]]}
        for name, (key, operator, kind) in CHOICES.items()
        if chosen.get(name)
    ]
    if more:
        parts.append({key: value for key, value in more.items() if key != "version"})
    return {"all": parts} if parts else {}


def chosen_of(conditions: Mapping[str, Any]) -> tuple[dict[str, list[str]], str]:
    """The same backwards: what the fields show, and the rest as JSON."""
    written = {key: value for key, value in conditions.items() if key != "version"}
    parts = written["all"] if set(written) == {"all"} else [written] if written else []
    chosen: dict[str, list[str]] = {}
    rest = []
    for part in parts:
        name = next((name for name, (key, operator, _) in CHOICES.items() if _is(part, key, operator)), None)
        if name and name not in chosen:
            chosen[name] = [str(value) for value in part["value"]]
        else:
            rest.append(part)
    more = rest[0] if len(rest) == 1 else {"all": rest} if rest else None
    return chosen, json.dumps(more, ensure_ascii=False, indent=1) if more else ""


def _is(part: Mapping[str, Any], key: str, operator: str) -> bool:
    return part.get("field") == key and part.get("operator") == operator and isinstance(part.get("value"), list)
