"""The buttons: lines and groups come, go, double, and move into and out of groups."""

from __future__ import annotations

from ponte.desk.conditions.acting import act
from ponte.desk.conditions.drafts import Draft, Group, Line


def drawn(node: Line | Group) -> str:
    """`a(b c)`: a line by its value, a group in brackets."""
    if isinstance(node, Line):
        return "".join(node.values) or "?"
    return f"({' '.join(map(drawn, node.parts))})"


def start() -> Draft:
    letters = {letter: Line("subject", "contains", [letter]) for letter in "abcd"}
    return Draft(Group("all", [letters["a"], Group("any", [letters["b"], letters["c"]]), letters["d"]]))


def after(*words: str) -> str:
    draft = start()
    for word in words:
        act(draft, word)
    return drawn(draft.root)


def test_lines_and_groups_are_added() -> None:
    assert after("line:", "line:1", "group:") == "(a (b c ?) d ? (?))"
    assert after("group:1", "group:1-2", "group:1-2-1", "group:1-2-1-1") == "(a (b c (? (? (?)))) d)"


def test_they_are_removed_and_doubled() -> None:
    assert after("drop:1-0") == "(a (c) d)"
    assert after("drop:1") == "(a d)"
    assert after("copy:0", "copy:2") == "(a a (b c) (b c) d)"


def test_moving_goes_into_and_out_of_groups() -> None:
    assert after("down:0") == "((a b c) d)"
    assert after("down:0", "down:0-0", "down:0-1", "down:0-2") == "((b c) a d)"
    assert after("up:2") == "(a (b c d))"
    assert after("up:1-0") == "(a b (c) d)"
    assert after("up:1") == "((b c) a d)"
    assert after("up:0") == after("down:2") == "(a (b c) d)"


def test_the_focus_follows() -> None:
    draft = start()
    act(draft, "up:1-0")
    assert draft.focus == "1"
    act(draft, "copy:2")
    assert draft.focus == "3"
    act(draft, "line:3")
    assert draft.focus == "3-1"


def test_what_makes_no_sense_does_nothing() -> None:
    for word in ("drop:9", "drop:", "up:x", "line:0", "line:-1", "copy:1-9", "nonsense", ":::", "drop:1-0-0", ""):
        assert after(word) == "(a (b c) d)"


def test_there_is_a_limit() -> None:
    draft = start()
    for _time in range(200):
        act(draft, "copy:1")
        act(draft, "line:")
    assert sum(1 for _line in draft.lines()) == 60


def test_json_and_back() -> None:
    draft = start()
    act(draft, "text")
    assert draft.text and "contains" in draft.text
    act(draft, "form")
    assert draft.text is None and drawn(draft.root) == "(a (b c) d)"
    draft.text = '{"all": 5}'
    act(draft, "form")
    assert draft.text == '{"all": 5}'
