"""What one check found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`level` is "ok", "note" (good to know) or "problem" (mend it)."""

    level: str
    what: str
    mend: str = ""


def ok(what: str) -> Finding:
    return Finding("ok", what)


def note(what: str, mend: str = "") -> Finding:
    return Finding("note", what, mend)


def problem(what: str, mend: str) -> Finding:
    return Finding("problem", what, mend)
