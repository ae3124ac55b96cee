"""What the buttons of the builder do to a draft."""

from __future__ import annotations

import json

from ponte.desk.conditions import opening
from ponte.desk.conditions.drafts import DEEPEST, Draft, Group, Line, walk
from ponte.tickets.conditions.parsing import MOST_TESTS


def act(draft: Draft, word: str) -> None:
    """`line:0`, `group:0`, `drop:0-1`, `copy:0-1`, `up:0-1`, `down:0-1`, `text`, `form`; what makes no sense does
    nothing."""
    name, _colon, path = word.partition(":")
    if name == "text" and draft.text is None:
        draft.text = json.dumps(draft.root.written(), ensure_ascii=False, indent=2)
    elif name == "form" and draft.text is not None:
        opened = opening.of(draft.written())
        if opened.text is None:  # else it is not built like a condition, and stays as it was typed
            draft.root, draft.text = opened.root, None
    elif name in ("line", "group"):
        _add(draft, name, path)
    elif name in ("drop", "copy", "up", "down"):
        _change(draft, name, path)
    draft.place()


def _add(draft: Draft, name: str, path: str) -> None:
    group = draft.at(path)
    if not isinstance(group, Group) or sum(1 for _line in draft.lines()) >= MOST_TESTS:
        return
    if name == "line":
        group.parts.append(Line())
    elif group.depth < DEEPEST:
        group.parts.append(Group("any", [Line()]))
    _focus(draft, group.parts[-1])


def _change(draft: Draft, name: str, path: str) -> None:
    found = draft.parent(path)
    if found is None:
        return
    group, place = found
    node = group.parts[place]
    if name == "drop":
        del group.parts[place]
        _focus(draft, group.parts[min(place, len(group.parts) - 1)] if group.parts else group)
        return
    if name == "copy":
        room = MOST_TESTS - sum(1 for _line in draft.lines())
        if sum(isinstance(part, Line) for _path, part in walk(node)) > room:
            return
        made = Draft(Group("all", [node])).copy().root.parts[0]
        group.parts.insert(place + 1, made)
        _focus(draft, made)
        return
    _move(draft, group, place, -1 if name == "up" else 1)
    _focus(draft, node)


def _move(draft: Draft, group: Group, place: int, step: int) -> None:
    """One step in the order in which they are read: a line enters a group that it meets, and leaves its own at
    the edge."""
    node, to = group.parts[place], place + step
    if 0 <= to < len(group.parts):
        beside = group.parts[to]
        del group.parts[place]
        if isinstance(node, Line) and isinstance(beside, Group):
            beside.parts.insert(0 if step > 0 else len(beside.parts), node)
        else:
            group.parts.insert(to, node)
        return
    above = draft.parent(group.path)
    if above is not None:
        del group.parts[place]
        outer, its_place = above
        outer.parts.insert(its_place if step < 0 else its_place + 1, node)


def _focus(draft: Draft, node: Line | Group) -> None:
    draft.place()
    draft.focus = node.path
