"""Puts into a template, while it is compiled, what is the same on every page of one language.

Words, addresses and components whose arguments are all constants become plain text of the template, so that a page
spends its time on what is its own. There is one environment a language for it (`ponte.ui.engine`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import jinja2
from django.urls import NoReverseMatch
from django.utils import translation
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from ponte.ui.components import SAME_FOR_SAME, Components

WORDS = frozenset(("_", "gettext", "pgettext"))
FUNCTIONS = frozenset(
    ("static", "url", "language", "import_map", "module_addresses", "htmx_config", "live_url", "palette_url")
)
# Beside those that are remembered: drawn of their arguments alone, too.
COMPONENTS = SAME_FOR_SAME | {
    "icon",
    "keys_sheet",
    "logo",
    "menu_item",
    "menu_line",
    "palette",
    "person",
    "search_field",
    "skeleton",
}

_compiling: ContextVar[tuple[str, ...]] = ContextVar("compiling", default=())


class Folded(jinja2.Environment):
    """An environment for one language; everything else is as `ponte.ui.environment` makes it."""

    spoken = "en"

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        with _entered(name or ""), translation.override(self.spoken):
            _Folder(self, tree).visit(tree)
        return tree


@contextmanager
def _entered(name: str) -> Iterator[None]:
    token = _compiling.set((*_compiling.get(), name))
    try:
        yield
    finally:
        _compiling.reset(token)


class _Folder(NodeTransformer):
    def __init__(self, environment: jinja2.Environment, tree: nodes.Template) -> None:
        self.environment = environment
        self.globals: dict[str, Any] = dict(environment.globals)
        # A name that the template gives to something of its own is not ours.
        self.taken = {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
        self.components = not environment.auto_reload and "ui" not in self.taken

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (Jinja's name)
        self.generic_visit(node)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return node
        match node.node:
            case nodes.Name(name=name) if name in self.taken:
                return node
            case nodes.Name(name=name) if name in WORDS:
                return self._words(node, name)
            case nodes.Name(name=name) if name in FUNCTIONS:
                return _folded(node, self.globals[name])
            case nodes.Getattr(node=nodes.Name(name="ui"), attr=name) if name in COMPONENTS and self.components:
                return self._component(node, name)
        return node

    def _words(self, node: nodes.Call, kind: str) -> nodes.Node:
        given = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if len(given) != len(node.args) or len(given) != (2 if kind == "pgettext" else 1):
            return node
        text = Markup(translation.pgettext(*given) if kind == "pgettext" else translation.gettext(*given))  # noqa: S704
        if not node.kwargs:
            return nodes.Const(text % {} if "%" in text else text, lineno=node.lineno)
        pairs = [nodes.Pair(nodes.Const(each.key), each.value) for each in node.kwargs]
        filled = nodes.Mod(nodes.Const(text), nodes.Dict(pairs))
        return filled.set_lineno(node.lineno).set_environment(self.environment)

    def _component(self, node: nodes.Call, name: str) -> nodes.Node:
        components: Components = self.globals["ui"]
        if components.template_of(name) in _compiling.get():
            return node  # a circle: this one is drawn when it is asked for
        return _folded(node, getattr(components, name))


def _folded(node: nodes.Call, function: Callable[..., Any]) -> nodes.Node:
    try:
        args = [each.as_const() for each in node.args]
        kwargs = dict(each.as_const() for each in node.kwargs)
        return nodes.Const.from_untrusted(function(*args, **kwargs), lineno=node.lineno)
    except (nodes.Impossible, NoReverseMatch):
        return node
