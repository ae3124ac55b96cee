"""The form of a policy: for which tickets, by which hours, how fast."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ponte.desk.administration.policies import choosing, written
from ponte.team.models import Team
from ponte.team.schedules.models import Schedule
from ponte.tickets import tagging
from ponte.tickets.models import Brand
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import PolicyVersion, Target
from ponte.tickets.states import Channel, Priority, TicketType


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False)


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
    brands = _several(_("Brands"), lambda: [(str(row.pk), row.name) for row in Brand.objects.order_by("name")])
    teams = _several(_("Teams"), lambda: [(str(row.pk), row.name) for row in Team.objects.order_by("name")])
    channels = _several(_("Channels"), Channel.choices)
    types = _several(_("Types"), TicketType.choices)
    languages = _several(_("Languages"), settings.LANGUAGES)
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Any of these, with commas."))
    more = forms.CharField(
        label=_("Further conditions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the language of conditions, as JSON. They must hold as well."),
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
        data["tags"] = [name for word in (data.get("tags") or "").split(",") if (name := tagging.normalise(word))]
        data["more"] = self._read("more", _json)
        return data

    def promise(self) -> Promise:
        """What the behaviour takes."""
        data = self.cleaned_data
        schedule = Schedule.objects.filter(pk=data["schedule"]).first() if data["schedule"] else None
        conditions = choosing.conditions_of(data, data["more"])
        return Promise(data["name"], data["targets"], conditions, data["warn_at"], schedule)

    def _read(self, name: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(self.cleaned_data.get(name) or "")
        except ValidationError as error:
            self.add_error(name, error)
            return None


def _json(text: str) -> dict[str, Any] | None:
    if not text.strip():
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ValidationError(_("This is no condition: it begins with { and is JSON."))
    return found


def initial_of(version: PolicyVersion) -> dict[str, Any]:
    """What the form shows of a policy."""
    chosen, more = choosing.chosen_of(version.conditions)
    tags = ", ".join(chosen.pop("tags", ()))
    lengths = {
        f"{target}_{int(priority)}": written.of_seconds(version.seconds(target, priority))
        for target in Target
        for priority in Priority
    }
    return {
        "name": version.name,
        "schedule": str(version.schedule_id or ""),
        "warn_at": ", ".join(map(str, version.warn_at)),
        **chosen,
        "tags": tags,
        "more": more,
        **lengths,
    }
