"""The file of a backup: a tar of the database's dump, the files and the secrets, closed by a manifest of sums.

The manifest is the last member, so that it can be written in one pass; it names every other member with its
size and SHA-256. Nothing of an archive is used before all of it has been checked against the manifest.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO, Any

from ponte.config.trouble import Trouble

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20
Progress = Callable[[int], None]


class Summing(io.RawIOBase):
    """Reads from another file and sums what passes."""

    def __init__(self, source: IO[bytes], progress: Progress) -> None:
        self.source, self.progress = source, progress
        self.sum, self.size = hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.sum.update(data)
        self.size += len(data)
        self.progress(len(data))
        return data


def add(tar: tarfile.TarFile, name: str, path: Path, progress: Progress) -> dict[str, Any]:
    """Add one file; returns its line of the manifest."""
    with path.open("rb") as source:
        info = tar.gettarinfo(arcname=name, fileobj=source)
        info.mode, info.uid, info.gid, info.uname, info.gname = 0o600, 0, 0, "", ""
        summing = Summing(source, progress)
        tar.addfile(info, summing)
    return {"name": name, "size": summing.size, "sha256": summing.sum.hexdigest()}


def close(tar: tarfile.TarFile, members: list[dict[str, Any]], about: dict[str, Any]) -> None:
    """Write the manifest as the last member."""
    text = json.dumps({"format": FORMAT, **about, "members": members}, indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mode = len(text), 0o600
    tar.addfile(info, io.BytesIO(text))


def verify(path: Path, progress: Progress) -> dict[str, Any]:
    """Read all of an archive; returns its manifest.

    Raises `Trouble` when anything is missing, added or changed.
    """
    sums: dict[str, tuple[int, str]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isfile() and safe(member.name) else None
                if content is None:
                    raise damaged(path, f"it holds {member.name!r}, which no backup of Ponte does")
                if member.name == MANIFEST:
                    manifest = json.loads(content.read())
                    continue
                summing = Summing(content, progress)
                while summing.read(CHUNK):
                    pass
                sums[member.name] = (summing.size, summing.sum.hexdigest())
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise damaged(path, str(error)) from error
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error.strerror}", "name the file of a backup") from error
    if manifest is None:
        raise damaged(path, "its end is missing")
    if manifest.get("format") != FORMAT:
        raise Trouble(f"{path} was written by a newer Ponte.", "restore it with that version")
    listed = {line["name"]: (line["size"], line["sha256"]) for line in manifest["members"]}
    if wrong := sorted(set(listed.items()) ^ set(sums.items())):
        raise damaged(path, f"{wrong[0][0]} is not what was written")
    return manifest


def safe(name: str) -> bool:
    """Whether a member stays within the archive's own folders."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def damaged(path: Path, why: str) -> Trouble:
    return Trouble(f"{path} is damaged: {why}.", "use another copy of this backup; nothing was changed")


def extract(path: Path, wanted: str, target: Path, progress: Progress) -> int:
    """Write the members under the folder `wanted` (or the one member of that name) to `target`; returns how many."""
    count = 0
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            inside = PurePosixPath(member.name)
            if member.name != wanted and wanted not in {str(parent) for parent in inside.parents}:
                continue
            place = target if member.name == wanted else target / inside.relative_to(wanted)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            content = tar.extractfile(member)
            assert content is not None, member.name  # verified to be a file
            with place.open("wb") as file:
                place.chmod(0o600)
                while data := content.read(CHUNK):
                    file.write(data)
                    progress(len(data))
            count += 1
    return count
