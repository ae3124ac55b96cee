"""Compiles the translations into the wheel; they are never committed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]
    """Before a wheel is packed, every catalog gets its compiled form beside it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, str(ROOT / "src"))
        try:
            from ponte.config.compiling import compile_stale
        finally:
            sys.path.pop(0)
        compile_stale(ROOT / "src" / "ponte")
        build_data["artifacts"].append("src/ponte/**/*.mo")
