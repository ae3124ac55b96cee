"""The form of a route beside its conditions: to which team, who gets its tickets, and what if nobody does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.team.models import Team
from ponte.team.schedules.models import Schedule
from ponte.team.skills.models import HIGHEST, Skill
from ponte.tickets.routing.arranging import LONGEST, Plan
from ponte.tickets.routing.models import Route
from ponte.tickets.routing.ways import Match, Way

STEPS = 3


def teams() -> list[tuple[str, str]]:
    """The teams in use."""
    rows = Team.objects.filter(is_active=True).values_list("pk", "name")
    return [(str(pk), name) for pk, name in sorted(rows, key=lambda row: row[1].casefold())]


def schedules() -> list[tuple[str, Any]]:
    """Whose hours count."""
    rows = Schedule.objects.filter(is_active=True).values_list("pk", "name")
    return [("", _("Every hour of the calendar")), *((str(pk), name) for pk, name in rows)]


def _minutes(label: Any, text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=text, required=False, min_value=0, max_value=LONGEST)


class RouteForm(forms.Form):
    """What a route does."""

    name = forms.CharField(label=_("Name"), max_length=80)
    team = forms.ChoiceField(
        label=_("Team"), choices=lambda: [("", _("The team that the ticket has")), *teams()], required=False
    )
    way = forms.ChoiceField(label=_("Who gets its tickets"), choices=Way.choices)
    match = forms.ChoiceField(label=_("The customer’s language"), choices=Match.choices)
    sticky_days = forms.IntegerField(
        label=_("Days for the same agent"),
        help_text=_("Prefer who helped this customer within so many days. Empty does not."),
        required=False,
        min_value=0,
        max_value=365,
    )
    silent_minutes = _minutes(
        _("Minutes of silence"),
        _("Pass it on when the customer waits so long and nothing is done. Empty never does."),
    )
    schedule = forms.ChoiceField(label=_("Hours in which silence counts"), choices=schedules, required=False)
    gone_minutes = _minutes(
        _("Minutes of absence"), _("Pass it on when its agent is away or off shift for so long. Empty never does.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in range(STEPS):
            self.fields[f"after_{step}"] = _minutes(_("After minutes"))
            choices = [("", _("No further team")), *teams()]
            self.fields[f"to_{step}"] = forms.ChoiceField(label=_("Also"), choices=choices, required=False)

    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each step of overflow."""
        return [(self[f"after_{step}"], self[f"to_{step}"]) for step in range(STEPS)]

    def plan(self, conditions: Any) -> Plan:
        """What the behaviour takes."""
        data = self.cleaned_data
        known = Team.objects.in_bulk([int(data[f"to_{step}"]) for step in range(STEPS) if data[f"to_{step}"]])
        further = [
            (data[f"after_{step}"] or 0, known[int(data[f"to_{step}"])])
            for step in range(STEPS)
            if data[f"to_{step}"]
        ]
        return Plan(
            name=data["name"],
            conditions=conditions or {},
            team=Team.objects.filter(pk=data["team"]).first() if data["team"] else None,
            way=data["way"],
            match=data["match"],
            sticky_days=data["sticky_days"] or 0,
            overflow=further,
            silent_minutes=data["silent_minutes"] or None,
            gone_minutes=data["gone_minutes"] or None,
            schedule=Schedule.objects.filter(pk=data["schedule"]).first() if data["schedule"] else None,
        )


def initial_of(route: Route) -> dict[str, Any]:
    """What the form shows of a route."""
    steps: dict[str, Any] = {}
    for step, (minutes, team) in enumerate(route.overflow[:STEPS]):
        steps |= {f"after_{step}": minutes, f"to_{step}": str(team)}
    return {
        "name": route.name,
        "team": str(route.team_id or ""),
        "way": route.way,
        "match": route.match,
        "sticky_days": route.sticky_days or None,
        "silent_minutes": route.silent_minutes,
        "schedule": str(route.schedule_id or ""),
        "gone_minutes": route.gone_minutes,
        **steps,
    }


class RequirementForm(forms.Form):
    """A skill that tickets need."""

    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.filter(is_active=True), empty_label=None)
    level = forms.TypedChoiceField(
        label=_("At least at level"),
        choices=[(level, str(level)) for level in range(1, HIGHEST + 1)],
        coerce=int,
        help_text=_("Of a skill without levels only whether somebody has it counts."),
    )
    is_must = forms.TypedChoiceField(
        label=_("How much it counts"),
        choices=[("1", _("Required: nobody else gets it")), ("0", _("Preferred: they come first"))],
        coerce=lambda value: value == "1",
    )
