"""Add a person who can sign in. The password is read from standard input: it never shows in a process list.

Roles: administrator, operations_manager, coordinator, agent, specialist, observer.

Examples:
  ponte agent create giulia@velora.example --role coordinator --name "Giulia Ferri" < password.txt
  ponte agent create admin@velora.example --role administrator        (asks for the password)
"""

from __future__ import annotations

import argparse
import getpass
import sys

from ponte.config import starting
from ponte.config.trouble import Trouble

ROLES = ("administrator", "operations_manager", "coordinator", "agent", "specialist", "observer")
LANGUAGES = ("en", "it", "es", "uk", "pt-br")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="their address, with which they sign in")
    parser.add_argument("--role", required=True, choices=ROLES, help="what they may do")
    parser.add_argument("--name", default="", help="their name (default: the part before the @)")
    parser.add_argument("--language", default="en", choices=LANGUAGES, help="language of their interface")
    parser.add_argument("--time-zone", default="UTC", metavar="ZONE", help="as Europe/Rome (default: UTC)")


def run(given: argparse.Namespace) -> int:
    password = read_password()
    settings = starting.settings("agent")
    with starting.database(settings):
        starting.django()
        starting.check_migrated()
        from django.core.exceptions import ValidationError

        from ponte.team.creating import create

        try:
            agent = create(
                given.email, name=given.name, role=given.role, password=password,
                locale=given.language, time_zone=given.time_zone, by="system",
            )  # fmt: skip
        except ValidationError as error:
            raise Trouble(" ".join(error.messages), "nothing was changed; correct it and try again") from None
    print(f"{agent.name} ({agent.email}) can sign in as {given.role.replace('_', ' ')}.")
    return 0


def read_password() -> str:
    """From a pipe the first line, from a terminal twice without echo."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise Trouble("The two are not the same.", "try again")
    return password
