"""What the journal calls sorts and settings of notices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.channels.notices.sorts import Sort
from ponte.events.naming import names


@names("notice_sort")
def _sorts(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Sort.choices)


@names("notice_setting")
def _settings(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "quiet": _("quiet hours"),
        "quiet_from": _("when quiet begins"),
        "quiet_until": _("when quiet ends"),
        "quiet_weekend": _("quiet weekends"),
        "breaches_break": _("whether missed deadlines break the quiet"),
        "digest": _("how often the digest comes"),
        "digest_time": _("when the digest comes"),
        "agenda": _("the daily mail of what needs them"),
    }
