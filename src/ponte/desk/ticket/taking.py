"""Files that came with a form, into a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ponte.tickets import attaching
from ponte.tickets.incoming import IncomingFile
from ponte.tickets.models import Attachment, Draft

LARGEST = 25_000_000  # bytes of one file: what mail servers commonly take
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def too_large(files: Sequence[UploadedFile[Any]]) -> str:
    """What is wrong with them, in words; "" when they may be taken."""
    for each in files:
        if (each.size or 0) > LARGEST:
            words = _("“%(name)s” is larger than 25 MB, which mail servers refuse. Put it online and send a link.")
            return words % {"name": each.name}
    return ""


def take(draft: Draft, files: Sequence[UploadedFile[Any]], *, inline: bool = False) -> list[Attachment]:
    """Attach them; `inline` pictures belong into the text."""
    return attaching.attach([_taken(each, inline and each.content_type in PICTURES) for each in files], draft=draft)


def _taken(file: UploadedFile[Any], is_inline: bool) -> IncomingFile:
    return IncomingFile(
        file.name or "file",
        file.content_type or "application/octet-stream",
        file.read(),
        content_id=attaching.new_content_id() if is_inline else "",
        is_inline=is_inline,
    )
