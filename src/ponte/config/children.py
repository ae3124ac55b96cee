"""The child processes of `ponte serve`: forked from a parent that has all code loaded, so they start at once."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import select
import signal
import sys
import time
from dataclasses import dataclass, field

from ponte.config import logs
from ponte.config.environment import Environment
from ponte.config.roles import role

log = logging.getLogger("ponte.serve")
PR_SET_PDEATHSIG = 1
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a dead child is started again
GOOD_RUN = 60.0  # seconds after which a child counts as healthy and its pauses begin anew


@dataclass
class Child:
    """One role in a process of its own."""

    role: str
    settings: Environment
    pid: int = 0
    ready: bool = False
    since: float = 0.0
    again_at: float | None = None  # when it may be started again, while it is down
    pause: float = FIRST_PAUSE
    pipe: int = field(default=-1, repr=False)

    def start(self) -> None:
        """Fork. The child says on the pipe when it is ready; the pipe closes when it is gone."""
        from django.db import connections

        connections.close_all()  # a connection must never be shared by two processes
        gc.freeze()
        sys.stdout.flush()
        sys.stderr.flush()
        reading, writing = os.pipe()
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            self.live(parent, writing)
        os.close(writing)
        self.close_pipe()
        self.pipe, self.ready, self.since, self.again_at = reading, False, time.monotonic(), None

    def live(self, parent: int, writing: int) -> None:
        """The life of the child; never returns."""
        code = 1
        try:
            # When the parent is killed, so are we: an orphan would hold the ports of the next start.
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)
            signal.pthread_sigmask(signal.SIG_SETMASK, set())
            logs.configure(self.role, self.settings.log_level)
            os.environ["PONTE_ROLE"] = self.role
            role.run(self.role, self.settings, lambda: speak(writing))
            code = 0
        except BaseException:
            logging.getLogger(f"ponte.{self.role}").critical("stopped by an error", exc_info=True)
        finally:
            sys.stderr.flush()
            os._exit(code)

    def hear(self) -> bool:
        """Whether the child has said that it is ready."""
        if not self.ready and self.pid and select.select([self.pipe], [], [], 0)[0]:
            self.ready = os.read(self.pipe, 1) == b"1"
        return self.ready

    def ended(self, status: int) -> None:
        """Note that the process is gone, and when to start it again."""
        ran = time.monotonic() - self.since
        self.pause = FIRST_PAUSE if ran > GOOD_RUN else min(self.pause * 2, LONGEST_PAUSE)
        self.pid, self.ready = 0, False
        self.again_at = time.monotonic() + self.pause
        log.error("%s %s and is started again in %.1f s", self.role, said(status), self.pause)

    def signal(self, number: signal.Signals) -> None:
        if self.pid:
            os.kill(self.pid, number)

    def close_pipe(self) -> None:
        if self.pipe >= 0:
            os.close(self.pipe)
            self.pipe = -1


def speak(pipe: int) -> None:
    """Tell the parent that this child is ready."""
    os.write(pipe, b"1")


def said(status: int) -> str:
    """What an exit status tells, in words."""
    if os.WIFSIGNALED(status):
        return f"was killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"ended with code {os.WEXITSTATUS(status)}"
