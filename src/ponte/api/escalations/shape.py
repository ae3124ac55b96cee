"""Paths and escalations as resources."""

from __future__ import annotations

from typing import Any

from ponte.api.shapes import Field, Shape, plain, reference

PATH = Shape(
    id="id",
    name="name",
    direction="direction",
    from_team=reference("from_team"),
    to_team=reference("to_team"),
    to_agent=reference("to_agent"),
    reasons="reasons",
    questions="questions",
    position="position",
    is_active="is_active",
)
ESCALATION = Shape(
    id="id",
    ticket=plain("ticket_id"),
    path=plain("path_id"),
    direction="direction",
    state="state",
    from_team=reference("from_team"),
    to_team=reference("to_team"),
    to_agent=reference("to_agent"),
    owner=reference("owner"),
    asked_by=reference("asked_by"),
    asked_at="asked_at",
    reason="reason",
    tried="tried",
    needed="needed",
    answers=Field(("answers",), lambda row: {str(key): str(value) for key, value in row["answers"].items()}),
    taken_by=reference("taken_by"),
    taken_at="taken_at",
    ended_by=reference("ended_by"),
    ended_at="ended_at",
    answer="answer",
)


def made(shape: Shape, row: dict[str, Any]) -> dict[str, Any]:
    """One resource, whole."""
    return shape.make(row, shape.fields)
