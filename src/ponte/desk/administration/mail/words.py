"""What becomes of mail, said for people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ponte.channels.email.models import Disposition, OutgoingStatus

DISPOSITION_LOOKS = {
    Disposition.PENDING: ("clock", ""),
    Disposition.NEW_TICKET: ("plus", "positive"),
    Disposition.THREADED: ("check", "positive"),
    Disposition.FOLLOW_UP: ("link", "positive"),
    Disposition.FLAGGED: ("flag", "caution"),
    Disposition.DUPLICATE: ("copy", ""),
    Disposition.BOUNCE: ("bounce", "caution"),
    Disposition.SUPPRESSED: ("block", ""),
    Disposition.FAILED: ("alert", "negative"),
}
STATUS_LOOKS = {
    OutgoingStatus.QUEUED: ("clock", ""),
    OutgoingStatus.SENDING: ("send", "accent"),
    OutgoingStatus.SENT: ("check", "positive"),
    OutgoingStatus.KEPT: ("outbox", "caution"),
    OutgoingStatus.FAILED: ("alert", "negative"),
    OutgoingStatus.BOUNCED: ("bounce", "negative"),
    OutgoingStatus.WITHDRAWN: ("undo", ""),
}


def looks(code: str) -> tuple[str, str]:
    """Icon and tone of a disposition or a status."""
    for table in (DISPOSITION_LOOKS, STATUS_LOOKS):
        for known, look in table.items():
            if known == code:
                return look
    return ("circle", "")


def why(disposition: str, reason: str) -> str:
    """A sentence that explains what became of a mail that came in."""
    return _reasons().get(reason) or _dispositions().get(disposition, "")


def _dispositions() -> dict[str, str]:
    return {
        Disposition.PENDING: _("It is stored and waits to be understood."),
        Disposition.NEW_TICKET: _("It names no ticket of ours, so it opened a new one."),
        Disposition.THREADED: _("It answers a mail of its ticket and comes from somebody who belongs there."),
        Disposition.FOLLOW_UP: _("Its ticket is closed for good, so it opened a new one that points back."),
        Disposition.FLAGGED: _("It names a ticket, but comes from somebody who does not belong there."),
        Disposition.DUPLICATE: _("The same mail came before by another road."),
        Disposition.BOUNCE: _("A mail server reports that a mail of ours was not delivered."),
        Disposition.SUPPRESSED: _("It is not meant for people, so it became no message."),
        Disposition.FAILED: _("It could not be understood. It is kept, and you can try again after a mend."),
    }


def _reasons() -> dict[str, str]:
    return {
        "receipt": _("A read receipt. It is kept here and became no message."),
        "auto_reply": _("An automatic answer that does not belong to a ticket of its sender."),
        "blocked_sender": _("Its sender is blocked. Replay it to let it in."),
        "own_mail": _("A mail of ours that came back to us. Taking it in would go round for ever."),
        "own_address": _("It says that it comes from one of our own mailboxes."),
        "loop": _("A header says that it has been here before."),
        "agent": _("It comes from an agent’s address. Nobody has proved that, so it is a flagged note."),
        "outsider": _("It names a ticket, but comes from somebody who does not belong there."),
        "colleague": _("It comes from the requester’s organisation, and this mailbox lets such people join."),
        "let_in": _("Somebody let it in by hand."),
        "follow_up": _("Its ticket is closed, and it joined the ticket that follows it."),
        "not_fetched": _("The mailbox would not hand it over. It is still there."),
    }


def road(code: str) -> str:
    """By which road a mail came."""
    return {
        "smtp": _("Direct (SMTP)"),
        "imap": _("Mailbox (IMAP)"),
        "pipe": _("Command (pipe)"),
    }.get(code, code)
