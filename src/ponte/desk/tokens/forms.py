"""The form of a new token."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.team.tokens.scopes import READING, Scope

NEVER = "never"


class NewToken(forms.Form):
    """What it is for, what it may do, and until when."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        initial=list(READING),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you yourself may do."),
    )
    lasts = forms.ChoiceField(
        label=_("How long it works"),
        choices=[
            ("30", _("30 days")),
            ("90", _("90 days")),
            ("365", _("One year")),
            (NEVER, _("Until it is revoked")),
        ],
        initial="365",
    )

    def expiry(self, now: datetime) -> datetime | None:
        """The moment that was chosen."""
        lasts = self.cleaned_data["lasts"]
        return None if lasts == NEVER else now + timedelta(days=int(lasts))
