"""The form of a state: a name in each language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ponte.tickets.models import State
from ponte.tickets.states import StateType


class StateForm(forms.Form):
    """A state's names and what it does to deadlines."""

    pauses_deadlines = forms.BooleanField(
        label=_("Deadlines pause in it"), required=False, help_text=_("The customer’s wait does not count meanwhile.")
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("Out of use, agents cannot choose it. Tickets in it stay."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(label=name, required=False, max_length=40)

    def names(self) -> dict[str, str]:
        """The names by language."""
        return {code: self.cleaned_data[f"name_{code}"] for code, _name in settings.LANGUAGES}

    def name_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The fields of the names with their languages."""
        return [(code, self[f"name_{code}"]) for code, _name in settings.LANGUAGES]


class NewStateForm(StateForm):
    """The same, and of which type the new one is."""

    type = forms.TypedChoiceField(
        label=_("What it means"),
        choices=StateType.choices,
        coerce=int,
        help_text=_("Queues, deadlines and reports go by this. It cannot be changed later."),
    )


def initial_of(state: State) -> dict[str, Any]:
    """What the form shows of a state."""
    names = {f"name_{code}": text for code, text in state.names.items()}
    return {"pauses_deadlines": state.pauses_deadlines, "is_active": state.is_active, **names}
