"""S/MIME mail that is signed but not encrypted: the message inside the signature."""

from __future__ import annotations

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_OCTETS, _OCTETS_BUILT = 0x04, 0x24
_MAX_DEPTH = 12


def signed_content(data: bytes) -> bytes | None:
    """The content that was signed; None when it is encrypted, detached or damaged."""
    if _SIGNED_DATA not in data[:64]:
        return None
    place = data.find(_DATA, 0, 4096)
    if place < 0:
        return None
    try:
        tag, start, end = _header(data, place + len(_DATA))
        if tag != 0xA0:
            return None
        return b"".join(_octets(data, start, end, 0)) or None
    except (IndexError, ValueError):
        return None


def _octets(data: bytes, place: int, end: int, depth: int) -> list[bytes]:
    """The octet strings, joined from the pieces that streaming writers cut them into."""
    pieces: list[bytes] = []
    if depth > _MAX_DEPTH:
        raise ValueError("nested too deep")
    while place < end and data[place : place + 2] != b"\x00\x00":
        tag, start, stop = _header(data, place)
        if tag == _OCTETS:
            pieces.append(data[start:stop])
            place = stop
        elif tag == _OCTETS_BUILT:
            pieces += _octets(data, start, stop, depth + 1)
            place = stop if stop < len(data) else _after(data, start, depth)
        else:
            break
    return pieces


def _after(data: bytes, place: int, depth: int) -> int:
    """Where a string of unknown length ends: after its two zero bytes."""
    while data[place : place + 2] != b"\x00\x00":
        tag, start, stop = _header(data, place)
        place = _after(data, start, depth + 1) if tag == _OCTETS_BUILT and stop >= len(data) else stop
    return place + 2


def _header(data: bytes, place: int) -> tuple[int, int, int]:
    """(tag, start of the content, end of it); the end of the data where no length is given."""
    tag, length = data[place], data[place + 1]
    place += 2
    if length == 0x80:
        return tag, place, len(data)
    if length & 0x80:
        count = length & 0x7F
        if count > 8:
            raise ValueError("no such length")
        length = int.from_bytes(data[place : place + count], "big")
        place += count
    return tag, place, min(place + length, len(data))
