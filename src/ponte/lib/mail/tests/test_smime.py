from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.parsing import parse
from ponte.lib.mail.smime import signed_content

INNER = b"Content-Type: text/plain; charset=utf-8\r\n\r\nIl telaio \xc3\xa8 rotto.\r\n"


@pytest.fixture(scope="module")
def signed() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Nadia")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), start, start + timedelta(days=9)
    ).sign(key, hashes.SHA256())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(INNER).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def test_the_message_inside_the_signature_is_read(signed: bytes) -> None:
    mail = parse(
        b"From: a@x.example\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(signed)
    )
    assert mail.text == "Il telaio è rotto."
    assert mail.attachments == ()


def test_a_streamed_signature_of_unknown_length_is_read() -> None:
    pieces = b"".join(bytes((4, len(piece))) + piece for piece in (INNER[:20], INNER[20:]))
    data = bytes.fromhex(
        "308006092a864886f70d010702a080308002010131003080" + "06092a864886f70d010701" + "a0802480"
    )
    assert signed_content(data + pieces + b"\x00" * 12) == INNER


def test_an_encrypted_message_is_kept_as_a_file_and_noted() -> None:
    mail = parse(
        b"From: a@x.example\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data;"
        b" name=smime.p7m\r\n\r\nxx"
    )
    assert [each.filename for each in mail.attachments] == ["smime.p7m"]
    assert "encrypted" in mail.defects


@given(st.binary(max_size=120))
def test_no_bytes_raise(data: bytes) -> None:
    signed_content(
        bytes.fromhex("308006092a864886f70d010702") + bytes.fromhex("06092a864886f70d010701") + data
    )
