"""Backup and restore through the commands, from one data folder into another."""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ponte.config.postgres import attached
from ponte.config.tests.started import ponte

EVENT = (
    "INSERT INTO events_event (at, kind, version, subject, actor, request_id, data)"
    " VALUES (now(), 'test.happened', 1, 'test:1', 'system', '', '{}')"
)


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="ponte-backup-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def source(base: Path) -> Path:
    """A data folder with an agent, a file, and a journal whose consumer has one event still to read."""
    data = base / "source"
    assert ponte("migrate", "--data", str(data)).returncode == 0
    with attached(data) as url, psycopg.connect(url, autocommit=True) as connection:
        for _ in range(300):  # so that this server's transaction numbers are ahead of a new one's
            connection.execute("SELECT pg_current_xact_id()")
        for _ in range(3):
            connection.execute(EVENT)
        connection.execute(
            "INSERT INTO events_cursor (name, txid, event_id, handled, failures, error)"
            " SELECT 'reader', txid::text::bigint, id, 2, 0, '' FROM events_event"
            " WHERE id = (SELECT max(id) - 1 FROM events_event)"
        )
    (data / "files" / "2026").mkdir(parents=True)
    (data / "files" / "2026" / "a name.bin").write_bytes(os.urandom(300_000))
    (data / "files" / "empty.txt").touch()
    return data


@pytest.fixture(scope="module")
def archive(source: Path, base: Path) -> Path:
    target = base / "ponte.tar"
    done = ponte("backup", "--data", str(source), str(target))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Backup written and checked: {target}")
    assert target.stat().st_mode & 0o077 == 0
    assert {path.name for path in base.iterdir()} == {"source", "ponte.tar"}
    return target


def rows(url: str) -> dict[str, int]:
    from ponte.config import pgtools

    with psycopg.connect(url) as connection:
        return pgtools.counts(connection)


def test_everything_comes_back(archive: Path, source: Path, base: Path) -> None:
    target = base / "target"
    done = ponte("restore", "--data", str(target), str(archive))
    assert done.returncode == 0, done.stderr
    assert "as many as were backed up" in done.stderr
    for name in ("files/2026/a name.bin", "files/empty.txt", "secrets/secret-key"):
        assert (target / name).read_bytes() == (source / name).read_bytes()
    with attached(source) as url:
        before = rows(url)
    with attached(target) as url:
        assert rows(url) == before
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(EVENT)
            unread = connection.execute(
                "SELECT count(*) FROM events_event, events_cursor"
                " WHERE (events_event.txid, events_event.id) > (events_cursor.txid::text::xid8, event_id)"
                " AND events_event.txid < pg_snapshot_xmin(pg_current_snapshot())"
            ).fetchone()
            assert unread == (2,)  # the one that was still to read, and the new one
            with pytest.raises(psycopg.Error, match="append-only"):
                connection.execute("DELETE FROM events_event")
    assert ponte("doctor", "--data", str(target)).returncode == 0


def test_data_are_replaced_only_when_asked(archive: Path, base: Path) -> None:
    target = base / "second"
    assert ponte("migrate", "--data", str(target)).returncode == 0
    (target / "files").mkdir()
    (target / "files" / "mine").write_text("mine")
    refused = ponte("restore", "--data", str(target), str(archive))
    assert refused.returncode == 1
    assert "There are data here already" in refused.stderr
    assert (target / "files" / "mine").exists()
    done = ponte("restore", "--replace", "--data", str(target), str(archive))
    assert done.returncode == 0, done.stderr
    assert (target / "files.before-restore" / "mine").read_text() == "mine"
    assert not (target / "files" / "mine").exists()
    with attached(target) as url, psycopg.connect(url) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'ponte_before_restore'").fetchone()
        assert found


def test_a_file_that_is_there_is_not_overwritten(archive: Path, source: Path) -> None:
    before = archive.read_bytes()
    done = ponte("backup", "--data", str(source), str(archive))
    assert done.returncode == 1
    assert "--force" in done.stderr
    assert archive.read_bytes() == before


@pytest.mark.parametrize("harm", ["flip", "cut", "end", "nothing", "other"])
def test_a_damaged_archive_is_refused(archive: Path, tmp_path: Path, harm: str) -> None:
    broken = tmp_path / "broken.tar"
    content = bytearray(archive.read_bytes())
    if harm == "flip":
        content[len(content) // 2] ^= 1
    elif harm == "cut":
        del content[len(content) // 2 :]
    elif harm == "end":
        with tarfile.open(archive) as tar:
            del content[tar.getmember("manifest.json").offset :]
    elif harm == "nothing":
        content.clear()
    else:
        content = bytearray(b"not an archive at all")
    broken.write_bytes(content)
    done = ponte("restore", "--data", str(tmp_path / "data"), str(broken))
    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_an_archive_that_reaches_out_of_its_folder_is_refused(archive: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as tar:
        tar.add(archive, arcname="files/../../outside")
    done = ponte("restore", "--check", str(evil))
    assert done.returncode == 1
    assert "which no backup of Ponte does" in done.stderr


def test_a_backup_of_a_newer_version_is_refused(archive: Path, tmp_path: Path) -> None:
    import json

    newer = tmp_path / "newer.tar"
    with tarfile.open(archive) as old, tarfile.open(newer, "w") as new:
        for member in old:
            content = old.extractfile(member)
            if member.name == "manifest.json":
                import io

                assert content
                about = json.loads(content.read())
                about["migrations"].append("tickets.9999_from_the_future")
                text = json.dumps(about).encode()
                member.size = len(text)
                content = io.BytesIO(text)  # type: ignore[assignment]
            new.addfile(member, content)
    done = ponte("restore", "--data", str(tmp_path / "data"), str(newer))
    assert done.returncode == 1
    assert "of a newer Ponte" in done.stderr


def test_a_full_disk_leaves_no_half_file(source: Path, tmp_path: Path) -> None:
    done = ponte("backup", "--data", str(source), "/dev/full/backup.tar")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
