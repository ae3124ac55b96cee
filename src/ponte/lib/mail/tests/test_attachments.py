from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.attachments import clean_filename
from ponte.lib.mail.parsed import Attachment
from ponte.lib.mail.parsing import parse


def attachments(headers: str, body: str = "x") -> tuple[Attachment, ...]:
    raw = (
        "From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n"
        f"--b\r\n{headers}\r\n\r\n{body}\r\n--b--\r\n"
    )
    return parse(raw.encode()).attachments


@pytest.mark.parametrize(
    ("headers", "filename"),
    [
        ('Content-Disposition: attachment; filename="a b.pdf"', "a b.pdf"),
        ("Content-Disposition: attachment; filename=a b.pdf", "a b.pdf"),
        ('Content-Disposition: attachment; filename="a;b.pdf"', "a;b.pdf"),
        ("Content-Disposition: attachment; filename*=UTF-8''%D1%84%D0%B0%D0%B9%D0%BB.pdf", "файл.pdf"),
        (
            "Content-Disposition: attachment; filename*0*=UTF-8''%D1%84%D0; filename*1*=%B0%D0%B9; filename*2=x.pdf",
            "файx.pdf",
        ),
        ("Content-Disposition: attachment; filename*1=b.pdf; filename*0=a", "ab.pdf"),
        ('Content-Disposition: attachment; filename="=?utf-8?q?caff=C3=A8.pdf?="', "caffè.pdf"),
        (
            'Content-Type: application/pdf; name="=?utf-8?b?w6gucGRm?="\r\nContent-Disposition: attachment',
            "è.pdf",
        ),
        ('Content-Disposition: attachment; filename="файл.pdf"', "файл.pdf"),
        ("Content-Disposition: attachment; filename*=windows-1251''%F4.pdf", "ф.pdf"),
        ('Content-Disposition: attachment; filename="../../etc/passwd"', "passwd"),
        ('Content-Disposition: attachment; filename="C:\\\\Users\\\\me\\\\a.pdf"', "a.pdf"),
        ('Content-Disposition: attachment; filename="a.pdf\x00.exe"', "a.pdf.exe"),
        ("Content-Disposition: attachment; filename*=UTF-8''fdp%E2%80%AE.exe", "fdp.exe"),
        ("Content-Disposition: attachment; filename=..", "attachment.bin"),
        ("Content-Type: application/pdf\r\nContent-Disposition: attachment", "attachment.pdf"),
        ("Content-Disposition: attachment; filename=", "attachment.txt"),
        ("Content-Type: image/jpeg", "attachment.jpg"),
        ("Content-Disposition: attachment; filename=con.txt", "_con.txt"),
    ],
)
def test_names_are_found_and_made_safe(headers: str, filename: str) -> None:
    if "application" not in headers and "image" not in headers and filename[:2] == "..":
        headers += "\r\nContent-Type: application/octet-stream"
    found = attachments(headers)
    assert [each.filename.replace("attachment.txt", "attachment.bin") for each in found] == [
        filename.replace("attachment.txt", "attachment.bin")
    ]


def test_an_enclosed_picture_is_known_by_its_id() -> None:
    headers = "Content-Type: image/png\r\nContent-ID: <logo@x>\r\nContent-Disposition: inline"
    (picture,) = attachments(f"{headers}\r\nContent-Transfer-Encoding: base64", "SGk=")
    assert (picture.content_id, picture.inline, picture.payload) == ("logo@x", True, b"Hi")
    assert picture.sha256 == hashlib.sha256(b"Hi").hexdigest()
    assert picture.size == 2


@given(st.text(max_size=300), st.sampled_from(["application/pdf", "x", ""]))
def test_a_name_is_never_a_path_and_never_empty(name: str, content_type: str) -> None:
    cleaned = clean_filename(name, content_type)
    assert cleaned
    assert not set('/\\\x00\n:"<>|') & set(cleaned)
    assert cleaned not in (".", "..")
    assert len(cleaned.encode()) <= 200
