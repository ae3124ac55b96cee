"""The registry of event kinds: nothing enters the journal that is not described here.

A room describes its kinds in its own `kinds.py`, imported when the app is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Audience = Literal["everyone", "administrators"]


class UnknownKind(LookupError):
    """A kind that no room has registered."""


class WrongData(ValueError):
    """Event data that does not fit the registered schema."""


@dataclass(frozen=True)
class Kind:
    """What one kind of event holds and how it is told.

    `schema`: each key of `data` with the types it may have (None always may stand).
    `sentence`: lazily translated, with `%(key)s` places filled from data, `actor` and `subject`.
    `variant`: chooses another sentence by the data where one does not fit all ("took it off", "assigned it").
    `refers`: which keys name a thing ("agent", "state": see `events.naming`), or a function of the data that
    says so where it depends on another key.
    `shreds`: keys of `data` that a privacy erasure empties.
    """

    name: str
    sentence: Any
    schema: Mapping[str, type | tuple[type, ...]] = field(default_factory=dict)
    version: int = 1
    audience: Audience = "everyone"
    shreds: tuple[str, ...] = ()
    webhooks: bool = True
    refers: Mapping[str, str | Callable[[Mapping[str, Any]], str]] = field(default_factory=dict)
    variant: Callable[[Mapping[str, Any]], Any] | None = None

    def thing(self, key: str, data: Mapping[str, Any]) -> str:
        """What kind of thing `data[key]` names; "" for plain values."""
        said = self.refers.get(key, "")
        return said(data) if callable(said) else said

    def check(self, data: Mapping[str, Any]) -> None:
        """Refuse data that the schema does not describe.

        Raises:
            WrongData: an unknown key, a missing key, or a value of another type.
        """
        if data.keys() != self.schema.keys():
            strange, missing = data.keys() - self.schema.keys(), self.schema.keys() - data.keys()
            raise WrongData(f"{self.name}: unknown {sorted(strange)}, missing {sorted(missing)}")
        for key, types in self.schema.items():
            if data[key] is not None and not isinstance(data[key], types):
                raise WrongData(f"{self.name}.{key}: {type(data[key]).__name__} is not {types}")


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; the same name twice is an error."""
    for kind in kinds:
        if kind.name in _kinds:
            raise ValueError(f"event kind {kind.name} is registered twice")
        _kinds[kind.name] = kind


def kind_of(name: str) -> Kind:
    """The registered kind.

    Raises:
        UnknownKind: nobody registered it.
    """
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"event kind {name} is not registered") from None


def all_kinds() -> list[Kind]:
    """Every registered kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
