"""Files of messages and drafts, kept once for each content."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ponte.tickets.incoming import IncomingFile
from ponte.tickets.models import Attachment, Draft, Message


def store(content: bytes) -> tuple[str, str]:
    """Keep `content` in the file storage; returns its key and SHA-256. The same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    key = f"attachments/{digest[:2]}/{digest[2:4]}/{digest}"
    if not default_storage.exists(key):
        key = default_storage.save(key, ContentFile(content))
    return key, digest


def attach(
    files: Sequence[IncomingFile], *, message: Message | None = None, draft: Draft | None = None
) -> list[Attachment]:
    """Attach files to a message or a draft."""
    rows = []
    for file in files:
        key, digest = store(file.content)
        rows.append(
            Attachment(
                message=message,
                draft=draft,
                filename=file.filename[:255],
                content_type=file.content_type[:127],
                size=len(file.content),
                sha256=digest,
                key=key,
                content_id=file.content_id[:255],
                is_inline=file.is_inline,
            )
        )
    return Attachment.objects.bulk_create(rows)


def detach(attachment: Attachment) -> None:
    """Take a file out of a draft; its content stays, others may use it."""
    Attachment.objects.filter(pk=attachment.pk, message__isnull=True).delete()


def new_content_id() -> str:
    """A name by which a text may show its own picture."""
    return f"{uuid.uuid4().hex}@ponte"
