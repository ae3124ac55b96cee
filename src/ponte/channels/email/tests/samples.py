"""Mails as the tests write them."""

from __future__ import annotations

from itertools import count

_numbers = count(1)


def mail(
    text: str = "The charger blinks red.",
    *,
    sender: str = "Viktoria Melnyk <viktoria@kyiv.example>",
    to: str = "support@velora.example",
    subject: str = "Charger",
    message_id: str | None = None,
    **headers: str,
) -> bytes:
    """A plain mail; `in_reply_to="<a@b>"` becomes `In-Reply-To: <a@b>`. An empty header is left out."""
    lines = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": "Sun, 22 Nov 2026 10:00:00 +0000",
        "Message-ID": f"<{next(_numbers)}.made@kyiv.example>" if message_id is None else message_id,
        **{name.replace("_", "-").title(): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"{head}\r\n{text}\r\n".encode()
