"""One conversation with the outgoing mail server; what goes wrong is permanent or transient by type."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ponte.channels.email.outgoing.servers import OutgoingServer
from ponte.lib.mail.cleansing import cleanse_line
from ponte.lib.mail.writing import needs_utf8

CONNECT_SECONDS = 20
ANSWER_SECONDS = 60
DATA_SECONDS = 300  # servers scan large mail before they answer

# Answers about us and not about the mail: sign-in or encryption asked for. A mend of the settings helps.
_ABOUT_US = {421, 530, 534, 535, 538, 454}


class SendTrouble(Exception):
    """A mail did not go out. `code` is one of `tickets.delivery_reasons`, `detail` the server's words."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


class Permanent(SendTrouble):
    """The server will never take this mail."""


class Transient(SendTrouble):
    """It may work later."""


class ServerTrouble(Transient):
    """The server itself cannot be used now: no mail will get through."""


@dataclass
class Outcome:
    """What became of each recipient: taken, refused for good, or to be tried again."""

    accepted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    deferred: dict[str, str] = field(default_factory=dict)
    answer: str = ""


class Session:
    """A connection that is opened when first needed and used for several mails."""

    def __init__(self, server: OutgoingServer) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None

    def send(self, sender: str, recipients: Sequence[str], raw: bytes) -> Outcome:
        """Hand over one mail.

        Raises:
            Permanent, Transient, ServerTrouble: nobody got it, as far as can be known.
        """
        with _translated(self.close):
            smtp = self._opened()
            outcome = self._envelope(smtp, sender, recipients, raw)
            if not outcome.accepted:
                smtp.rset()
                return outcome
            if smtp.sock:
                smtp.sock.settimeout(DATA_SECONDS)
            code, answer = smtp.data(raw)
            if smtp.sock:
                smtp.sock.settimeout(ANSWER_SECONDS)
            if code != 250:
                smtp.rset()
                raise _refusal(code, answer)
            outcome.answer = _said(code, answer)
            return outcome

    def _envelope(self, smtp: smtplib.SMTP, sender: str, recipients: Sequence[str], raw: bytes) -> Outcome:
        options = [f"SIZE={len(raw)}"] if smtp.has_extn("size") else []
        outcome, wanted = Outcome(), list(recipients)
        if needs_utf8([sender, *recipients]):
            if smtp.has_extn("smtputf8"):
                options += ["SMTPUTF8", "BODY=8BITMIME"]
            else:
                wanted = [one for one in recipients if one.isascii()]
                outcome.refused = {one: "no_smtputf8" for one in recipients if not one.isascii()}
        if not wanted:
            return outcome
        code, answer = smtp.mail(sender, options)
        if code != 250:
            smtp.rset()
            raise _refusal(code, answer)
        for one in wanted:
            code, answer = smtp.rcpt(one)
            if code in (250, 251, 252):
                outcome.accepted.append(one)
            elif code in (421, 530, 535):  # nothing to do with this recipient
                raise _refusal(code, answer)
            elif 400 <= code < 500:
                outcome.deferred[one] = _said(code, answer)
            else:
                outcome.refused[one] = _said(code, answer)
        return outcome

    def _opened(self) -> smtplib.SMTP:
        if self._smtp is not None:
            try:
                if self._smtp.noop()[0] == 250:
                    return self._smtp
            except smtplib.SMTPException:
                pass  # it went away while idle, as servers do; a new one is opened
            self.close()
        self._smtp = connect(self.server)
        return self._smtp

    def close(self) -> None:
        """Say goodbye, or just hang up."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        try:
            smtp.quit()
        except (smtplib.SMTPException, OSError):
            smtp.close()


def connect(server: OutgoingServer, note: Callable[[str], None] = lambda _step: None) -> smtplib.SMTP:
    """A connection with encryption and sign-in done; `note` is told each step as it begins."""
    note("connect")
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if server.security == "tls":
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=CONNECT_SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=CONNECT_SECONDS)
    smtp.ehlo_or_helo_if_needed()
    if server.security == "starttls" or (server.security == "auto" and smtp.has_extn("starttls")):
        note("tls")
        if server.security == "auto" and not server.user:
            # taken because it is offered: a certificate nobody asked for must not stop the mail
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        smtp.starttls(context=context)
        smtp.ehlo()
    if server.user:
        note("sign_in")
        smtp.login(server.user, server.password)
    if smtp.sock:
        smtp.sock.settimeout(ANSWER_SECONDS)
    return smtp


@contextmanager
def _translated(hang_up: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except SendTrouble as trouble:
        if isinstance(trouble, ServerTrouble):
            hang_up()
        raise
    except smtplib.SMTPAuthenticationError as error:
        hang_up()
        raise ServerTrouble("sign_in", _said(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPResponseException as error:
        hang_up()
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, ssl.SSLError, OSError, UnicodeError) as error:
        hang_up()
        raise ServerTrouble("unreachable", cleanse_line(str(error)) or type(error).__name__) from error


def _refusal(code: int, answer: bytes | str) -> SendTrouble:
    said = _said(code, answer)
    if code in _ABOUT_US:
        return ServerTrouble("sign_in" if code != 421 else "unreachable", said)
    return Permanent("refused", said) if code >= 500 else Transient("busy", said)


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return cleanse_line(f"{code} {text}")[:500]
