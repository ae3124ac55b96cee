"""Tries a mailbox step by step, and says which step fails and how to mend it."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from ponte.channels.email import imap
from ponte.channels.email.fetching import name_on_server
from ponte.channels.email.imap_trouble import in_words
from ponte.channels.email.models import AfterFetching, ImapAuth, ImapSecurity, Mailbox
from ponte.channels.email.oauth import OAuthError
from ponte.channels.email.outgoing.servers import OutgoingServer
from ponte.channels.email.outgoing.servers import outgoing as outgoing_server
from ponte.channels.email.outgoing.smtp_session import connect as connect_smtp
from ponte.channels.email.secrets import LostSecret

TIMEOUT = 15.0  # seconds for one step
Result = TypeVar("Result")


@dataclass(frozen=True)
class Step:
    """One thing that was tried. `detail`: what was found or said; `mend`: what to do, "" when it is well."""

    name: str
    ok: bool
    detail: str = ""
    mend: str = ""


class _Failed(Exception):
    def __init__(self, step: Step) -> None:
        super().__init__(step.name)
        self.step = step


def test(mailbox: Mailbox) -> list[Step]:
    """Try receiving and sending now; takes some seconds. Reads nothing and changes nothing on the server.

    `mailbox` need not be saved yet.
    """
    return [*_until_failure(receiving(mailbox)), *_until_failure(sending(mailbox))]


test.__test__ = False  # type: ignore[attr-defined]  # no test of pytest's, whatever it is called


def receiving(mailbox: Mailbox) -> Iterator[Step]:
    """The steps of reading the mailbox by IMAP."""
    if not mailbox.imap_host:
        yield Step(
            _("Receiving"), True, _("Mail comes by SMTP or the pipe: your mail server has to hand it to Ponte.")
        )
        return
    where = f"{mailbox.imap_host}:{mailbox.imap_port}"
    addresses = _try(_("Find the server"), lambda: _look_up(mailbox), _mend_name)
    yield Step(_("Find the server"), True, ", ".join(addresses))
    _try(_("Connect"), lambda: _knock(mailbox), lambda error: _mend_connection(mailbox))
    yield Step(_("Connect"), True, where)
    encrypting = _("Encrypt the connection")
    client = _try(encrypting, lambda: imap.connect(mailbox, TIMEOUT), lambda error: _mend_encryption(mailbox, error))
    try:
        if mailbox.imap_security != ImapSecurity.NONE:
            yield Step(encrypting, True, _cipher(client))
        signing_in = pgettext("step", "Sign in")
        _try(signing_in, lambda: imap.sign_in(client, mailbox), lambda error: _mend_sign_in(mailbox, error))
        yield Step(signing_in, True, mailbox.imap_username or mailbox.address)
        opening = _("Open the folder")
        folder = mailbox.imap_folder or "INBOX"
        found = _try(opening, lambda: _look_into(client, folder), lambda error: _mend_folder(client))
        yield Step(opening, True, _("%(folder)s (messages: %(count)s)") % {"folder": folder, "count": found})
        if mailbox.imap_after == AfterFetching.MOVE and not mailbox.imap_moves_to:
            yield Step(
                _("Put away"), False, _("No folder is named"), _("Name the folder that fetched mail moves to.")
            )
    finally:
        with suppress(OSError, IMAPClientError):
            client.logout()


def sending(mailbox: Mailbox) -> Iterator[Step]:
    """The steps of sending as the mailbox: up to the point where the server accepts its address."""
    server = outgoing_server()
    if server is None:
        yield Step(
            _("Send"),
            False,
            _("No outgoing server is set up; mail is kept in the outbox"),
            _("Set PONTE_SMTP_URL and start Ponte again."),
        )
        return
    smtp = _try(
        _("Reach the outgoing server"), lambda: connect_smtp(server), lambda error: _mend_sending(server, error)
    )
    try:
        yield Step(_("Reach the outgoing server"), True, f"{server.host}:{server.port}")
        code, said = smtp.mail(mailbox.address)
        words = f"{code} {said.decode('utf-8', 'replace')}"
        if code == 250:
            yield Step(_("Send as this address"), True, words)
        else:
            mend = _("Allow %(address)s as a sender on that server.") % {"address": mailbox.address}
            yield Step(_("Send as this address"), False, words, mend)
    except (smtplib.SMTPException, OSError) as error:
        yield Step(_("Send as this address"), False, in_words(error), _("Look into that server's log."))
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()


def _until_failure(steps: Iterator[Step]) -> Iterator[Step]:
    try:
        yield from steps
    except _Failed as failed:
        yield failed.step


def _try(name: str, act: Callable[[], Result], mend: Callable[[Exception], str]) -> Result:
    try:
        return act()
    except (OSError, IMAPClientError, smtplib.SMTPException, OAuthError, LostSecret, UnicodeError) as error:
        raise _Failed(Step(name, False, in_words(error), mend(error))) from error


def _look_up(mailbox: Mailbox) -> list[str]:
    found = socket.getaddrinfo(mailbox.imap_host, mailbox.imap_port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def _knock(mailbox: Mailbox) -> None:
    socket.create_connection((mailbox.imap_host, mailbox.imap_port), timeout=TIMEOUT).close()


def _look_into(client: IMAPClient, folder: str) -> int:
    return int(client.select_folder(name_on_server(client, folder), readonly=True)[b"EXISTS"])


def _cipher(client: IMAPClient) -> str:
    connection = client.socket()
    return " ".join(filter(None, [connection.version()])) if isinstance(connection, ssl.SSLSocket) else ""


def _mend_name(error: Exception) -> str:
    return _("Check the server's name for a slip of the pen, and that this machine can look up names.")


def _mend_connection(mailbox: Mailbox) -> str:
    usual = 143 if mailbox.imap_security == ImapSecurity.STARTTLS else 993
    return _("Check the port (usually %(port)s) and that no firewall stands between this machine and the server.") % {
        "port": usual
    }


def _mend_encryption(mailbox: Mailbox, error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("Write the name that is in the server's certificate, or have the certificate renewed.")
    if mailbox.imap_security == ImapSecurity.STARTTLS:
        return _("The server does not offer STARTTLS at this port: choose TLS with port 993.")
    if mailbox.imap_security == ImapSecurity.TLS:
        return _("The server does not speak TLS at this port: choose STARTTLS with port 143, or port 993.")
    return _("This is not an IMAP server, or it wants encryption: choose TLS with port 993.")


def _mend_sign_in(mailbox: Mailbox, error: Exception) -> str:
    if isinstance(error, LostSecret):
        return _("Give the password again.")
    if isinstance(error, OAuthError) and error.is_final:
        return _("Give consent again with the mailbox's own account, and check the client id and secret.")
    if isinstance(error, OAuthError):
        return _("Try again later; if it stays, check that this machine can reach the provider.")
    if mailbox.imap_auth != ImapAuth.PASSWORD:
        return _("Allow IMAP for this account at the provider, and give consent with that same account.")
    return _("Check user name and password. Many providers want an app password, or OAuth instead of a password.")


def _mend_folder(client: IMAPClient) -> str:
    try:
        names = [name for _flags, _between, name in client.list_folders()]
    except (OSError, IMAPClientError):
        return _("Check the folder's name.")
    return _("Choose one of these: %(folders)s") % {"folders": ", ".join(names[:12])}


def _mend_sending(server: OutgoingServer, error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("Check user name and password in PONTE_SMTP_URL.")
    return _("Check PONTE_SMTP_URL, and that no firewall stands between this machine and the server.")
