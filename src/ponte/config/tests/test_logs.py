"""The log: one line each, no passwords."""

import logging

from ponte.config.logs import Line


def line(message: str, *args: object, error: BaseException | None = None) -> str:
    trouble = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("ponte.web", logging.INFO, "x.py", 1, message, args, trouble)
    return Line("web").format(record)


def test_time_role_level_and_words() -> None:
    said = line("pages at %s", "http://127.0.0.1:8000")
    assert said.endswith("Z web INFO ponte.web: pages at http://127.0.0.1:8000")
    assert said[:2] == "20"


def test_a_traceback_is_one_line() -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError as error:
        said = line("failed", error=error)
    assert "\n" not in said
    assert "ValueError: first | second" in said


def test_passwords_are_blotted_out() -> None:
    said = line("cannot reach %s", "postgresql://ponte:s3cr%21et@db/ponte and smtp://me:hush@mail")
    assert "s3cr" not in said and "hush" not in said
    assert "postgresql://ponte:***@db/ponte" in said
