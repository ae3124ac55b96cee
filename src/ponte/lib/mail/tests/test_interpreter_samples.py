"""The test messages that ship with Python: a collection of what mail servers have really sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from ponte.lib.mail.exporting import to_json
from ponte.lib.mail.parsing import understand

test_email = pytest.importorskip("test.test_email")
SAMPLES = sorted(Path(test_email.__file__).parent.joinpath("data").glob("msg_*.txt"))

_EMPTY = {f"msg_{number}.txt" for number in ("08", "09", "12", "12a", "18", "24")}  # nothing in them to read


@pytest.mark.skipif(not SAMPLES, reason="this Python came without its tests")
def test_all_are_understood() -> None:
    silent = set()
    for sample in SAMPLES:
        values = to_json(understand(sample.read_bytes()))
        if not values["text"] and not values["attachments"]:
            silent.add(sample.name)
    assert silent <= _EMPTY
