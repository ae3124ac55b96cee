"""The team's events."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register
from ponte.team.naming import thing_of_field

register(
    Kind(
        "agent.created",
        _("%(actor)s added %(name)s as %(role)s"),
        {"name": str, "role": str},
        refers={"role": "role"},
    ),
    Kind(
        "agent.invited",
        _("%(actor)s invited %(email)s as %(role)s"),
        {"email": str, "role": str},
        refers={"role": "role"},
    ),
    Kind(
        "agent.changed",
        _("%(actor)s changed %(field)s of %(subject)s from %(old)s to %(new)s"),
        {"field": str, "old": (str, int, bool, list), "new": (str, int, bool, list)},
        refers={"field": "agent_field", "old": thing_of_field, "new": thing_of_field},
    ),
    Kind("agent.deactivated", _("%(actor)s closed the account of %(subject)s")),
    Kind("agent.activated", _("%(actor)s opened the account of %(subject)s again")),
    Kind(
        "agent.availability_changed",
        _("%(subject)s is now: %(new)s"),
        {"old": str, "new": str},
        refers={"old": "availability", "new": "availability"},
    ),
    Kind(
        "agent.signed_in",
        _("%(actor)s signed in with %(method)s"),
        {"method": str, "ip": str},
        audience="administrators",
        shreds=("ip",),
        webhooks=False,
        refers={"method": "sign_in_method"},
    ),
    Kind(
        "agent.sign_in_failed",
        _("A sign-in with %(method)s failed: %(subject)s"),
        {"method": str, "ip": str},
        audience="administrators",
        shreds=("ip",),
        webhooks=False,
        refers={"method": "sign_in_method"},
    ),
    Kind(
        "agent.session_ended",
        _("%(actor)s ended a session of %(subject)s"),
        audience="administrators",
        webhooks=False,
    ),
    Kind(
        "agent.security_changed",
        _("%(actor)s changed the sign-in of %(subject)s: %(what)s"),
        {"what": str},
        audience="administrators",
        refers={"what": "security_change"},
    ),
    Kind("agent.invitation_revoked", _("%(actor)s took back the invitation of %(email)s"), {"email": str}),
    Kind("agent.invitation_resent", _("%(actor)s invited %(email)s again"), {"email": str}),
    Kind(
        "sign_in.policy_changed",
        _("%(actor)s changed who needs two-step sign-in"),
        {"old": list, "new": list},
        audience="administrators",
    ),
    Kind("team.created", _("%(actor)s made the team %(name)s"), {"name": str}),
    Kind(
        "team.changed",
        _("%(actor)s changed %(field)s of the team %(subject)s from %(old)s to %(new)s"),
        {"field": str, "old": (str, int, bool), "new": (str, int, bool)},
        refers={"field": "agent_field"},
    ),
    Kind(
        "team.joined",
        _("%(actor)s added %(agent)s to the team %(subject)s"),
        {"agent": int},
        refers={"agent": "agent"},
    ),
    Kind(
        "team.left",
        _("%(actor)s took %(agent)s out of the team %(subject)s"),
        {"agent": int},
        refers={"agent": "agent"},
    ),
)
