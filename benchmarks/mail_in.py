"""Mail in: from the first SMTP command to the ticket that an agent can open, with one worker process."""

from __future__ import annotations

import smtplib
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.progress import Progress

SENDERS = 20
MAIL = """From: Bench {number} <bench{number}@sender{sender}.example>\r
To: support@velora.example\r
Subject: La batteria si ferma al 62% ({run}.{number})\r
Message-ID: <{run}.{number}@sender{sender}.example>\r
Date: Fri, 20 Nov 2026 14:20:00 +0100\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
Buongiorno,\r
\r
da quando ho installato l'aggiornamento la batteria della mia Lido 3 si ferma al 62%.\r
Ho provato due prese diverse e l'ho lasciata in carica tutta la notte.\r
\r
Grazie, Bench {number}\r
"""


def measure(folder: Path, port: int, seconds: float, say: Progress) -> dict[str, Any]:
    """Twenty senders for some seconds; then wait until every mail is in a ticket."""
    from benchmarks.folders import opened

    with opened(folder):
        from django.db import connection

        from ponte.channels.email.models import Inbound
        from ponte.tickets.models import Ticket

        before, run = Ticket.objects.count(), f"{time.time():.0f}"
        begun = time.perf_counter()
        accepted = _send(port, run, seconds)
        taken = time.perf_counter() - begun
        while Inbound.objects.filter(disposition="pending").exists() and time.perf_counter() - begun < 20 * seconds:
            time.sleep(0.05)
        whole = time.perf_counter() - begun
        made = Ticket.objects.count() - before
        connection.close()
    say.say(f"mail in: {made / whole:.0f} a second to the ticket")
    return {
        "SMTP accepted": {"n": accepted, "a_second": round(accepted / taken, 1)},
        "SMTP to ticket, one worker": {"n": made, "a_second": round(made / whole, 1)},
    }


def _send(port: int, run: str, seconds: float) -> int:
    sent = [0] * SENDERS
    until = time.perf_counter() + seconds

    def live(sender: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
            while time.perf_counter() < until:
                number = sender + SENDERS * sent[sender]
                raw = MAIL.format(number=number, sender=sender, run=run).encode()
                server.sendmail(f"bench{number}@sender{sender}.example", ["support@velora.example"], raw)
                sent[sender] += 1

    senders = [threading.Thread(target=live, args=(number,)) for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return sum(sent)
