from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.addresses import normalise, parse_addresses


def pairs(line: str) -> list[tuple[str, str]]:
    return [(address.name, address.address) for address in parse_addresses([line.encode()])]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a@x.example", [("", "a@x.example")]),
        ("Ann <A@X.Example>", [("Ann", "A@x.example")]),
        ('"Smith, Ann" <a@x.example>, b@x.example', [("Smith, Ann", "a@x.example"), ("", "b@x.example")]),
        ("a@x.example (Ann (the boss) Smith)", [("Ann (the boss) Smith", "a@x.example")]),
        ("Ann a@x.example", [("Ann", "a@x.example")]),
        ("Ann <a@x.example>; Bob <b@x.example>", [("Ann", "a@x.example"), ("Bob", "b@x.example")]),
        ("Team: a@x.example, Bob <b@x.example>;", [("", "a@x.example"), ("Bob", "b@x.example")]),
        ("undisclosed-recipients:;", []),
        ("<>", []),
        ("", []),
        (",,;", []),
        ("<mailto:a@x.example>", [("", "a@x.example")]),
        ("<@relay.example:a@x.example>", [("", "a@x.example")]),
        ('"a b"@x.example', [("", '"a b"@x.example')]),
        ('"ann"@x.example', [("", "ann@x.example")]),
        ('"Ann \\"Q\\" Smith" <a@x.example>', [('Ann "Q" Smith', "a@x.example")]),
        ("=?utf-8?q?L=C3=B3pez=2C_Nadia?= <n@x.example>", [("López, Nadia", "n@x.example")]),
        ("=?utf-8?q?Ferri, Giulia?= <g@x.example>", [("Ferri, Giulia", "g@x.example")]),
        ('"=?utf-8?q?L=C3=B3pez?=" <n@x.example>', [("López", "n@x.example")]),
        ("Ann <a@bücher.example>", [("Ann", "a@xn--bcher-kva.example")]),
        ("Ann <a@x.example", [("Ann", "a@x.example")]),
        ("root", [("root", "")]),
        ("a@[192.0.2.1]", [("", "a@[192.0.2.1]")]),
        ("Ann <a@x.example.>", [("Ann", "a@x.example")]),
        ("josé@x.example", [("", "josé@x.example")]),
    ],
)
def test_lines_as_programs_write_them(line: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "=?utf-8?q?=22x=22_=3Cboss=40velora=2Eexample=3E?= <evil@bad.example>",
        "=?utf-8?q?boss=40velora=2Eexample=2C?= <evil@bad.example>",
        "=?utf-8?b?PGJvc3NAdmVsb3JhLmV4YW1wbGU+?= <evil@bad.example>",
        '"boss@velora.example" <evil@bad.example>',
        "boss@velora.example <evil@bad.example>",
        "<evil@bad.example> <boss@velora.example>",
        "=?utf-8?q?a=0D=0AFrom:_boss=40velora=2Eexample?= <evil@bad.example>",
        "=?utf-8?q?=E2=80=AEelpmaxe=2Earolev=40ssob?= <evil@bad.example>",
    ],
)
def test_no_disguise_becomes_an_address(line: str) -> None:
    assert [address for _, address in pairs(line)] == ["evil@bad.example"]


@pytest.mark.parametrize(
    "line",
    [
        "=?utf-8?q?boss=40velora=2Eexample?=",
        "<=?utf-8?q?boss=40velora=2Eexample?=>",
        "=?utf-8?q?boss?=@velora.example",
    ],
)
def test_an_encoded_address_is_a_name(line: str) -> None:
    assert [address for _, address in pairs(line)] == [""]


@given(st.binary(max_size=200))
def test_any_bytes_give_clean_addresses(line: bytes) -> None:
    for address in parse_addresses([line]):
        f"{address.name}{address.address}".encode()
        assert not set("\x00\r\n") & set(address.name + address.address)
        assert address.address == "" or normalise(address.address) == address.address


def test_a_hundred_thousand_recipients_are_cut_short() -> None:
    assert len(parse_addresses([b"a@x.example, " * 100_000])) <= 2000


@pytest.mark.parametrize(
    "line",
    [b":" * 200_000, b"a:" * 100_000, b'"' + b'\\"' * 100_000, b"<" + b"a" * 90_000 + b">" + b"<a>" * 30_000],
    ids=["colons", "groups", "escapes", "angles"],
)
def test_a_hostile_line_takes_no_time_to_read(line: bytes) -> None:
    started = time.process_time()
    parse_addresses([line])
    assert time.process_time() - started < 5
