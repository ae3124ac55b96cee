"""The tokens' events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind(
        "token.issued",
        _("%(actor)s made the API token %(name)s for %(agent)s"),
        {"name": str, "agent": int, "scopes": list, "expires": str},
        audience="administrators",
        webhooks=False,
        refers={"agent": "agent"},
    ),
    Kind(
        "token.revoked",
        _("%(actor)s revoked the API token %(name)s of %(agent)s"),
        {"name": str, "agent": int},
        audience="administrators",
        webhooks=False,
        refers={"agent": "agent"},
    ),
)
