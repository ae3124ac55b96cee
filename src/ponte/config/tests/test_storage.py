"""Attachments in an S3 bucket, with the real client against a small stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from ponte.channels.email.receiving_pipe import deliver
from ponte.config import environment, storage
from ponte.config.checkup import files as checkup
from ponte.config.environment import Environment
from ponte.config.tests import bucket as buckets
from ponte.config.tests.bucket import KEY, SECRET, Bucket
from ponte.config.trouble import SettingTrouble
from ponte.team.models import Agent
from ponte.tickets import attaching
from ponte.tickets.incoming import IncomingFile
from ponte.tickets.models import Attachment, Ticket

MAIL = (
    b"From: Marta <marta.bellini@posteo.it>\r\nTo: support@velora.example\r\nSubject: Foto\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nEcco\r\n"
    b'--b\r\nContent-Type: image/png; name="foto.png"\r\n\r\n\x89PNG\r\n\x1a\n0000\r\n--b--\r\n'
)


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with buckets.running() as made:
        yield made


def settings_for(bucket: Bucket, **more: str) -> Environment:
    given = {
        "PONTE_S3_BUCKET": "velora-files",
        "PONTE_S3_ENDPOINT": bucket.address,
        "PONTE_S3_REGION": "eu-south-1",
        "PONTE_S3_ACCESS_KEY": KEY,
        "PONTE_S3_SECRET_KEY": SECRET,
    }
    return environment.read(given | more)


@pytest.fixture
def kept_there(bucket: Bucket, settings: Any) -> Bucket:
    """Files are kept in the bucket."""
    settings.STORAGES = settings.STORAGES | {"default": storage.attachments(settings_for(bucket))}
    return bucket


@pytest.mark.django_db
def test_a_mail_with_a_file_and_the_page_that_shows_it(
    client: Client, kept_there: Bucket, giulia: Agent, settings: Any
) -> None:
    told = deliver(MAIL)
    file = Attachment.objects.get(message=told["message"])
    assert [*kept_there.objects] == [file.key]
    client.force_login(giulia)
    answer = client.get(f"/attachments/{file.pk}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == kept_there.objects[file.key]  # type: ignore[attr-defined]
    assert not (settings.DATA / "files" / file.key).exists()


@pytest.mark.django_db
def test_large_files_go_in_parts_and_come_back_whole(kept_there: Bucket, matter: Callable[..., Ticket]) -> None:
    content = bytes(range(256)) * 90_000  # 23 MB
    made = attaching.attach([IncomingFile("film.mp4", "video/mp4", content)], message=matter().messages.get())
    assert sum(line.startswith("PUT") for line in kept_there.asked) > 1
    with default_storage.open(made[0].key) as file:
        assert file.read() == content


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once(kept_there: Bucket) -> None:
    assert attaching.store(b"twice") == attaching.store(b"twice")
    assert len(kept_there.objects) == 1


@pytest.mark.django_db
def test_while_the_bucket_refuses_no_mail_is_lost(kept_there: Bucket) -> None:
    kept_there.refuses = 403
    from ponte.channels.email import receiving_pipe

    receiving_pipe.PATIENCE, before = 0.1, receiving_pipe.PATIENCE
    try:
        told = deliver(MAIL)
    finally:
        receiving_pipe.PATIENCE = before
    assert told["disposition"] in ("pending", "failed")
    assert not Attachment.objects.exists()


def test_the_doctor_tries_the_bucket(bucket: Bucket) -> None:
    good = list(checkup.storage(settings_for(bucket)))
    assert [each.level for each in good] == ["ok"]
    assert bucket.objects == {}
    bucket.refuses = 403
    (told,) = checkup.storage(settings_for(bucket))
    assert told.level == "problem" and "velora-files" in told.what
    (told,) = checkup.storage(settings_for(bucket, PONTE_S3_ENDPOINT="http://127.0.0.1:9"))
    assert told.level == "problem" and "PONTE_S3_ENDPOINT" in told.mend


def test_without_the_library_the_start_says_how_to_get_it(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "find_spec", lambda name: None if name == "boto3" else find_spec(name))
    with pytest.raises(SettingTrouble) as raised:
        storage.attachments(settings_for(bucket))
    assert "ponte-desk[s3]" in raised.value.mend
