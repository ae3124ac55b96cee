"""Quiet hours and digest, as they are written."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

TIME = {"type": "time"}


class SettingsForm(forms.Form):
    """All in one's own time zone."""

    quiet = forms.BooleanField(label=_("Quiet hours"), required=False)
    quiet_from = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    quiet_until = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    quiet_weekend = forms.BooleanField(label=_("All of Saturday and Sunday"), required=False)
    breaches_break = forms.BooleanField(label=_("Missed deadlines reach me all the same"), required=False)
    digest = forms.ChoiceField(
        label=_("The digest comes"),
        choices=[("day", _("Once a day")), ("hour", _("Every hour, when there is something"))],
        widget=forms.RadioSelect,
    )
    digest_time = forms.TimeField(
        label=_("At"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"), help_text=_("For the daily one.")
    )
    agenda = forms.BooleanField(
        label=_("Send me each day what needs me"),
        required=False,
        help_text=_("Promises, overdue answers, reminders and mentions, as the page “What needs you” has them."),
    )
