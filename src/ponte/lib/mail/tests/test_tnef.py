from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.parsing import parse
from ponte.lib.mail.tnef import unpack


def attribute(level: int, identifier: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, identifier, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def winmail(body: bytes, *files: tuple[bytes, bytes]) -> bytes:
    data = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
    data += attribute(1, 0x0002800C, body + b"\x00")
    for name, content in files:
        data += attribute(2, 0x00069002, b"\x01\x00" + b"\xff" * 4 + b"\x00" * 8)
        data += attribute(2, 0x00018010, name + b"\x00") + attribute(2, 0x0006800F, content)
    return data


def message(data: bytes, text: str = "") -> bytes:
    return (
        b"From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        + text.encode()
        + b"\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\n"
        + data
        + b"\r\n--b--\r\n"
    )


def test_body_and_files_come_out() -> None:
    mail = parse(message(winmail(b"The chain is broken.", (b"bike.txt", b"photo"), (b"b.pdf", b"%PDF"))))
    assert mail.text == "The chain is broken."
    assert [(each.filename, each.payload) for each in mail.attachments] == [
        ("bike.txt", b"photo"),
        ("b.pdf", b"%PDF"),
    ]
    assert mail.attachments[1].content_type == "application/pdf"


def test_a_text_beside_it_is_not_doubled() -> None:
    assert (
        parse(message(winmail(b"The chain is broken."), "The chain is broken.")).text
        == "The chain is broken."
    )


def test_a_damaged_one_stays_an_attachment() -> None:
    mail = parse(message(winmail(b"x", (b"a", b"b"))[:40]))
    assert "winmail.dat" in [each.filename for each in mail.attachments] or mail.text == "x"


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    unpack(b"\x78\x9f\x3e\x22\x01\x00" + data)


def test_one_that_opens_to_nothing_stays_an_attachment() -> None:
    mail = parse(message(winmail(b"")))
    assert [(file.filename, file.size > 0) for file in mail.attachments] == [("winmail.dat", True)]
