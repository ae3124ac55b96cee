"""Logs: one line each on standard error, with time and role. No message bodies, no secrets."""

from __future__ import annotations

import logging
import re
import sys
import time
from types import TracebackType

SECRETS = re.compile(r"(?i)(\w+://[^\s:/@]*:)[^\s@]+(@)")  # the password in an address


class Line(logging.Formatter):
    """`2026-05-04T09:12:33Z web INFO ponte.web: …`, whatever the record holds."""

    def __init__(self, role: str) -> None:
        super().__init__(f"%(asctime)s {role} %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        text = SECRETS.sub(r"\1***\2", super().format(record))
        return " | ".join(line.rstrip() for line in text.splitlines() if line.strip())


def configure(role: str, level: str = "INFO") -> None:
    """Send all logs of this process to standard error as `role`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line(role))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # Their INFO tells what each does all day, not what an operator needs.
    for chatty in ("procrastinate", "mail.log", "asyncio", "_granian", "granian.access", "httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = log_uncaught


def log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An exception that nobody caught is a line of the log too."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("ponte").critical("stopped by an error", exc_info=(kind, error, trace))
