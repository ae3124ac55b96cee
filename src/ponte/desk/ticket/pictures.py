"""Pictures inside a message: `cid:` as it is kept and sent, our own address as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ponte.tickets.models import Attachment

_cid = re.compile(r'(<img\b[^>]*?\ssrc=")cid:([^"]+)(")', re.IGNORECASE)
_ours = re.compile(r'(<img\b[^>]*?\ssrc=")(?:https?://[^/"]+)?/attachments/(\d{1,18})(?:\?[^"]*)?(")', re.IGNORECASE)


def used_in(html: str) -> set[str]:
    """The content ids that the message shows inline."""
    return {found[1] for found in _cid.findall(html)}


def to_shown(html: str, files: Iterable[Attachment]) -> str:
    """Point the message's own pictures at our door."""
    if "cid:" not in html:
        return html
    known = {each.content_id: each.pk for each in files if each.content_id}

    def point(found: re.Match[str]) -> str:
        pk = known.get(found[2])
        return f"{found[1]}/attachments/{pk}?inline=1{found[3]}" if pk else f"{found[1]}{found[3]}"

    return _cid.sub(point, html)


def to_kept(html: str, files: Iterable[Attachment]) -> str:
    """Turn pictures that the composer shows from our door back into `cid:`, where they are this draft's own."""
    known = {each.pk: each.content_id for each in files if each.content_id}

    def keep(found: re.Match[str]) -> str:
        cid = known.get(int(found[2]))
        return f"{found[1]}cid:{cid}{found[3]}" if cid else found[0]

    return _ours.sub(keep, html)
