"""The form of a policy: by which hours, how fast. For which tickets says the builder of conditions beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ponte.desk.administration.policies import written
from ponte.team.schedules.models import Schedule
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import PolicyVersion, Target
from ponte.tickets.states import Priority


def schedules() -> list[tuple[str, Any]]:
    """What hours may count."""
    rows = Schedule.objects.filter(is_active=True).values_list("pk", "name")
    return [("", _("Every hour of the calendar")), *((str(pk), name) for pk, name in rows)]


class PolicyForm(forms.Form):
    """What a policy promises."""

    name = forms.CharField(label=_("Name"), max_length=80)
    schedule = forms.ChoiceField(label=_("Hours that count"), choices=schedules, required=False)
    warn_at = forms.CharField(
        label=_("Warn at"),
        required=False,
        help_text=_("Percent of the time, with commas: 50, 75. Empty warns nobody."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for target in Target:
            for priority in Priority:
                label = f"{target.label}, {priority.label}"
                self.fields[f"{target}_{int(priority)}"] = forms.CharField(label=label, required=False, max_length=20)

    def targets(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields of the table, a row a target, the most urgent first."""
        urgent_first = sorted(Priority, reverse=True)
        return [(target.label, [self[f"{target}_{int(one)}"] for one in urgent_first]) for target in Target]

    def clean(self) -> dict[str, Any]:
        """Read lengths, percentages and conditions; what cannot be read is said at its field."""
        data = self.cleaned_data
        data["targets"] = {
            str(target): {
                int(priority): length
                for priority in Priority
                if (length := self._read(f"{target}_{int(priority)}", written.seconds)) is not None
            }
            for target in Target
        }
        data["warn_at"] = self._read("warn_at", written.percents) or ()
        return data

    def promise(self, conditions: Any) -> Promise:
        """What the behaviour takes. `conditions`: of the tickets it is for, from the builder."""
        data = self.cleaned_data
        schedule = Schedule.objects.filter(pk=data["schedule"]).first() if data["schedule"] else None
        return Promise(data["name"], data["targets"], conditions or {}, data["warn_at"], schedule)

    def _read(self, name: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(self.cleaned_data.get(name) or "")
        except ValidationError as error:
            self.add_error(name, error)
            return None


def initial_of(version: PolicyVersion) -> dict[str, Any]:
    """What the form shows of a policy, besides its conditions."""
    lengths = {
        f"{target}_{int(priority)}": written.of_seconds(version.seconds(target, priority))
        for target in Target
        for priority in Priority
    }
    return {
        "name": version.name,
        "schedule": str(version.schedule_id or ""),
        "warn_at": ", ".join(map(str, version.warn_at)),
        **lengths,
    }
