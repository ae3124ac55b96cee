"""The compiled form of the translations, which Django reads."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

log = logging.getLogger("ponte.config")
PACKAGE = Path(__file__).resolve().parent.parent


def compile_stale(package: Path = PACKAGE) -> int:
    """Write the compiled form of every catalog that is newer than its own; returns how many."""
    stale = [source for source in package.rglob("locale/*/LC_MESSAGES/*.po") if is_stale(source)]
    for source in stale:
        try:
            write(source, source.with_suffix(".mo"))
        except OSError as error:  # a read-only installation: what was compiled before must do
            log.warning("%s cannot be compiled: %s", source, error)
    return len(stale)


def is_stale(source: Path) -> bool:
    """Whether the compiled form is missing or older."""
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def write(source: Path, target: Path) -> None:
    """Compile one catalog. Several processes may do so at once: the file appears whole."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parts[-3])
    handle, draft = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as output:
        write_mo(output, catalog)
    Path(draft).chmod(0o644)
    Path(draft).replace(target)
