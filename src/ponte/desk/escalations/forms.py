"""The form of a path."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.team.models import Agent, Team
from ponte.tickets.escalating.models import Direction, Path


class PathForm(forms.Form):
    """A path. Reasons and questions are written one a line."""

    name = forms.CharField(label=_("Name"), max_length=80)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    from_team = forms.ModelChoiceField(
        label=_("From the team"), queryset=Team.objects.none(), required=False, empty_label=_("Any team")
    )
    to_team = forms.ModelChoiceField(
        label=_("To the team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("For a path to a specialist."),
    )
    to_agent = forms.ModelChoiceField(
        label=_("To the person"),
        queryset=Agent.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("For a path to a manager."),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea,
        required=False,
        help_text=_("One a line. Without any, the reason is written freely."),
    )
    questions = forms.CharField(
        label=_("What else must be filled in"),
        widget=forms.Textarea,
        required=False,
        help_text=_("One a line, such as: Serial number. What was tried and what is needed are always asked."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(is_active=True).order_by("name")
        people = Agent.objects.filter(is_active=True).order_by("name")
        for name, rows in (("from_team", teams), ("to_team", teams), ("to_agent", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def values(self) -> dict[str, Any]:
        """What `defining.define` takes."""
        given = dict(self.cleaned_data)
        for name in ("reasons", "questions"):
            given[name] = given[name].splitlines()
        return given


def shown(path: Path) -> dict[str, Any]:
    """A path as the form shows it."""
    return {
        "name": path.name,
        "direction": path.direction,
        "from_team": path.from_team_id,
        "to_team": path.to_team_id,
        "to_agent": path.to_agent_id,
        "reasons": "\n".join(path.reasons),
        "questions": "\n".join(path.questions),
        "is_active": path.is_active,
    }
