"""The whole bridge, walked once for real: `ponte serve`, SMTP in, a browser, SMTP out, and the customer's reply.

`tests/test_bridge.py` walks it as a test; `bin/record` walks it with a recorder that keeps what was seen.
"""

from __future__ import annotations

import re
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page, expect

from ponte.lib.mail.parsed import ParsedMail
from ponte.lib.mail.parsing import parse

SUPPORT = "support@velora.example"
MARTA = "marta.bellini@posteo.it"
QUESTION = """Buongiorno,

da lunedì la batteria della mia Lido 3 si ferma al 62% e sul display compare E27.
Potete aiutarmi?

Grazie, Marta
"""
ANSWER = "Ciao Marta, spegni la bici, tieni premuto il tasto per 10 secondi e ricollega il caricatore."
THANKS = "Grazie! Ora carica fino al 100%."

Recorder = Callable[[str, Page | None], None]


@dataclass
class Bridge:
    """What the walk needs: where the pages are, where mail goes in, and what the customer's server received."""

    base: str
    smtp_port: int
    received: list[bytes]
    page: Page
    record: Recorder

    def set_up(self, link: str) -> None:
        """Make the first administrator by the one-time link, and the mailbox."""
        self.page.goto(link)
        self.record("the one-time link of the first start makes the first administrator", self.page)
        self.page.get_by_label("Your name").or_(self.page.get_by_label("Name", exact=True)).first.fill("Giulia Ferri")
        self.page.get_by_label(re.compile("mail")).first.fill("giulia.ferri@velora.example")
        for field in self.page.locator("input[type=password]").all():
            field.fill("a bridge over still water")
        self.page.get_by_role("button", name=re.compile("administrator")).click()
        self.page.wait_for_url(re.compile(r"^(?!.*setup).*$"))
        self.page.goto(f"{self.base}/administration/mail/mailboxes/new")
        self.page.get_by_label("Address").first.fill(SUPPORT)
        self.page.get_by_label("Name").first.fill("Velora")
        self.page.get_by_role("button", name="Add").click()
        expect(self.page.get_by_text(SUPPORT).first).to_be_visible()
        self.record("one mailbox, whose mail the company's server hands over by SMTP", self.page)

    def customer_writes(self) -> None:
        """Marta's own mail program sends her question by SMTP."""
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Marta Bellini <{MARTA}>", SUPPORT
        mail["Subject"] = "La batteria si ferma al 62%"
        mail["Message-ID"] = "<bridge-1@posteo.it>"
        mail.set_content(QUESTION)
        self.send(mail)
        self.record(f"Marta sends a mail to {SUPPORT}: 250 accepted", None)

    def agent_answers(self) -> None:
        """The ticket is in the inbox; it is opened and answered in the browser."""
        self.page.goto(f"{self.base}/inbox/all")
        row = self.page.locator("a.row", has_text="La batteria si ferma al 62%")
        for _ in range(40):
            if row.count():
                break
            self.page.wait_for_timeout(250)
            self.page.reload()
        self.record("the ticket is in the inbox", self.page)
        row.first.click()
        expect(self.page.get_by_text("sul display compare E27").first).to_be_visible()
        editor = self.page.locator("[contenteditable=true]").first
        editor.click()
        editor.press_sequentially(ANSWER)
        self.record("Giulia reads it and answers", self.page)
        self.page.get_by_role("button", name=re.compile("^Send and wait")).click()
        expect(self.page.locator(".message.agent", has_text="tieni premuto")).to_be_visible()
        self.record("sent, and for ten seconds it can be taken back", self.page)

    def customer_receives(self, limit: float = 60) -> ParsedMail:
        """The answer arrives at Marta's server."""
        deadline = time.monotonic() + limit
        while not self.received and time.monotonic() < deadline:
            time.sleep(0.1)
        mail = parse(self.received[0])
        self.record(f"Marta's server received it: “{mail.subject}” from {mail.sender.name}", None)
        return mail

    def customer_replies(self, answer: ParsedMail) -> None:
        """Marta answers, quoting as her mail program does; her reply joins the same ticket, live."""
        reply = EmailMessage()
        reply["From"], reply["To"] = f"Marta Bellini <{MARTA}>", SUPPORT
        reply["Subject"] = f"Re: {answer.subject}"
        reply["Message-ID"] = "<bridge-2@posteo.it>"
        reply["In-Reply-To"] = reply["References"] = f"<{answer.message_id.strip('<>')}>"
        quoted = "\n".join(f"> {line}" for line in answer.text.splitlines())
        head = "Il giorno dom 22 nov 2026 alle ore 10:12 Velora <support@velora.example> ha scritto:"
        reply.set_content(f"{THANKS}\n\n{head}\n\n{quoted}\n")
        self.send(reply)
        expect(self.page.get_by_text("Ora carica fino al 100%").first).to_be_visible(timeout=60_000)
        self.record("her reply is in the same ticket, shown without loading the page again", self.page)

    def send(self, mail: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=30) as server:
            server.send_message(mail, MARTA, [SUPPORT])

    def walk(self, link: str) -> None:
        """All of it, in order."""
        self.set_up(link)
        self.customer_writes()
        self.agent_answers()
        self.customer_replies(self.customer_receives())


class Inbox:
    """A real SMTP server's handler that keeps every mail it takes."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        self.mails.append(bytes(envelope.original_content))  # type: ignore[attr-defined]
        return "250 2.0.0 OK"


def screenshot(page: Page, path: Path) -> None:
    """Keep what the page shows."""
    page.wait_for_timeout(400)
    page.screenshot(path=path)
