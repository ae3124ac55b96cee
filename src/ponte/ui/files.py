"""Which icon stands for a file."""

from __future__ import annotations

KINDS = (
    ("image/", "image"),
    ("audio/", "file-audio"),
    ("video/", "file-video"),
    ("message/", "file-mail"),
    ("text/calendar", "calendar"),
    ("text/csv", "file-sheet"),
    ("text/html", "file-code"),
    ("text/", "file-text"),
    ("application/json", "file-code"),
    ("application/xml", "file-code"),
    ("application/pdf", "file-text"),
)
WORDS = (
    ("zip", "file-zip"),
    ("tar", "file-zip"),
    ("rar", "file-zip"),
    ("7z", "file-zip"),
    ("sheet", "file-sheet"),
    ("excel", "file-sheet"),
    ("word", "file-text"),
)


def file_icon(content_type: str) -> str:
    """The icon's name for a content type; a plain sheet of paper for what we do not know."""
    kind = content_type.lower()
    for start, icon in KINDS:
        if kind.startswith(start):
            return icon
    return next((icon for word, icon in WORDS if word in kind), "doc")


FILTERS = {"file_icon": file_icon}
