"""STARTTLS at the receiver, spoken by smtplib; certificates that cannot be used stop the start with words."""

from __future__ import annotations

import shutil
import smtplib
import socket
import ssl
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ponte.channels.email.models import Inbound, Mailbox
from ponte.channels.email.tests.samples import mail
from ponte.config.tests.started import ponte
from ponte.lib import clock

Start = Callable[..., int]
SUPPORT = "support@velora.example"
Pair = tuple[Path, Path]


def issue(folder: Path, name: str = "mx.velora.example") -> Pair:
    """A certificate that signs itself, and its key."""
    folder.mkdir(exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "chain.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return issue(tmp_path / "tls")


def trusting(pair: Pair) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(pair[0]))


def connect(port: int) -> smtplib.SMTP:
    """A conversation whose other side is called as its certificate says."""
    smtp = smtplib.SMTP("127.0.0.1", port, timeout=30)
    smtp._host = "mx.velora.example"  # type: ignore[attr-defined]
    return smtp


def test_mail_comes_in_encrypted(receiver: Start, mailbox: Mailbox, pair: Pair) -> None:
    with connect(receiver(certificate=pair[0], key=pair[1])) as smtp:
        smtp.ehlo()
        assert smtp.has_extn("starttls")
        assert smtp.starttls(context=trusting(pair))[0] == 220
        smtp.ehlo()
        assert not smtp.has_extn("starttls")
        assert isinstance(smtp.sock, ssl.SSLSocket)
        for number in range(3):
            raw = mail(subject=f"Charger {number}") + b"line\r\n" * 40_000
            smtp.sendmail("viktoria@kyiv.example", [SUPPORT], raw)
    assert Inbound.objects.count() == 3
    assert all(bytes(each.raw).endswith(b"line\r\n" * 40_000) for each in Inbound.objects.all())


def test_unencrypted_mail_still_comes_in(receiver: Start, mailbox: Mailbox, pair: Pair) -> None:
    with connect(receiver(certificate=pair[0], key=pair[1])) as smtp:
        smtp.sendmail("viktoria@kyiv.example", [SUPPORT], mail())
    assert Inbound.objects.count() == 1


def test_without_a_certificate_it_is_not_offered(receiver: Start, mailbox: Mailbox) -> None:
    with connect(receiver()) as smtp:
        smtp.ehlo()
        assert not smtp.has_extn("starttls")
        assert smtp.docmd("STARTTLS")[0] == 454


def test_commands_slipped_in_before_the_handshake_are_forgotten(
    receiver: Start, mailbox: Mailbox, pair: Pair
) -> None:
    port = receiver(certificate=pair[0], key=pair[1])
    plain = socket.create_connection(("127.0.0.1", port), timeout=30)
    plain.recv(1000)
    plain.sendall(b"HELO x\r\n")
    plain.recv(1000)
    plain.sendall(b"STARTTLS\r\nMAIL FROM:<evil@x.example>\r\n")
    assert plain.recv(1000).startswith(b"220")
    try:
        with trusting(pair).wrap_socket(plain, server_hostname="mx.velora.example") as secure:
            secure.sendall(b"RCPT TO:<support@velora.example>\r\n")
            assert secure.recv(1000).startswith(b"503")
    except (ssl.SSLError, ConnectionError):
        pass  # hung up on: as good


def test_many_handshakes_do_not_use_up_the_connections(receiver: Start, mailbox: Mailbox, pair: Pair) -> None:
    port = receiver(certificate=pair[0], key=pair[1], max_connections=3)
    for _ in range(8):
        with connect(port) as smtp:
            smtp.starttls(context=trusting(pair))
            smtp.ehlo()
    with socket.create_connection(("127.0.0.1", port)) as rude:
        rude.recv(1000)
        rude.sendall(b"HELO x\r\n")
        rude.recv(1000)
        rude.sendall(b"STARTTLS\r\n")
        rude.recv(1000)
        rude.sendall(b"this is no handshake\r\n\r\n")
    with connect(port) as smtp:
        assert smtp.noop()[0] == 250


def test_a_renewed_certificate_is_taken_up_without_a_restart(
    receiver: Start, mailbox: Mailbox, pair: Pair, tmp_path: Path
) -> None:
    port = receiver(certificate=pair[0], key=pair[1])
    newer = issue(tmp_path / "newer")
    for old, new in zip(pair, newer, strict=True):
        shutil.copyfile(new, old)
    with connect(port) as smtp:
        smtp.starttls(context=trusting(newer))
        assert smtp.noop()[0] == 250


def test_a_renewal_that_is_broken_keeps_the_old_one(
    receiver: Start, mailbox: Mailbox, pair: Pair, tmp_path: Path
) -> None:
    before = ssl.create_default_context(cafile=str(pair[0]))
    port = receiver(certificate=pair[0], key=pair[1])
    pair[0].write_text("half a certifi")
    with connect(port) as smtp:
        smtp.starttls(context=before)
        assert smtp.noop()[0] == 250


@pytest.mark.parametrize(
    ("certificate", "key", "said"),
    [
        ("nowhere.pem", "key.pem", "PONTE_TLS_CERTIFICATE"),
        ("chain.pem", "nowhere.pem", "PONTE_TLS_KEY"),
        ("chain.pem", "", "PONTE_TLS_KEY is missing"),
        ("key.pem", "key.pem", "PONTE_TLS_CERTIFICATE"),
        ("junk.pem", "key.pem", "PONTE_TLS_CERTIFICATE"),
        ("chain.pem", "junk.pem", "PONTE_TLS_KEY"),
        ("chain.pem", "other.pem", "PONTE_TLS_KEY"),
        ("chain.pem", "locked.pem", "PONTE_TLS_KEY"),
    ],
)
def test_what_cannot_be_used_stops_the_start(
    pair: Pair, tmp_path: Path, certificate: str, key: str, said: str
) -> None:
    folder = pair[0].parent
    (folder / "junk.pem").write_text("this is no certificate")
    shutil.copyfile(issue(tmp_path / "other")[1], folder / "other.pem")
    locked = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"x")
    )
    (folder / "locked.pem").write_bytes(locked)
    given = {"PONTE_TLS_CERTIFICATE": str(folder / certificate)}
    if key:
        given["PONTE_TLS_KEY"] = str(folder / key)
    done = ponte("mail", "--data", str(tmp_path / "data"), timeout=60, **given)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Mend:" in done.stderr
    assert "Traceback" not in done.stderr
