"""A person, a team, a brand: a row of another table, by its id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.team.models import Agent
from ponte.tickets.conditions import operators as ops
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import Refused
from ponte.tickets.conditions.kinds.base import Choices, Kind, Words, fitting
from ponte.tickets.conditions.kinds.lists import listed
from ponte.tickets.conditions.operators import Operator

Ids = Callable[[Context], frozenset[int]]
Finder = Callable[[str, Agent | None, int], Choices]


class Reference(Kind):
    """`rows`: the table. `own`: the word for what belongs to the current agent, and its ids. `nothing`: for none.

    `few`: whether all rows can be offered in a form; else people search them: `finder` gives (id, name) of at most
    so many that fit the words and that the reader may see.
    """

    name = "reference"
    operators = (ops.IS, ops.IS_NOT)
    needs_filled = False  # "nobody" is a value here

    def __init__(
        self,
        rows: Callable[[], models.QuerySet[Any]],
        *,
        own: tuple[str, Words, Ids] | None = None,
        nothing: tuple[str, Words] | None = None,
        few: bool = True,
        finder: Finder | None = None,
    ) -> None:
        self.rows, self.own, self.nothing, self.is_chosen, self.finder = rows, own, nothing, few, finder
        self.searches = not few
        self.tokens = {pair[0]: pair[1] for pair in (own, nothing) if pair}

    def check(self, operator: Operator, value: Any, *, has_reader: bool = True) -> Any:
        kept: list[int | str] = []
        for place, each in enumerate(listed(value)):
            path = f"[{place}]" if isinstance(value, list) else ""
            if isinstance(each, str) and each in self.tokens:
                if self.own and each == self.own[0] and not has_reader:
                    raise Refused(_("Nobody looks at this, so %(word)s means nobody.") % {"word": each}, path)
                kept.append(each)
                continue
            digits = str(each).strip()
            if not _is_id(digits):
                words = ", ".join(self.tokens)
                raise Refused(
                    _("Write a number, or one of: %(words)s.") % {"words": words} if words else _("Write a number."),
                    path,
                )
            kept.append(int(digits))
        return list(dict.fromkeys(kept))

    def check_things(self, operator: Operator, value: Any) -> None:
        asked = {each for each in value if isinstance(each, int)}
        known = set(self.rows().filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
        for place, each in enumerate(value):
            if isinstance(each, int) and each not in known:
                raise Refused(_("There is none with the number %(number)s.") % {"number": each}, f"[{place}]")

    def condition(self, path: str, operator: Operator, value: Any, context: Context) -> Q:
        ids = sorted(self._ids(value, context))
        # Never unknown: what is null is in no list, said aloud so that the contrary holds for it.
        there = Q(**{f"{path}__in": ids, f"{path}__isnull": False})
        if self.nothing and self.nothing[0] in value:
            return there | Q(**{f"{path}__isnull": True}) if ids else Q(**{f"{path}__isnull": True})
        return there

    def fits(self, actual: Any, operator: Operator, value: Any, context: Context) -> bool:
        if actual is None:
            return self.nothing is not None and self.nothing[0] in value
        return actual in self._ids(value, context)

    def _ids(self, value: list[int | str], context: Context) -> set[int]:
        ids = {each for each in value if isinstance(each, int)}
        return ids | self.own[2](context) if self.own and self.own[0] in value else ids

    def words(self, operator: Operator, value: Any) -> list[str]:
        asked = [each for each in value if isinstance(each, int)]
        named = {row.pk: str(row) for row in self.rows().filter(pk__in=asked)} if asked else {}
        return [
            str(self.tokens[each])
            if each in self.tokens
            else named.get(each, _("#%(number)s (gone)") % {"number": each})
            for each in value
        ]

    def names(self, values: Sequence[str]) -> list[str]:
        lawful = [int(each) if _is_id(each) else each for each in values if _is_id(each) or each in self.tokens]
        known = dict(zip(map(str, lawful), self.words(self.operators[0], lawful), strict=True))
        return [known.get(each, each) for each in values]

    def find(self, text: str, reader: Agent | None, most: int) -> Choices:
        if self.finder is None:
            return fitting(self.choices() or [], text, most)
        words = fitting(self._token_choices(), text, most)
        return [*words, *self.finder(text, reader, most)][:most]

    def choices(self) -> Choices | None:
        if not self.is_chosen:
            return None
        rows = sorted(((str(row.pk), str(row)) for row in self.rows()), key=lambda pair: pair[1].casefold())
        return [*self._token_choices(), *rows]

    def _token_choices(self) -> Choices:
        return [(word, str(label)[:1].upper() + str(label)[1:]) for word, label in self.tokens.items()]


def _is_id(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 19
