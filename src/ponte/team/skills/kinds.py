"""The events of skills, limits and shifts."""

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

register(
    Kind("skill.created", _("%(actor)s made the skill %(name)s"), {"name": str}),
    Kind(
        "skill.changed",
        _("%(actor)s changed %(field)s of the skill %(subject)s"),
        {"field": str, "old": (str, bool), "new": (str, bool)},
        refers={"field": "skill_field"},
    ),
    Kind(
        "agent.skill_changed",
        _("%(actor)s changed the skill %(skill)s of %(subject)s from level %(old)s to %(new)s"),
        {"skill": int, "old": int, "new": int},
        refers={"skill": "skill", "old": "count", "new": "count"},
    ),
    Kind(
        "agent.limit_changed",
        _("%(actor)s changed how much %(subject)s may hold of %(work)s from %(old)s to %(new)s"),
        {"work": str, "old": int, "new": int},
        refers={"work": "work", "old": "count", "new": "count"},
    ),
    Kind(
        "agent.shift_changed",
        _("%(actor)s changed the hours of %(subject)s from %(old)s to %(new)s"),
        {"old": int, "new": int},
        refers={"old": "schedule", "new": "schedule"},
    ),
    Kind(
        "limits.changed",
        _("%(actor)s changed how much one may hold of %(work)s from %(old)s to %(new)s"),
        {"role": str, "work": str, "old": int, "new": int},
        refers={"role": "role", "work": "work", "old": "count", "new": "count"},
        variant=lambda data: (
            _("%(actor)s changed how much one may hold of %(work)s as %(role)s from %(old)s to %(new)s")
            if data.get("role")
            else _("%(actor)s changed how much one may hold of %(work)s from %(old)s to %(new)s")
        ),
    ),
)
