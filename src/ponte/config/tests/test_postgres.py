"""The embedded server, through the programs themselves."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ponte.config.postgres import account, attached, server
from ponte.config.trouble import SettingTrouble, Trouble


@pytest.fixture(autouse=True)
def _forget_account() -> Iterator[None]:
    account.chosen.cache_clear()
    yield
    account.chosen.cache_clear()


def ask(url: str, query: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()  # type: ignore[call-overload]
    assert row
    return str(row[0])


def test_letters_and_settings(tmp_path: Path) -> None:
    with attached(tmp_path, durable=True) as url:
        assert ask(url, "SELECT lower('ЖÀ')") == "жà"
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW fsync") == "on"
        assert ask(url, "SHOW synchronous_commit") == "on"
        assert ask(url, "SELECT datcollate FROM pg_database WHERE datname = 'ponte'") == "C"
    assert server.running(tmp_path / "postgres") is None
    assert "not stopped cleanly" not in (tmp_path / "logs" / "postgres.log").read_text()


def test_the_operators_own_settings_win(tmp_path: Path) -> None:
    (tmp_path / "postgres.conf").write_text("work_mem = 11MB\n")
    with attached(tmp_path, durable=False) as url:
        assert ask(url, "SHOW work_mem") == "11MB"


@pytest.mark.parametrize("name", ["with space", "quo'te \"and\" $HOME `x`", "кошик", "long" * 30])
def test_any_folder_name(tmp_path: Path, name: str) -> None:
    with attached(tmp_path / name, durable=False) as url:
        assert ask(url, "SELECT 1") == "1"


def test_a_wrong_password_is_refused(tmp_path: Path) -> None:
    with attached(tmp_path, durable=False) as url:
        wrong = url.replace(url.split(":")[2].split("@")[0], "guess")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong)
    mode = (tmp_path / "secrets" / "postgres-password").stat().st_mode
    assert mode & 0o077 == 0


def test_the_last_user_stops_it(tmp_path: Path) -> None:
    with attached(tmp_path, durable=False) as first:
        with attached(tmp_path, durable=False) as second:
            assert first == second
        assert ask(first, "SELECT 1") == "1"
    assert server.running(tmp_path / "postgres") is None


def test_recovers_after_kill(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys, time, pathlib\n"
         "from ponte.config.postgres import attached\n"
         "with attached(pathlib.Path(sys.argv[1])) as url:\n"
         "    print(url, flush=True); time.sleep(60)", str(tmp_path)],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "src"},
    )  # fmt: skip
    assert holder.stdout
    url = holder.stdout.readline().strip()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 41 AS number")
    found = server.running(tmp_path / "postgres")
    assert found
    holder.kill()
    os.kill(found.pid, signal.SIGKILL)
    holder.wait()
    with attached(tmp_path) as url:
        assert ask(url, "SELECT number FROM kept") == "41"


def test_takes_over_a_server_whose_starter_was_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys, os, pathlib\n"
         "from ponte.config.postgres import Attachment\n"
         "print(Attachment(pathlib.Path(sys.argv[1]), durable=False).attach(), flush=True)\n"
         "os.kill(os.getpid(), 9)", str(tmp_path)],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "src"},
    )  # fmt: skip
    holder.wait()
    left = server.running(tmp_path / "postgres")
    assert left
    with attached(tmp_path, durable=False) as url:
        now = server.running(tmp_path / "postgres")
        assert now and now.pid == left.pid
        assert ask(url, "SELECT 1") == "1"
    assert server.running(tmp_path / "postgres") is None


def test_a_stale_number_of_another_process_does_not_stop_it(tmp_path: Path) -> None:
    with attached(tmp_path, durable=False):
        lines = (tmp_path / "postgres" / "postmaster.pid").read_text().splitlines()
    lines[0] = str(os.getpid())
    (tmp_path / "postgres" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    (tmp_path / "run" / ".s.PGSQL.5432.lock").write_text("\n".join(lines) + "\n")
    with attached(tmp_path, durable=False) as url:
        assert ask(url, "SELECT 1") == "1"


def test_never_a_second_server_beside_a_hidden_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ponte.config.postgres.attaching.SIGHT_LIMIT", 0.2)
    with attached(tmp_path, durable=False):
        pid_file = tmp_path / "postgres" / "postmaster.pid"
        hidden = pid_file.read_bytes()
        pid_file.write_bytes(b"999999999\n" + hidden.partition(b"\n")[2])  # as from another container
        try:
            with pytest.raises(Trouble, match="Another Ponte"), attached(tmp_path, durable=False):
                pass
        finally:
            pid_file.write_bytes(hidden)


def test_two_starting_at_once(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib, psycopg, time\n"
        "from ponte.config.postgres import attached\n"
        "with attached(pathlib.Path(sys.argv[1]), durable=False) as url:\n"
        "    psycopg.connect(url).close(); print('in', flush=True); time.sleep(1)"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True,
                         env=os.environ | {"PYTHONPATH": "src"})
        for _ in range(2)
    ]  # fmt: skip
    assert [process.communicate(timeout=300)[0].strip() for process in both] == ["in", "in"]
    time.sleep(0.1)
    assert server.running(tmp_path / "postgres") is None


def test_a_dead_server_is_revived(tmp_path: Path) -> None:
    from ponte.config.postgres import Attachment

    attachment = Attachment(tmp_path, durable=False)
    attachment.attach()
    assert attachment.revive() is False
    assert attachment.found
    os.kill(attachment.found.pid, signal.SIGKILL)
    for _ in range(100):
        if server.running(tmp_path / "postgres") is None:
            break
        time.sleep(0.05)
    assert attachment.revive() is True
    assert ask(attachment.url, "SELECT 1") == "1"
    attachment.detach()


def test_data_of_another_major_version(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(Trouble, match="PostgreSQL 9") as caught, attached(tmp_path):
        pass
    assert "ponte backup" in caught.value.mend


def test_programs_from_elsewhere_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ponte.config.postgres import binaries

    monkeypatch.setenv("PONTE_PG_BIN", str(tmp_path))
    binaries.folder.cache_clear()
    try:
        with pytest.raises(SettingTrouble, match="PONTE_PG_BIN"):
            binaries.program("initdb")
    finally:
        binaries.folder.cache_clear()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes accounts")
def test_a_system_account_where_user_namespaces_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil
    import tempfile

    monkeypatch.setenv("PONTE_PG_NAMESPACE", "0")
    folder = Path(tempfile.mkdtemp(prefix="ponte-account-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        with attached(folder, durable=False) as url:
            assert ask(url, "SELECT 1") == "1"
            owner = (folder / "postgres").stat().st_uid
            assert owner != 0
        monkeypatch.delenv("PONTE_PG_NAMESPACE")
        account.chosen.cache_clear()
        with attached(folder, durable=False) as url:  # and back
            assert ask(url, "SELECT 1") == "1"
    finally:
        shutil.rmtree(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes accounts")
def test_a_closed_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PONTE_PG_NAMESPACE", "0")
    tmp_path.chmod(0o700)
    with pytest.raises(Trouble, match="cannot reach"), attached(tmp_path / "inside", durable=False):
        pass
