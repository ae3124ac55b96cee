"""What the journal calls tokens."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ponte.events.naming import names
from ponte.team.tokens.models import Token


@names("token")
def _tokens(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Token.objects.filter(pk__in=ids).values_list("pk", "name"))
