"""The builder of conditions, for any page that has a form:

    builder = building.of(rule.conditions)                  # or building.read(request.POST) when the form was sent
    if request.method == "POST" and not building.asks(request.POST) and builder.is_sound():
        ... keep builder.written() ...
    render(request, "...", {"builder": builder.look(agent)})

and in the page `{% include "conditions/builder.html" %}` inside the form, `{% include "conditions/styles.html" %}` in
the block of styles, `{% include "conditions/scripts.html" %}` in that of scripts. All buttons, searches, the count
and the preview are the component's own; without script the form is sent with `do`, which `read` obeys and `asks`
tells apart from saving.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from ponte.desk.conditions import acting, controls, opening, reading, showing
from ponte.desk.conditions.controls import Control
from ponte.desk.conditions.drafts import Draft, Line, walk
from ponte.desk.conditions.showing import Found
from ponte.team.models import Agent
from ponte.tickets.conditions import parsing
from ponte.tickets.conditions.errors import Fault, InvalidConditions

NAME = "c"


@dataclass
class Builder:
    """`name`: what the controls' names begin with, so that several may stand on a page.

    `has_reader` False: nobody looks (policies, routing), so the current agent is not offered.
    `title`: the words before the outermost group. `faults`: what is wrong and stands at no line.
    """

    draft: Draft
    name: str = NAME
    has_reader: bool = True
    title: str = ""
    has_preview: bool = True
    faults: list[str] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    reader: Agent | None = None

    def written(self) -> Any:
        """What the form says, in the language.

        Raises:
            InvalidConditions: what was typed is no JSON, or a search is not over.
        """
        open_searches = [line for line in self.draft.lines() if line.find] if self.draft.text is None else []
        for line in open_searches:
            line.faults.append(_("Choose one of those found, or empty the search."))
        if open_searches:
            raise InvalidConditions([])
        try:
            return self.draft.written()
        except ValueError as error:
            words = _("This is not JSON: %(why)s") % {"why": str(error)[:200]}
            raise InvalidConditions([Fault("", words)]) from error

    def is_sound(self) -> bool:
        """Whether it may be kept; what is wrong is told where it is wrong."""
        try:
            parsing.parse(self.written(), has_reader=self.has_reader, checks_things=True)
        except InvalidConditions as error:
            self.put_faults(error.faults)
            return False
        return True

    def put_faults(self, faults: Iterable[Fault]) -> None:
        """Say what is wrong where it is wrong."""
        self.faults += self.draft.put_faults([(fault.path, fault.message) for fault in faults])

    def look(self, agent: Agent, columns: Sequence[str] = ()) -> Builder:
        """Ask what it would find now; what is wrong already, and not merely unfinished, is told at its line."""
        self.reader = agent
        try:
            node = parsing.parse(self.written(), has_reader=self.has_reader, checks_things=True)
        except InvalidConditions as error:
            if not self.has_faults:  # a value that nobody has given yet is none while people still choose
                self.put_faults(fault for fault in error.faults if not fault.is_missing)
            return self
        self.found = showing.of(node, agent, columns) if self.has_preview else Found()
        return self

    @property
    def has_faults(self) -> bool:
        """Whether anything is told as wrong."""
        return bool(self.faults) or any(node.faults for _path, node in walk(self.draft.root))

    @property
    def is_text(self) -> bool:
        """Whether somebody writes JSON."""
        return self.draft.text is not None

    def control(self, line: Line) -> Control:
        """How the value of a line is given."""
        return controls.of(line, has_reader=self.has_reader, reader=self.reader)

    def sections(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The fields that are offered."""
        return controls.sections()

    @property
    def query(self) -> str:
        """What the component's own addresses must know."""
        return urlencode(
            {"name": self.name, "reader": int(self.has_reader), "preview": int(self.has_preview), "title": self.title}
        )


def of(conditions: Any, *, name: str = NAME, has_reader: bool = True, title: str = "") -> Builder:
    """From what is kept; what is broken there is told at its line."""
    return Builder(opening.of(conditions), name, has_reader, title)


def read(post: QueryDict, *, name: str = NAME, has_reader: bool = True, title: str = "") -> Builder:
    """From a form that was sent, after what its button asked for."""
    draft = reading.read(post, name)
    if asks(post, name=name):
        with suppress(ValueError):  # the JSON that was typed is no JSON yet; `look` says so
            acting.act(draft, post.get("do", "").removeprefix(f"{name}."))
    draft.place()
    return Builder(draft, name, has_reader, title)


def asks(post: QueryDict, *, name: str = NAME) -> bool:
    """Whether a button of the builder was pressed: then nothing is saved yet."""
    return post.get("do", "").startswith(f"{name}.")
