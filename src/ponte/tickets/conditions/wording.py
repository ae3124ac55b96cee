"""A condition as a sentence: "Priority is high or urgent and nobody is assigned"."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ponte.tickets.conditions.fields import Field
from ponte.tickets.conditions.operators import Operator, Takes
from ponte.tickets.conditions.tree import All, AnyOf, Node, Not, Test
from ponte.ui.quantities import listing


def sentence(node: Node) -> str:
    """In the reader's language, without a full stop."""
    said = _said(node)
    return said[:1].upper() + said[1:]


def _said(node: Node) -> str:
    if isinstance(node, Test):
        return _test(node.field, node.operator, node.value)
    if isinstance(node, Not):
        return _not(node.part)
    if not node.parts:
        return _("every ticket") if isinstance(node, All) else _("no ticket")
    if len(node.parts) == 1:
        return _said(node.parts[0])
    parts = [_bracketed(part) for part in node.parts]
    return listing(parts, "standard" if isinstance(node, All) else "or")


def _bracketed(part: Node) -> str:
    said = _said(part)
    return f"({said})" if isinstance(part, All | AnyOf) and len(part.parts) > 1 else said


def _not(part: Node) -> str:
    if isinstance(part, Test):
        contrary = next(
            (
                each
                for each in part.field.kind.operators_of(part.field)
                if each.negates == part.operator.key or part.operator.negates == each.key
            ),
            None,
        )
        if contrary is not None:
            return _test(part.field, contrary, part.value)
    return _("not (%(condition)s)") % {"condition": _said(part)}


def _test(field: Field, operator: Operator, value: object) -> str:
    key = _single(value)
    if key is not None and (operator.key, key) in field.phrases:
        return str(field.phrases[operator.key, key])
    label = str(field.label)
    if field.is_ours:
        label = label[:1].lower() + label[1:]
    if operator.takes == Takes.NOTHING:
        return str(operator.sentence) % {"field": label}
    words = field.kind.words(operator, value)
    return str(operator.sentence) % {
        "field": label,
        "value": listing(words, "standard" if operator.key == "has_all" else "or"),
    }


def _single(value: object) -> str | None:
    if isinstance(value, list):
        return str(value[0]) if len(value) == 1 else None
    return str(value).lower() if isinstance(value, bool) else None
