"""Files onto messages of the demo world."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ponte.demo import files
from ponte.demo.life import Life
from ponte.tickets.models import Attachment, Message


def file(life: Life, message: Message, names: Iterable[str], *, inline: str = "") -> None:
    """Attach files by name; `inline` is shown where the mail's HTML points to it."""
    for name in names:
        life.attachments.append(_row(message, name))
    if inline:
        content_id = f"{inline.split('.')[0]}@mail.example"
        row = _row(message, inline)
        row.content_id, row.is_inline = content_id, True
        life.attachments.append(row)
        if message.html:
            closing = message.html.rfind("</div>")
            picture = f'<p><img src="cid:{content_id}" alt="" width="480"></p>'
            message.html = message.html[:closing] + picture + message.html[closing:]


def _row(message: Message, name: str) -> Attachment:
    content, kind = files.content_of(name)
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(
        message=message,
        filename=name,
        content_type=kind,
        size=len(content),
        sha256=digest,
        key=f"attachments/{digest[:2]}/{digest[2:4]}/{digest}",
        created_at=message.created_at,
    )
