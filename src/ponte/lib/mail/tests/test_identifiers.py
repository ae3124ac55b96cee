from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.identifiers import (
    make_message_id,
    make_reply_address,
    read_message_id,
    read_reply_address,
    strip_reply_token,
)

KEY, OLD = b"k" * 32, b"o" * 32
ids = st.integers(min_value=1, max_value=2**63 - 1)


@given(ids, ids)
def test_a_message_id_is_read_back_under_any_of_the_keys(ticket: int, message: int) -> None:
    value = make_message_id(ticket, message, "velora.example", OLD)
    assert read_message_id(f"<{value}>", [KEY, OLD]) == (ticket, message)
    assert read_message_id(value.upper(), [KEY, OLD]) == (ticket, message)
    assert read_message_id(value, [KEY]) is None


def test_a_changed_message_id_names_nothing() -> None:
    value = make_message_id(41, 7, "velora.example", KEY)
    assert read_message_id(value.replace(".41.", ".42."), [KEY]) is None
    assert read_message_id(value.replace(".7.", ".8."), [KEY]) is None
    assert read_message_id("<somebody@else.example>", [KEY]) is None
    assert read_message_id("", [KEY]) is None


@given(ids)
def test_a_reply_address_is_read_back(ticket: int) -> None:
    address = make_reply_address("support@velora.example", ticket, KEY)
    assert read_reply_address(address.upper(), [OLD, KEY]) == ticket
    assert read_reply_address(address, [OLD]) is None
    assert strip_reply_token(address) == "support@velora.example"


def test_a_reply_address_is_short_and_keeps_a_plus_of_the_mailbox() -> None:
    address = make_reply_address("support+eu@velora.example", 1_000_000, KEY)
    assert address.startswith("support+eu+ta")
    assert len(address.partition("@")[0]) < 40
    assert read_reply_address(address, [KEY]) == 1_000_000


def test_a_token_of_one_ticket_does_not_open_another() -> None:
    first = make_reply_address("s@velora.example", 41, KEY).partition("@")[0]
    second = make_reply_address("s@velora.example", 42, KEY).partition("@")[0]
    assert read_reply_address(f"{first[:-12]}{second[-12:]}@velora.example", [KEY]) is None


def test_the_formats_stay_as_they_are() -> None:
    assert make_message_id(41, 7, "Velora.Example", KEY) == "ponte1.41.7.gg4dljkmj6bhmtnzfdqf@velora.example"
    assert make_reply_address("support@velora.example", 41, KEY) == "support+tabjoefc6teycoqi@velora.example"


@pytest.mark.parametrize(
    ("mailbox", "ticket"), [("support", 1), ("@velora.example", 1), ("s@velora.example", 0)]
)
def test_a_reply_address_needs_a_mailbox_and_a_ticket(mailbox: str, ticket: int) -> None:
    with pytest.raises(ValueError, match="mailbox"):
        make_reply_address(mailbox, ticket, KEY)
