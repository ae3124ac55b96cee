"""`ponte agent create`, with a real database and a real sign-in afterwards."""

from pathlib import Path

import psycopg
import pytest

from ponte.config.postgres import attached
from ponte.config.tests.started import ponte

GOOD = "a bridge over still water"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agents")
    assert ponte("migrate", "--data", str(folder)).returncode == 0
    return folder


def create(data: Path, *words: str, password: str = GOOD) -> tuple[int, str]:
    done = ponte("agent", "create", *words, "--data", str(data), stdin=password + "\n")
    assert "Traceback" not in done.stderr
    assert password not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_person_who_can_sign_in(data: Path) -> None:
    code, said = create(data, "giulia@velora.example", "--role", "coordinator", "--name", "Giulia Ferri")
    assert (code, said) == (0, "Giulia Ferri (giulia@velora.example) can sign in as coordinator.\n")
    with attached(data) as url, psycopg.connect(url) as connection:
        row = connection.execute("SELECT password, role, is_active FROM team_agent").fetchone()
        events = connection.execute("SELECT kind, actor FROM events_event").fetchall()
    assert row and row[0].startswith("argon2$") and row[1:] == ("coordinator", True)
    assert ("agent.created", "system") in events
    code, said = create(data, "Giulia@velora.example", "--role", "agent")
    assert code == 1


@pytest.mark.parametrize(
    ("words", "password"),
    [
        (("not an address", "--role", "agent"), GOOD),
        (("tom@velora.example", "--role", "agent"), "qz7"),
        (("tom@velora.example", "--role", "agent"), "password1234"),
        (("tom@velora.example", "--role", "agent", "--time-zone", "Mars/Base"), GOOD),
    ],
)
def test_bad_input_is_said_and_changes_nothing(data: Path, words: tuple[str, ...], password: str) -> None:
    code, said = create(data, *words, password=password)
    assert code == 1
    assert said.startswith("ponte: ")
    assert "nothing was changed" in said


def test_an_unknown_role(data: Path) -> None:
    code, said = create(data, "tom@velora.example", "--role", "king")
    assert code == 2
    assert "invalid choice: 'king'" in said
