"""The command itself: help everywhere, exit codes, speed where it matters."""

import json
from pathlib import Path

import pytest

from ponte.config.cli import COMMANDS
from ponte.config.tests.started import ROOT, ponte

MAIL = "From: Marta <marta@rossi.example>\r\nSubject: =?utf-8?q?Caff=C3=A8?=\r\n\r\nCiao!\r\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    done = ponte(*name.split(), "--help")
    assert done.returncode == 0, done.stderr
    assert f"usage: ponte {name}" in done.stdout
    assert "Example" in done.stdout
    assert f"ponte {name}" in done.stdout.partition("Example")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_manual(name: str) -> None:
    assert f"`ponte {name}" in (ROOT / "docs" / "operating.md").read_text()


def test_the_overview() -> None:
    done = ponte("--help")
    assert done.returncode == 0
    assert all(name in done.stdout for name in COMMANDS)
    assert ponte().returncode == 2
    wrong = ponte("fly")
    assert wrong.returncode == 2
    assert "there is no command 'fly'" in wrong.stderr


def test_version() -> None:
    done = ponte("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("Ponte 0.")
    assert "PostgreSQL" in done.stdout


def test_mail_parse_prints_json_without_a_database_and_without_django() -> None:
    done = ponte("mail", "parse", "--compact", stdin=MAIL, PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    parsed = json.loads(done.stdout)
    assert parsed["subject"] == "Caffè"
    assert parsed["from"]["address"] == "marta@rossi.example"
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "ponte.lib.mail.parsing" in imported
    assert not {"django", "psycopg"} & imported


def test_mail_parse_without_a_message() -> None:
    done = ponte("mail", "parse")
    assert done.returncode == 1
    assert "no message on standard input" in done.stderr


def test_mail_deliver_asks_the_mail_server_to_keep_what_was_not_stored(tmp_path: Path) -> None:
    done = ponte(
        "mail", "deliver", "--data", str(tmp_path), stdin=MAIL, DATABASE_URL="postgresql://me@127.0.0.1:9/none"
    )
    assert done.returncode == 75
    assert "Traceback" not in done.stderr
