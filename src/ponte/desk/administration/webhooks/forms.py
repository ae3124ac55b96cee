"""The forms of a webhook and of a replay."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from ponte.channels.webhooks.models import Endpoint


class Patterns(forms.Field):
    """What the tokens hold: several values of one name, what is being typed parted by commas."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [word.strip() for each in value or [] for word in str(each).split(",") if word.strip()]


class WebhookForm(forms.Form):
    """Where it goes, and what it hears. Of which tickets says the builder of conditions beside it."""

    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://shop.example/hooks", "autocomplete": "off"}),
        help_text=gettext_lazy("Each event is sent there by POST, signed. Redirects are not followed."),
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Which system it is, and who looks after it."),
    )
    kinds = Patterns(label=gettext_lazy("Events"), required=False)
    includes_notes = forms.BooleanField(
        label=gettext_lazy("Tell the words of notes"),
        required=False,
        help_text=gettext_lazy("Notes are for colleagues. Without this only the fact is told that one was written."),
    )

    def patterns(self) -> list[str]:
        """What the tokens show."""
        if self.is_bound:
            return Patterns().to_python(cast("QueryDict", self.data).getlist("kinds"))
        return list(self.initial.get("kinds", []))


def initial_of(endpoint: Endpoint) -> dict[str, Any]:
    """What the form shows of a webhook, besides its conditions."""
    return {name: getattr(endpoint, name) for name in ("url", "description", "kinds", "includes_notes")}


class ReplayForm(forms.Form):
    """From when until when, in the reader's time zone."""

    since = forms.DateTimeField(
        label=gettext_lazy("From"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def span(self, now: datetime) -> tuple[datetime, datetime]:
        """Both ends; without an end until now."""
        return self.cleaned_data["since"], self.cleaned_data["until"] or now
