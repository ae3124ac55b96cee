"""What a condition is made of, once it is understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ponte.tickets.conditions.fields import Field
    from ponte.tickets.conditions.operators import Operator

VERSION = 1


@dataclass(frozen=True)
class Test:
    """One field against one value. `value` is as it is written; None for operators that take none."""

    __test__ = False  # no test of pytest's

    field: Field
    operator: Operator
    value: Any = None

    def written(self) -> dict[str, Any]:
        """As JSON."""
        said: dict[str, Any] = {"field": self.field.key, "operator": self.operator.key}
        return said if self.value is None else {**said, "value": self.value}


@dataclass(frozen=True)
class All:
    """Every part holds. Of no parts: always."""

    parts: tuple[Node, ...] = ()

    def written(self) -> dict[str, Any]:
        return {"all": [part.written() for part in self.parts]}


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds. Of no parts: never."""

    parts: tuple[Node, ...] = ()

    def written(self) -> dict[str, Any]:
        return {"any": [part.written() for part in self.parts]}


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Node

    def written(self) -> dict[str, Any]:
        return {"not": self.part.written()}


Node = Test | All | AnyOf | Not
EVERYTHING = All()


def stored(node: Node) -> dict[str, Any]:
    """The JSON to keep: with the version of the language."""
    return {"version": VERSION, **node.written()}


def tests_of(node: Node) -> Iterator[Test]:
    """Every test in it, from left to right."""
    if isinstance(node, Test):
        yield node
    elif isinstance(node, Not):
        yield from tests_of(node.part)
    else:
        for part in node.parts:
            yield from tests_of(part)


def names(node: Node, key: str) -> bool:
    """Whether a field is spoken of anywhere."""
    return any(test.field.key == key for test in tests_of(node))
