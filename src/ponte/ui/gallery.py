"""Every component in all its states on one page, for the eye and for the tests. Development only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from ponte.lib import clock
from ponte.ui import icons

SAMPLES = ("desk", "administration", "sign-in", "error")


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, as far as the gallery needs."""

    pk: int
    name: str
    email: str = ""
    availability: str = "online"
    single_keys: bool = True


CAST = {
    "giulia": Person(6, "Giulia Ferri"),
    "olena": Person(8, "Olena Kovalenko"),
    "mateo": Person(13, "Mateo Ruiz"),
    "beatriz": Person(9, "Beatriz Almeida"),
    "tom": Person(10, "Tom Hughes"),
    "serena": Person(17, "Serena Conti"),
}


class SampleForm(forms.Form):
    """One field of each kind, one of them wrong."""

    name = forms.CharField(initial="Marta Bellini", max_length=80)
    email = forms.EmailField(help_text="Where answers go.")
    language = forms.ChoiceField(choices=[("it", "Italiano"), ("uk", "Українська")])
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    vip = forms.BooleanField(required=False, label="Answer first")
    teams = forms.MultipleChoiceField(
        choices=[("battery", "Battery and motor"), ("orders", "Orders")], widget=forms.CheckboxSelectMultiple
    )


def shown() -> bool:
    """Whether this installation has a gallery at all."""
    return settings.DEBUG or os.environ.get("PONTE_GALLERY") == "1"


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """The page of stories; `?language=uk` shows it in another language."""
    return _page(request, "ui/gallery/index.html")


@login_not_required
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """A whole page of the kind `name`: the three panes, the administration, a sign-in sheet, an error."""
    if name not in SAMPLES:
        raise Http404
    return _page(request, f"ui/gallery/{name}.html")


def _page(request: HttpRequest, template: str) -> HttpResponse:
    if not shown():
        raise Http404
    now = clock.now()
    form = SampleForm({"name": "Marta Bellini", "email": "marta@posteo", "language": "uk", "teams": ["orders"]})
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "en"
    code = request.GET.get("code", "404")
    context = {
        "cast": CAST,
        "me": CAST["giulia"],
        "without_live": "live" not in request.GET,
        "now": now,
        "ago": lambda **length: now - timedelta(**length),
        "icon_names": sorted(icons.names() - {"logo"}),
        "form": form,
        "code": int(code) if code.isdecimal() else code,
    }
    with translation.override(language):
        return render(request, template, context, using=None)
