"""Runs `ponte serve` and starts it again whenever a file of ours changes. For developing only: see bin/dev."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from ponte.config import environment, postgres

PACKAGE = Path(__file__).resolve().parent.parent
WATCHED = {".py", ".html", ".txt", ".po", ".css", ".js", ".svg"}
LOOK = 0.5  # seconds between looks


def state() -> dict[str, int]:
    """When each file of ours was last changed."""
    return {
        str(file): file.stat().st_mtime_ns
        for file in PACKAGE.rglob("*")
        if file.suffix in WATCHED and "tests" not in file.parts and file.is_file()
    }


def main() -> int:
    """Serve until Ctrl-C. The database stays up between starts."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ours = environment.current()
    held = None if ours.database_url else postgres.Attachment(folder())
    if held:
        held.attach()
    process = serve()
    try:
        seen = state()
        while True:
            time.sleep(LOOK)
            now = state()
            if now == seen:
                continue
            changed = sorted(name for name in {*now, *seen} if now.get(name) != seen.get(name))
            print(f"changed: {Path(changed[0]).name}; starting again", file=sys.stderr, flush=True)
            seen = now
            end(process)
            process = serve()
    except KeyboardInterrupt:
        return 0
    finally:
        end(process)
        if held:
            held.detach()


def folder() -> Path:
    """The data folder that `ponte serve` will use with the same arguments."""
    words = sys.argv[1:]
    if "--data" in words[:-1]:
        return Path(words[words.index("--data") + 1])
    return environment.current().data


def serve() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "ponte.config", "serve", *sys.argv[1:]]
    return subprocess.Popen(command, env=os.environ, start_new_session=True)


def end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    process.wait(15)


if __name__ == "__main__":
    sys.exit(main())
