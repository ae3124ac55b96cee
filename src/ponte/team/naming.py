"""What the journal calls people and teams."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.search.statements import fetch
from ponte.team.models import Availability, Invitation, Role


@names("agent")
def _agents(ids: Collection[Any]) -> dict[Any, str]:
    rows = fetch("SELECT id, name, email FROM team_agent WHERE id = ANY(%(ids)s)", {"ids": list(ids)})
    return {pk: name or email for pk, name, email in rows}


@names("team")
def _teams(ids: Collection[Any]) -> dict[Any, str]:
    return dict(fetch("SELECT id, name FROM team_team WHERE id = ANY(%(ids)s)", {"ids": list(ids)}))


@names("role")
def _roles(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Role.choices)


@names("availability")
def _availabilities(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Availability.choices)


@names("agent_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "role": _("the role"),
        "name": _("the name"),
        "email": _("the address"),
        "locale": _("the interface language"),
        "languages": _("the languages"),
        "time_zone": _("the time zone"),
        "theme": _("the theme"),
        "signature": _("the signature"),
        "is_active": _("the account"),
        "single_keys": _("the single keys"),
        "is_lead": _("who leads"),
    }


@names("invitation")
def _invitations(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Invitation.objects.filter(pk__in=ids).values_list("pk", "email"))


@names("sign_in_method")
def _methods(codes: Collection[Any]) -> dict[Any, str]:
    return {
        "password": _("a password"),
        "passkey": _("a passkey"),
        "code": _("a code"),
        "sso": _("single sign-on"),
        "invitation": _("an invitation"),
        "setup": _("the set-up link"),
        "demo": _("the demo chooser"),
    }


@names("security_change")
def _security_changes(codes: Collection[Any]) -> dict[Any, str]:
    return {
        "password": _("new password"),
        "app_added": _("authenticator app added"),
        "app_removed": _("authenticator app removed"),
        "passkey_added": _("passkey added"),
        "passkey_removed": _("passkey removed"),
        "recovery_codes": _("new recovery codes"),
        "reset_link": _("link for a new password"),
        "sso_connected": _("single sign-on connected"),
        "two_factor_reset": _("two-step sign-in reset"),
    }


def thing_of_field(data: Mapping[str, Any]) -> str:
    """Which names the old and new value of a changed field have."""
    return {"role": "role", "locale": "language"}.get(str(data.get("field")), "")
