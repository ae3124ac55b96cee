"""The team's events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("agent.created", _("%(actor)s added %(name)s as %(role)s"), {"name": str, "role": str}),
    Kind("agent.invited", _("%(actor)s invited %(email)s as %(role)s"), {"email": str, "role": str}),
    Kind(
        "agent.changed",
        _("%(actor)s changed %(field)s from %(old)s to %(new)s"),
        {"field": str, "old": (str, int, bool, list), "new": (str, int, bool, list)},
    ),
    Kind("agent.deactivated", _("%(actor)s closed this account")),
    Kind("agent.activated", _("%(actor)s opened this account again")),
    Kind("agent.availability_changed", _("%(actor)s is now %(new)s"), {"old": str, "new": str}),
    Kind(
        "agent.signed_in",
        _("%(actor)s signed in with %(method)s"),
        {"method": str},
        audience="administrators",
        webhooks=False,
    ),
    Kind(
        "agent.sign_in_failed",
        _("A sign-in failed"),
        {"method": str},
        audience="administrators",
        webhooks=False,
    ),
    Kind("agent.session_ended", _("%(actor)s ended a session"), audience="administrators", webhooks=False),
    Kind("agent.security_changed", _("%(actor)s changed %(what)s"), {"what": str}, audience="administrators"),
    Kind("team.created", _("%(actor)s made the team %(name)s"), {"name": str}),
    Kind(
        "team.changed",
        _("%(actor)s changed %(field)s from %(old)s to %(new)s"),
        {"field": str, "old": (str, int, bool), "new": (str, int, bool)},
    ),
    Kind("team.joined", _("%(actor)s added %(agent)s to the team"), {"agent": int}),
    Kind("team.left", _("%(actor)s took %(agent)s out of the team"), {"agent": int}),
)
