"""What stops a command: said to a person, never as a traceback."""

from __future__ import annotations


class Trouble(Exception):
    """Something is wrong that the person at the keyboard can mend. `mend` says how."""

    exit_code = 1

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.what}\n  Mend: {self.mend}" if self.mend else self.what


class SettingTrouble(Trouble):
    """A setting is wrong: its name, what is wrong with it, and the mend."""

    exit_code = 2

    def __init__(self, name: str, what: str, mend: str) -> None:
        super().__init__(f"{name} {what}", mend)
        self.name = name
