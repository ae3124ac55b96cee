"""A message's files for the mail: pictures shown in the text go inside it, everything else beside it."""

from __future__ import annotations

import re

from django.core.files.storage import default_storage

from ponte.lib.mail.writing import LetterFile
from ponte.tickets.models import Attachment, Message

_source = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]+)(")', re.IGNORECASE)
_ours = re.compile(r"^(?:https?://[^/]+)?/(?:[a-z_-]+/)*attachments/(\d{1,18})(?:[/?#].*)?$")


def files_of(message: Message, html: str, domain: str) -> tuple[str, list[LetterFile]]:
    """The HTML with its pictures named by `cid:`, and all files; a picture nobody shows is an attachment."""
    attached = list(Attachment.objects.filter(message=message).order_by("pk"))
    by_cid = {one.content_id: one for one in attached if one.content_id}
    by_id = {one.pk: one for one in attached}
    shown: dict[int, str] = {}

    def rename(found: re.Match[str]) -> str:
        one = _meant(found[2], by_cid, by_id)
        if one is None:
            return found[0]
        shown[one.pk] = one.content_id or f"file-{one.pk}@{domain}"
        return f"{found[1]}cid:{shown[one.pk]}{found[3]}"

    html = _source.sub(rename, html)
    return html, [_file(one, shown.get(one.pk, "")) for one in attached]


def _meant(source: str, by_cid: dict[str, Attachment], by_id: dict[int, Attachment]) -> Attachment | None:
    if source.lower().startswith("cid:"):
        return by_cid.get(source[4:])
    found = _ours.match(source)
    return by_id.get(int(found[1])) if found else None


def _file(one: Attachment, content_id: str) -> LetterFile:
    with default_storage.open(one.key) as file:
        return LetterFile(one.filename, one.content_type, file.read(), content_id)
