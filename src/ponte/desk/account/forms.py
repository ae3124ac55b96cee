"""Forms of signing in and of one's own account. What they refuse is said by the behaviours of the team room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import ResetPasswordKeyForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ponte.team import checking
from ponte.team.models import Theme

Choices = list[tuple[str, Any]]


def interface_languages() -> Choices:
    """The interface's languages, each in its own words."""
    return list(settings.LANGUAGES)


def time_zones() -> Choices:
    """Every time zone of the world's regions, by region."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for key in sorted(available_timezones()):
        region, slash, place = key.partition("/")
        if slash and region in _REGIONS:
            regions.setdefault(region, []).append((key, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *regions.items()]


_REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


def try_on(form: forms.Form, behaviour: Callable[[], Any]) -> Any:
    """Call `behaviour`; what it refuses by field is said by the form. None when it refused."""
    try:
        return behaviour()
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            form.add_error(None, error)
        return None


class NewPasswordField(forms.CharField):
    """A password that is being chosen."""

    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("New password"))
        kwargs.setdefault("help_text", _("At least 10 characters; a few words in a row are good."))
        super().__init__(strip=False, max_length=256, **kwargs)


class Entering(forms.Form):
    """Somebody makes their own account: invited, or as the first administrator."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = NewPasswordField(label=_("Password"))
    locale = forms.ChoiceField(label=_("Language of the interface"), choices=interface_languages)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, initial="UTC")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"locale": get_language() or "en"} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class FirstAdministrator(Entering):
    """The same, with the address that an invitation would know."""

    email = forms.EmailField(label=_("Your e-mail address"))
    field_order = ("name", "email", "password", "locale", "time_zone")


class Profile(forms.Form):
    """What colleagues and customers see of oneself, and how Ponte looks."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you answer in"),
        choices=interface_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signature = forms.CharField(
        label=_("Signature"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands under your replies, after the brand's own."),
    )
    locale = forms.ChoiceField(label=_("Language of the interface"), choices=interface_languages)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=Theme.choices, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(
        label=_("Shortcuts of a single key"),
        required=False,
        help_text=_("Such as r to reply. Switch them off if you dictate or press keys by accident."),
    )


class NewPassword(ResetPasswordKeyForm):
    """Choosing a password by a link: typed once, since it can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"] = NewPasswordField()

    def clean_password1(self) -> str:
        return checking.password(str(self.cleaned_data["password1"]), self.user, field="password1")


class ChangedPassword(forms.Form):
    """One's own new password, with the old one where there is one."""

    current = forms.CharField(
        label=_("Your password now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = NewPasswordField()
