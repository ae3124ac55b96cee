"""What a token may be used for. A scope narrows; what its owner's role forbids stays forbidden."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Scope(models.TextChoices):
    TICKETS_READ = "tickets:read", gettext_lazy("Read tickets and messages")
    TICKETS_WRITE = "tickets:write", gettext_lazy("Open and change tickets, answer customers")
    CUSTOMERS_READ = "customers:read", gettext_lazy("Read customers and organisations")
    CUSTOMERS_WRITE = "customers:write", gettext_lazy("Change customers and organisations")
    TEAM_READ = "team:read", gettext_lazy("Read colleagues and teams")
    TEAM_WRITE = "team:write", gettext_lazy("Change teams and one's own availability")
    ADMIN_READ = "admin:read", gettext_lazy("Read the journal and settings")
    ADMIN_WRITE = "admin:write", gettext_lazy("Change tags and other settings")


ALL: tuple[str, ...] = tuple(Scope.values)
READING: tuple[str, ...] = tuple(scope for scope in Scope.values if scope.endswith(":read"))


def sound(scopes: Iterable[str]) -> list[str]:
    """Scopes as they are kept: known ones, each once, in the usual order.

    Raises:
        ValidationError: none is left, or one is unknown.
    """
    asked = {scope.strip() for scope in scopes if scope.strip()}
    unknown = sorted(asked - set(ALL))
    if unknown:
        raise ValidationError(
            {
                "scopes": _("There is no scope %(scope)s. Choose among: %(known)s.")
                % {"scope": unknown[0], "known": ", ".join(ALL)}
            }
        )
    if not asked:
        raise ValidationError({"scopes": _("Choose at least one thing that the token may do.")})
    return [scope for scope in ALL if scope in asked]
