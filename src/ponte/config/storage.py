"""Where files are kept: attachments in the data folder or in an S3 bucket, static files under hashed names."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any

from ponte.config.environment import Environment
from ponte.config.trouble import SettingTrouble


def attachments(ours: Environment) -> dict[str, Any]:
    """Django's entry for the storage of attachments."""
    if not ours.s3_bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": ours.data.absolute() / "files",
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise SettingTrouble(
            "PONTE_S3_BUCKET", "is set, and the libraries for S3 are not installed",
            "install them beside Ponte: pip install 'ponte-desk[s3]'; or unset it to use the data folder",
        )  # fmt: skip
    options = {
        "bucket_name": ours.s3_bucket,
        "endpoint_url": ours.s3_endpoint or None,
        "region_name": ours.s3_region or None,
        "access_key": ours.s3_access_key or None,
        "secret_key": ours.s3_secret_key or None,
        "default_acl": None,
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def static(ours: Environment) -> dict[str, Any]:
    """Django's entry for static files: hashed names wherever the command has collected them."""
    if ours.debug or "PONTE_ROLE" not in os.environ:  # tests and tools work on the sources
        return {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {"BACKEND": "ponte.ui.stylesheet.OneSheetStorage"}
