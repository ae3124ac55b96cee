"""Forms about other people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.desk.account.forms import interface_languages, time_zones
from ponte.team.models import Role, Team


class Person(forms.Form):
    """A colleague, as an administrator sees them."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("They sign in with it."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages they answer in"),
        choices=interface_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    locale = forms.ChoiceField(label=_("Language of the interface"), choices=interface_languages)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_teams(self)


class Invitation(forms.Form):
    """Asking a colleague in."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.AGENT)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    locale = forms.ChoiceField(label=_("Language of the invitation"), choices=interface_languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_teams(self)


def _offer_teams(form: forms.Form) -> None:
    field = form.fields["teams"]
    assert isinstance(field, forms.ModelMultipleChoiceField)
    field.queryset = Team.objects.filter(is_active=True).order_by("name")
