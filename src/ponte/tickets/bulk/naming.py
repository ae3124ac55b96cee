"""What the journal calls jobs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names


@names("bulk_job")
def _jobs(ids: Collection[Any]) -> dict[Any, str]:
    return {pk: _("bulk change %(number)s") % {"number": pk} for pk in ids}
