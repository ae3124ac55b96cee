"""The form of a brand: its texts are one field a language, `acknowledgement_it` and the like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ponte.tickets.models import Brand

TEXTS = ("acknowledgement", "signature")
MOST = 4000


class BrandForm(forms.Form):
    """A brand's name, languages and words."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Customers see it."))
    default_locale = forms.ChoiceField(
        label=_("Main language"),
        choices=settings.LANGUAGES,
        help_text=_("Used where a customer’s language is not known."),
    )
    locales = forms.MultipleChoiceField(
        label=_("Languages it answers in"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    is_default = forms.BooleanField(label=_("The usual brand"), required=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    acknowledges = forms.BooleanField(
        label=_("Acknowledge new tickets"),
        required=False,
        help_text=_("Each new mail is answered once with the text below. Machines never get one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for text in TEXTS:
            for code, name in settings.LANGUAGES:
                self.fields[f"{text}_{code}"] = forms.CharField(
                    label=name,
                    required=False,
                    max_length=MOST,
                    widget=forms.Textarea(attrs={"rows": 7 if text == "acknowledgement" else 3}),
                )

    def values(self) -> dict[str, Any]:
        """What the behaviour takes: the texts by language."""
        data = dict(self.cleaned_data)
        for text in TEXTS:
            data[text] = {code: data.pop(f"{text}_{code}") for code, _name in settings.LANGUAGES}
        return data

    def texts(self, text: str) -> list[tuple[str, forms.BoundField]]:
        """The fields of a text with their languages."""
        return [(code, self[f"{text}_{code}"]) for code, _name in settings.LANGUAGES]


def initial_of(brand: Brand) -> dict[str, Any]:
    """What the form shows of a brand."""
    plain = ("name", "default_locale", "locales", "is_default", "is_active", "acknowledges")
    initial: dict[str, Any] = {name: getattr(brand, name) for name in plain}
    for text in TEXTS:
        for code, words in getattr(brand, text).items():
            initial[f"{text}_{code}"] = words
    return initial
