"""Every Jinja2 template of ours, for the rules that hold over all of them."""

from __future__ import annotations

from pathlib import Path

import ponte

SOURCE = Path(ponte.__file__).parent
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "jinja2" in path.parts)
SHEETS = sorted(path for path in SOURCE.rglob("static/**/*.css"))
SCRIPTS = sorted(path for path in SOURCE.rglob("static/**/*.js"))


def name(path: Path) -> str:
    """The path as a test's id."""
    return str(path.relative_to(SOURCE))
