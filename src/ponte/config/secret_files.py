"""Secrets that Ponte makes for itself: one file each in the data folder, for its owner alone."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe

from ponte.config.trouble import SettingTrouble


def of(data: Path, name: str) -> str:
    """The secret `name` of this data folder; made on the first call, the same ever after."""
    path = data / "secrets" / name
    if not path.exists():
        make(path)
    return path.read_text().strip()


def known(data: Path, name: str) -> str:
    """The secret `name` where there is one already, else an empty text; makes nothing."""
    try:
        return (data / "secrets" / name).read_text().strip()
    except OSError:
        return ""


def make(path: Path) -> None:
    """Write a new secret to `path`, whole or not at all; the first of two makers wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first: its secret holds
            os.link(draft, path)
    finally:
        os.unlink(draft)


def ensure_data_folder(data: Path) -> Path:
    """Make the data folder where it is missing and see that it can be written; return it."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        raise SettingTrouble(
            "PONTE_DATA",
            f"is {str(data)!r}, which cannot be written: {error.strerror or error}",
            "choose a folder that this account may write, or give it to this account (chown)",
        ) from error
    return data
