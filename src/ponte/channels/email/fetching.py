"""Brings new mails from an IMAP folder into the store, each once; one that cannot be had stops no other."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from ponte.channels.email.models import AfterFetching, Disposition, Inbound, Mailbox
from ponte.channels.email.storing import IMAP, store
from ponte.lib import clock

log = logging.getLogger(__name__)
LOOK_BACK = timedelta(days=7)  # after the server numbered its mails anew
AT_ONCE = 200  # numbers looked at together
PATIENCE = 2  # connections that one mail may break before it is left out
_broke: dict[tuple[int, str], int] = {}


def fetch_new(client: IMAPClient, mailbox: Mailbox, max_bytes: int) -> int:
    """Store what is new in the selected folder of `mailbox` and say how many; `last_uid` moves with every mail.

    The first time, unread mails are taken; later everything that came after the last one. When the server has
    numbered its mails anew (UIDVALIDITY), those of the last days are looked at again: what is here already is
    noted as a duplicate.

    Raises:
        OSError, IMAPClientError: the connection is broken; what was stored stays.
    """
    status = client.select_folder(name_on_server(client, mailbox.imap_folder or "INBOX"))
    validity = int(status[b"UIDVALIDITY"])
    uids = _new_uids(client, mailbox, validity, int(status.get(b"UIDNEXT", 0)))
    total = 0
    for start in range(0, len(uids), AT_ONCE):
        chosen = uids[start : start + AT_ONCE]
        sizes = {
            uid: int(about.get(b"RFC822.SIZE", 0)) for uid, about in client.fetch(chosen, ["RFC822.SIZE"]).items()
        }
        for uid in chosen:
            if uid in sizes:  # else it was deleted meanwhile
                total += _take(client, mailbox, validity, uid, sizes[uid], max_bytes)
    return total


def _new_uids(client: IMAPClient, mailbox: Mailbox, validity: int, next_uid: int) -> list[int]:
    if mailbox.uid_validity == validity:
        if next_uid and next_uid <= mailbox.last_uid + 1:
            return []
        found = client.search(["UID", f"{mailbox.last_uid + 1}:*"])
        return sorted(uid for uid in found if uid > mailbox.last_uid)  # "n:*" names the last one in any case
    if mailbox.uid_validity is None:
        found = client.search("UNSEEN")
    else:
        since = (mailbox.checked_at or clock.now()) - LOOK_BACK
        log.warning("%s: the server numbered its mails anew; looking back to %s", mailbox.address, since.date())
        found = client.search(["SINCE", since.date()])
    newest = max(next_uid - 1, 0)
    uids = sorted(found)
    # what was there and is not wanted is behind us from now on
    _move_on(mailbox, validity, uids[0] - 1 if uids else newest)
    return uids


def _take(client: IMAPClient, mailbox: Mailbox, validity: int, uid: int, size: int, max_bytes: int) -> int:
    """Store one mail and do with it on the server what the mailbox says."""
    name = f"{validity}:{uid}"
    if size > max_bytes:
        head = _body(client, uid, b"BODY[HEADER]")
        _keep_failed(mailbox, validity, uid, head, "too_large", f"{size} bytes; at most {max_bytes} are taken")
        return 1
    if _broke.get((mailbox.pk, name), 0) >= PATIENCE:
        _keep_failed(mailbox, validity, uid, b"", "not_fetched", "the connection broke each time it was asked for")
        return 1
    try:
        raw = _body(client, uid, b"BODY[]")
    except (IMAPClientAbortError, OSError):
        _broke[(mailbox.pk, name)] = _broke.get((mailbox.pk, name), 0) + 1
        raise
    except IMAPClientError as error:
        _keep_failed(mailbox, validity, uid, b"", "not_fetched", f"the server refuses it: {error}")
        return 1
    if raw is None:  # deleted meanwhile
        _move_on(mailbox, validity, uid)
        return 0
    try:
        with transaction.atomic():
            store(raw, road=IMAP, mailbox=mailbox, imap_uid=name)
            _move_on(mailbox, validity, uid)
    except IntegrityError:  # stored before a crash, or by another worker
        _move_on(mailbox, validity, uid)
        return 0
    _put_away(client, mailbox, uid)
    return 1


def _body(client: IMAPClient, uid: int, part: bytes) -> bytes | None:
    answer: dict[int, dict[bytes, Any]] = client.fetch([uid], [part.replace(b"BODY[", b"BODY.PEEK[")])
    raw = answer.get(uid, {}).get(part)
    return None if raw is None else bytes(raw)


def _move_on(mailbox: Mailbox, validity: int, uid: int) -> None:
    mailbox.uid_validity, mailbox.last_uid = validity, uid
    Mailbox.objects.filter(pk=mailbox.pk).update(uid_validity=validity, last_uid=uid)


def _keep_failed(mailbox: Mailbox, validity: int, uid: int, raw: bytes | None, reason: str, detail: str) -> None:
    """Leave a mail on the server, and say so where received mail is listed."""
    raw = raw or b""
    with suppress(IntegrityError), transaction.atomic():
        Inbound.objects.create(
            road=IMAP,
            mailbox=mailbox,
            imap_uid=f"{validity}:{uid}",
            raw=raw,
            size=len(raw),
            sha256=hashlib.sha256(raw).hexdigest(),
            disposition=Disposition.FAILED,
            reason=reason,
            detail=detail[:2000],
            processed_at=clock.now(),
        )
    _move_on(mailbox, validity, uid)


def _put_away(client: IMAPClient, mailbox: Mailbox, uid: int) -> None:
    """The mail is safe with us: what fails here is told in the log and changes nothing."""
    after: Sequence[Any] = [uid]
    try:
        if mailbox.imap_after == AfterFetching.SEEN:
            client.add_flags(after, [rb"\Seen"], silent=True)
        elif mailbox.imap_after == AfterFetching.DELETE:
            client.delete_messages(after, silent=True)
            client.uid_expunge(after) if client.has_capability("UIDPLUS") else client.expunge()
        elif mailbox.imap_after == AfterFetching.MOVE and mailbox.imap_moves_to:
            _move(client, uid, mailbox.imap_moves_to)
    except (IMAPClientAbortError, OSError):
        raise
    except IMAPClientError as error:
        log.warning("%s: mail %s could not be put away: %s", mailbox.address, uid, error)


def name_on_server(client: IMAPClient, folder: str) -> str:
    """A folder as this server writes it: people write `Done/Ponte`, some servers `Done.Ponte`."""
    if "/" not in folder:
        return folder
    folders = client.list_folders("", "%")
    between = (folders[0][1] or b"/").decode() if folders else "/"
    return folder.replace("/", between)


def _move(client: IMAPClient, uid: int, folder: str) -> None:
    folder = name_on_server(client, folder)
    if not client.folder_exists(folder):
        client.create_folder(folder)
    if client.has_capability("MOVE"):
        client.move([uid], folder)
        return
    client.copy([uid], folder)
    client.delete_messages([uid], silent=True)
    client.uid_expunge([uid]) if client.has_capability("UIDPLUS") else client.expunge()
