"""What a customer's mail program receives, read back by our own parser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.channels.email import keys
from ponte.channels.email.models import Mailbox
from ponte.channels.email.outgoing.tests.conftest import AT, MARTA
from ponte.channels.email.outgoing.tests.receiver import Received, Receiver
from ponte.customers import finding
from ponte.lib.mail.identifiers import read_message_id, read_reply_address
from ponte.team.models import Agent
from ponte.tickets import attaching, drafting, participating
from ponte.tickets.incoming import IncomingFile
from ponte.tickets.models import Delivery, Message, MessageKind, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]
Writes, Answers, Delivers = Callable[..., Ticket], Callable[..., Message], Callable[..., None]


@pytest.fixture
def mail(marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver) -> Callable[..., Received]:
    """Marta writes, Giulia answers, and this is what arrives."""

    def make(html: str = "<p>Ciao Marta</p>", ticket: Ticket | None = None, **fields: object) -> Received:
        answer(ticket or marta_writes(), html=html, **fields)
        deliver()
        return receiver.mails[-1]

    return make


def test_names_and_threads(mail: Callable[..., Received], marta_writes: Writes) -> None:
    ticket = marta_writes()
    got = mail(ticket=ticket)
    read = got.mail
    assert (read.sender.name, read.sender.address) == ("Giulia di Velora", "support@velora.example")
    assert (read.to[0].name, read.to[0].address) == ("Marta Bellini", MARTA)
    assert read.subject == "Re: Batteria"
    assert read.in_reply_to == ("first@posteo.it",)
    assert read.references == ("root@posteo.it", "first@posteo.it")
    message = Message.objects.get(agent__isnull=False)
    assert read_message_id(read.message_id, keys.signing_keys()) == (ticket.pk, message.pk)
    assert read_reply_address(read.reply_to[0].address, keys.signing_keys()) == ticket.pk
    assert read_reply_address(got.sender, keys.signing_keys()) == ticket.pk
    assert got.header("Feedback-ID").startswith("reply:brand")
    assert got.header("X-Ponte-Installation") == keys.installation()
    assert not got.header("Auto-Submitted")


def test_the_second_answer_continues_the_first(
    mail: Callable[..., Received], marta_writes: Writes, receiver: Receiver
) -> None:
    ticket = marta_writes()
    mail(ticket=ticket)
    read = mail(ticket=ticket).mail
    assert read.in_reply_to == ("first@posteo.it",)
    assert read.references == ("root@posteo.it", receiver.mails[0].mail.message_id, "first@posteo.it")


def test_both_bodies_have_words_signature_and_a_polite_quote(
    mail: Callable[..., Received], velora: Mailbox, giulia: Agent
) -> None:
    velora.brand.signature = {"it": "Assistenza {brand}"}
    velora.brand.save()
    read = mail("<p>Prova a <b>caricarla</b>.</p>").mail
    assert read.text.startswith("Prova a caricarla.\n\n-- \nGiulia Ferri\nAssistenza Velora\n\n")
    assert "20 novembre 2026" in read.text
    assert "Marta Bellini" in read.text or MARTA in read.text
    assert read.text.rstrip().endswith("> La batteria si ferma al 62%")
    assert "<b>caricarla</b>" in read.html
    assert "La batteria si ferma al 62%" in read.html
    assert read.reply_text.startswith("Prova a caricarla.")
    assert "62%" not in read.reply_text


@pytest.mark.parametrize("language", ["en", "it", "es", "uk", "pt-br"])
def test_our_own_quotes_are_known_for_quotes_in_every_language(
    mail: Callable[..., Received], marta_writes: Writes, language: str
) -> None:
    ticket = marta_writes()
    read = mail("<p>Here are the steps.</p>", ticket=ticket, language=language).mail
    assert "Here are the steps." in read.reply_text
    assert "62%" not in read.reply_text
    assert "62%" in read.text


def test_words_of_the_customer_cannot_become_markup(mail: Callable[..., Received], marta_writes: Writes) -> None:
    ticket = marta_writes("<script>alert(1)</script> & <b>bold</b>")
    html = mail(ticket=ticket).raw.decode().replace("=\r\n", "")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html.split("text/html")[1]


def test_pictures_go_inside_and_files_beside(
    marta_writes: Writes, mail: Callable[..., Received], giulia: Agent, velora: Mailbox
) -> None:
    ticket = marta_writes()
    draft = drafting.save(ticket, by=giulia, kind=MessageKind.PUBLIC, html="<p>x</p>")
    picture, _manual, unused = attaching.attach(
        [
            IncomingFile("schema.png", "image/png", b"png1"),
            IncomingFile("Інструкція з заміни.pdf", "application/pdf", b"%PDF"),
            IncomingFile("logo.png", "image/png", b"png2", content_id="logo@x", is_inline=True),
        ],
        draft=draft,
    )
    read = mail(f'<p>Ecco: <img src="/attachments/{picture.pk}"></p>', ticket=ticket).mail
    files = {one.filename: one for one in read.attachments}
    assert files["schema.png"].content_id == f"file-{picture.pk}@velora.example"
    assert f"cid:file-{picture.pk}@velora.example" in read.html
    assert files["Інструкція з заміни.pdf"].payload == b"%PDF"
    assert not files[unused.filename].content_id


def test_nobody_gets_it_who_must_not(
    marta_writes: Writes, mail: Callable[..., Received], velora: Mailbox, giulia: Agent
) -> None:
    ticket = marta_writes()
    outsider, _ = finding.find_or_make("outsider@evil.example")
    participating.add(ticket, outsider, "outsider@evil.example", by="system", confirmed=False)
    bounced, _ = finding.find_or_make("gone@posteo.it")
    bounced.identities.update(bounced_at=AT)
    cc = ["outsider@evil.example", "gone@posteo.it", "Support+x@velora.example", "no address"]
    cc += [MARTA.upper(), "ok@x.it"]
    got = mail(ticket=ticket, cc=cc)
    assert got.recipients == [MARTA, "ok@x.it"]
    assert [one.address for one in got.mail.cc] == ["ok@x.it"]
    message = Message.objects.get(agent__isnull=False)
    assert message.delivery == Delivery.SENT
    for code in ("(unconfirmed)", "(bounced)", "(own)", "(invalid)"):
        assert code in message.delivery_detail


def test_a_reply_for_nobody_fails_with_the_reason(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    message = answer(marta_writes(), to=["support@velora.example"])
    deliver()
    message.refresh_from_db()
    assert receiver.mails == []
    assert message.delivery == Delivery.FAILED
    assert message.delivery_detail == "nobody_left: support@velora.example (own)"


def test_addresses_outside_ascii(
    marta_writes: Writes, mail: Callable[..., Received], answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    got = mail(to=["вікторія@пошта.укр", "v@пошта.укр"])
    assert got.recipients == ["вікторія@xn--80a1acn3a.xn--j1amh", "v@xn--80a1acn3a.xn--j1amh"]


def test_a_thread_that_we_begin_has_a_bare_subject(
    marta_writes: Writes, answer: Answers, deliver: Delivers, receiver: Receiver
) -> None:
    ticket = marta_writes()
    ticket.messages.update(kind=MessageKind.NOTE)
    answer(ticket)
    deliver()
    read = receiver.mails[-1].mail
    assert (read.subject, read.in_reply_to) == ("Batteria", ())
