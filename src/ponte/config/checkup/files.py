"""Where attachments are kept: the bucket can be written, read and emptied."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from ponte.config.checkup.finding import Finding, ok, problem
from ponte.config.environment import Environment

CONTENT = b"written by ponte doctor"


def storage(ours: Environment) -> Iterator[Finding]:
    """One small file goes to the bucket, comes back, and is taken away. The data folder needs no such proof."""
    if not ours.s3_bucket:
        return
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError
    from django.core.files.base import ContentFile
    from storages.backends.s3 import S3Storage

    from ponte.config.storage import attachments

    options = attachments(ours)["OPTIONS"]
    quick = Config(connect_timeout=5, read_timeout=20, retries={"max_attempts": 1}, s3={"addressing_style": "auto"})
    place = S3Storage(**(options | {"client_config": quick}))
    name = f"doctor-{secrets.token_hex(8)}"
    try:
        place.save(name, ContentFile(CONTENT))
        with place.open(name) as file:
            same = file.read() == CONTENT
        place.delete(name)
    except (ClientError, BotoCoreError, OSError) as error:
        yield problem(
            f"the bucket {ours.s3_bucket} cannot be used: {error}",
            "see that PONTE_S3_ENDPOINT, PONTE_S3_REGION and the keys are right, and that they may write there",
        )
        return
    if same:
        yield ok(f"the bucket {ours.s3_bucket} can be written and read")
    else:
        yield problem(f"the bucket {ours.s3_bucket} gives back other bytes than were written", "ask who runs it")
