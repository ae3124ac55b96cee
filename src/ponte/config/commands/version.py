"""Say which version of Ponte, Python, Django and PostgreSQL this is.

Example:
  ponte version
"""

from __future__ import annotations

import argparse
import platform
from importlib.metadata import version

from ponte import __version__
from ponte.config.postgres.binaries import program


def options(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(given: argparse.Namespace) -> int:
    import subprocess

    postgres = subprocess.run([program("postgres"), "--version"], capture_output=True, text=True, check=False)
    print(f"Ponte {__version__}")
    print(f"Python {platform.python_version()}, Django {version('django')}, {postgres.stdout.strip()}")
    return 0
