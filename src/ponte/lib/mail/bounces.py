"""Delivery reports: which addresses failed, why, for good or for now, and which of our messages it was."""

from __future__ import annotations

import re

from ponte.lib.mail.addresses import normalise
from ponte.lib.mail.bodies import payload_of
from ponte.lib.mail.charsets import decode
from ponte.lib.mail.cleansing import cleanse, cleanse_line
from ponte.lib.mail.headers import decode_words
from ponte.lib.mail.parsed import Bounce, FailedRecipient
from ponte.lib.mail.structure import Part

_MAX_RECIPIENTS = 100
_MAX_DIAGNOSTIC = 1000
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -]")
_MESSAGE_ID = re.compile(r"^Message-ID:\s*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
_DAEMON = re.compile(
    r"^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|bounces?|mail\.delivery)\b", re.IGNORECASE
)
_FAILURE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|incomplete)|mail delivery (?:failed|system)"
    r"|returned mail|failure notice"
    r"|non remis|unzustellbar|mancat[ao] (?:recapito|consegna)|recapito non|no se (?:ha podido|pudo) entregar"
    r"|error de entrega|não (?:foi )?entregue|falha na entrega|не вдалося доставити|недоставлен|не доставлено"
    r"|niedostarczon|zwrot|onbestelbaar|could not be delivered|rejected|warning: message .{0,40}delayed",
    re.IGNORECASE,
)
_DELAY_SUBJECT = re.compile(
    r"delay|still being retried|warning: could not send|ritard|retras|atras|verzöger", re.IGNORECASE
)
# Full mailboxes are emptied again; size, expiry, content and policy say nothing about the address.
_NOT_THE_ADDRESS = re.compile(r"5\.(?:2\.[23]|3\.4|4\.7|6\.\d+|7\.\d+)$")
_GONE = re.compile(
    r"user unknown|unknown user|no such (?:user|recipient|mailbox)|does not exist|doesn't exist"
    r"|mailbox unavailable"
    r"|address rejected|account (?:is )?disabled|invalid recipient|domain not found|host not found"
    r"|recipient not found",
    re.IGNORECASE,
)


def read_bounce(part: Part, sender: str, subject: str, text: str) -> tuple[Bounce, bool] | None:
    """(report, whether it only tells of a delay); None when the message is no delivery report."""
    reports = [each for each in part.walk() if each.content_type == "message/delivery-status"]
    if reports:
        recipients = [recipient for report in reports for recipient in _recipients(report)][:_MAX_RECIPIENTS]
        bounce = Bounce(tuple(recipients), _original_id(part, text))
        actions = {recipient.action for recipient in recipients}
        return bounce, bool(actions) and actions <= {"delayed", "relayed", "delivered", "expanded"}
    if sender and not _DAEMON.match(sender):
        return None
    if not _FAILURE_SUBJECT.search(subject) and not part.first("x-failed-recipients"):
        return None
    delayed = bool(_DELAY_SUBJECT.search(subject))
    return Bounce(tuple(_from_prose(part, text, delayed)), _original_id(part, text)), delayed


def _recipients(report: Part) -> list[FailedRecipient]:
    """The groups of fields of the report; the first is about the server."""
    text = cleanse(decode(payload_of(report)[0])[0])
    found: list[FailedRecipient] = []
    for group in re.split(r"\n[ \t]*\n+", text.strip()):
        fields = _fields(group)
        address = _address(fields.get("original-recipient", "")) or _address(
            fields.get("final-recipient", "")
        )
        if not address:
            continue
        action = fields.get("action", "").split(" ")[0].lower()
        diagnostic = fields.get("diagnostic-code", "").partition(";")
        words = cleanse_line(decode_words((diagnostic[2] or diagnostic[0]).strip()))[:_MAX_DIAGNOSTIC]
        status = next(iter(_STATUS.findall(fields.get("status", "") + " " + words)), "")
        permanent = action in ("failed", "") and _is_permanent(status, words)
        found.append(FailedRecipient(address, action or "failed", status, words, permanent))
    return found


def _fields(group: str) -> dict[str, str]:
    unfolded = re.sub(r"\n[ \t]+", " ", group)
    pairs = (line.partition(":") for line in unfolded.split("\n"))
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def _address(value: str) -> str:
    return normalise(value.rpartition(";")[2].strip().strip("<>"))


def _is_permanent(status: str, words: str) -> bool:
    if status:
        return status.startswith("5") and not _NOT_THE_ADDRESS.match(status)
    code = _CODE.search(words + " ")
    return code[1].startswith("5") if code else bool(_GONE.search(words))


def _from_prose(part: Part, text: str, delayed: bool) -> list[FailedRecipient]:
    """Reports without a machine-readable part (qmail, old Exim and Exchange): addresses named in the text."""
    named = [value.decode("ascii", "replace") for value in part.all("x-failed-recipients")]
    own = re.split(
        r"\n(?:-{3,}|Return-Path:|Received:|---+ ?(?:This is a copy|Original|Below))", text, maxsplit=1
    )[0]
    addresses = _ADDRESS.findall(" ".join(named)) or _ADDRESS.findall(own[:5000])
    addresses = [found for found in dict.fromkeys(addresses) if not _DAEMON.match(found)]
    found: list[FailedRecipient] = []
    for address in addresses[: 10 if named else 3]:
        place = own.find(address)
        words = cleanse_line(own[place + len(address) : place + 600])[:_MAX_DIAGNOSTIC].lstrip(">:) ")
        status = next(iter(_STATUS.findall(words)), "")
        permanent = not delayed and _is_permanent(status, words)
        found.append(
            FailedRecipient(normalise(address), "delayed" if delayed else "failed", status, words, permanent)
        )
    return [recipient for recipient in found if recipient.address]


def _original_id(part: Part, text: str) -> str:
    """The Message-ID of the message that came back: in the copy attached, or in the text below the report."""
    for each in part.walk():
        if each.content_type in (
            "message/rfc822",
            "text/rfc822-headers",
            "message/global",
            "message/global-headers",
        ):
            found = _MESSAGE_ID.search(decode(payload_of(each)[0][:100_000])[0])
            if found:
                return cleanse_line(found[1])
    found = _MESSAGE_ID.search(text)
    return cleanse_line(found[1]) if found else ""
