"""A parsed message as JSON values, for the command line and for people who look closer."""

from __future__ import annotations

from typing import Any

from ponte.lib.mail.parsed import Address, Attachment, Automatic, ParsedMail


def to_json(mail: ParsedMail) -> dict[str, Any]:
    """Everything but the attachments' bytes."""
    return {
        "from": _address(mail.sender),
        "to": [_address(address) for address in mail.to],
        "cc": [_address(address) for address in mail.cc],
        "bcc": [_address(address) for address in mail.bcc],
        "reply_to": [_address(address) for address in mail.reply_to],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "message_id": mail.message_id,
        "in_reply_to": list(mail.in_reply_to),
        "references": list(mail.references),
        "text": mail.text,
        "html": mail.html,
        "reply_text": mail.reply_text,
        "segments": [{"kind": segment.kind, "text": segment.text} for segment in mail.segments],
        "language": mail.language,
        "attachments": [_attachment(attachment) for attachment in mail.attachments],
        "automatic": _automatic(mail.automatic) if mail.automatic else None,
        "defects": list(mail.defects),
    }


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {
        "filename": attachment.filename,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "content_id": attachment.content_id,
        "inline": attachment.inline,
    }


def _automatic(automatic: Automatic) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": automatic.kind.value, "reason": automatic.reason}
    if automatic.bounce:
        values["original_message_id"] = automatic.bounce.original_message_id
        values["permanent"] = automatic.bounce.permanent
        values["recipients"] = [
            {
                "address": recipient.address,
                "action": recipient.action,
                "status": recipient.status,
                "diagnostic": recipient.diagnostic,
                "permanent": recipient.permanent,
            }
            for recipient in automatic.bounce.recipients
        ]
    return values
