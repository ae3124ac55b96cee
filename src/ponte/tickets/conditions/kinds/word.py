"""Short exact words that are not all known before: languages, addresses of mailboxes, domains."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.kinds.base import Choices, Kind
from ponte.tickets.conditions.kinds.lists import listed
from ponte.tickets.conditions.operators import Operator


class Word(Kind):
    """`pattern`: what a word looks like. `offered`: those to choose from. `named`: how people call one."""

    name = "word"
    operators = (ops.IS, ops.IS_NOT)

    def __init__(
        self,
        pattern: str = r"[^\s\x00]{1,320}",
        *,
        offered: Callable[[], Choices] | None = None,
        named: Callable[[str], str] = str,
    ) -> None:
        self.pattern, self.offered, self.named = re.compile(pattern), offered, named
        self.is_chosen = offered is not None

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        given = [str(each).strip().lower() for each in listed(value)]
        for place, word in enumerate(given):
            if not self.pattern.fullmatch(word):
                raise Refused(
                    _("%(value)s does not look right here.") % {"value": word[:60]},
                    f"[{place}]" if isinstance(value, list) else "",
                )
        return list(dict.fromkeys(given))

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        return Q(**{f"{path}__in": value})

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        return actual in value

    def words(self, operator: Operator, value: Any) -> list[str]:
        return [self.named(word) for word in value]

    def choices(self) -> Choices | None:
        return self.offered() if self.offered else None


class Domain(Word):
    """The part of an address behind the @; the database holds whole addresses."""

    name = "domain"

    def __init__(self) -> None:
        super().__init__(r"(?!-)[\w-]{1,63}(\.[\w-]{1,63})+")

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        given = value if isinstance(value, list) else [value]
        return super().check(operator, [each.lstrip("@") if isinstance(each, str) else each for each in given])

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        joined = Q()
        for domain in value:
            joined |= Q(**{f"{path}__endswith": f"@{domain}"})
        return joined
