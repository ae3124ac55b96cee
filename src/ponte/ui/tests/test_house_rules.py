"""Rules over every template, sheet and script of the project: areas inherit them by being there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import nodes

from ponte.ui import icons
from ponte.ui.tests.templates import SCRIPTS, SHEETS, TEMPLATES, name

ICON_PLACES = {
    "icon": 0, "button": 1, "icon_button": 1, "badge": 1, "menu_item": 1, "nav_item": 1, "empty": 0, "banner": 2,
    "system_line": 0,
}  # fmt: skip
FORBIDDEN = [
    (r"<[^>]*\sstyle\s*=", "an inline style"),
    (r"<[^>]*\son[a-z]+\s*=\s*[\"'{]", "an inline handler"),
    (r"<style\b", "a style element"),
    (r"<script(?![^>]*\ssrc=)(?! type=\"importmap\">{{ import_map\(\) }}</script>)", "an inline script"),
    (r"\b(?:src|srcset|action)\s*=\s*[\"']https?://", "something from another host"),
    (r"<link[^>]*href\s*=\s*[\"']https?://", "a sheet from another host"),
    (r"hx-on[:\-]|hx-vals\s*=\s*[\"']js:|javascript:", "a script in an attribute"),
]


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_holds_nothing_that_the_policy_refuses(template: Path) -> None:
    text = re.sub(r"{#.*?#}", "", template.read_text(), flags=re.DOTALL)
    assert [what for pattern, what in FORBIDDEN if re.search(pattern, text, re.IGNORECASE)] == []


def test_the_rules_would_notice() -> None:
    for bad in (
        '<p style="x">', '<b onclick="x">', "<style>", "<script>x", '<img src="https://a">', '<a href="javascript:x">'
    ):  # fmt: skip
        assert any(re.search(pattern, bad, re.IGNORECASE) for pattern, _ in FORBIDDEN), bad


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_icon_named_in_a_template_is_in_the_sprite(template: Path) -> None:
    tree = engines["jinja2"].env.parse(template.read_text())  # type: ignore[attr-defined]
    assert {icon for call in tree.find_all(nodes.Call) for icon in _icons(call)} - icons.names() - {""} == set()


def _icons(call: nodes.Call) -> set[str]:
    macro = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
    found = [word.value for word in call.kwargs if word.key == "icon"]
    if macro in ICON_PLACES and len(call.args) > ICON_PLACES[macro]:
        found.append(call.args[ICON_PLACES[macro]])
    chosen = [[node.expr1, node.expr2] if isinstance(node, nodes.CondExpr) else [node] for node in found]
    return {str(each.value) for several in chosen for each in several if isinstance(each, nodes.Const)}


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_sheet_uses_tokens_alone(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    if sheet.name != "tokens.css":
        assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(", text) == []
    assert re.findall(r"url\([\"']?(?:https?:)?//", text) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_a_script_needs_no_eval_and_no_other_host(script: Path) -> None:
    forbidden = r"\beval\(|new Function\(|https?://(?!www\.w3\.org)[a-z0-9]|\bstyle\.cssText\b"
    found = re.findall(forbidden, script.read_text())
    assert found == []
