"""The languages of the help desk: which brands answer in each, who speaks it, and whose words are used."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.guarding import AgentRequest, requires
from ponte.team.models import Agent
from ponte.tickets import branding
from ponte.tickets.models import Brand
from ponte.ui.toasting import toast


@dataclass(frozen=True)
class Spoken:
    """One language: how many colleagues answer in it, and how each brand stands to it."""

    code: str
    name: str
    agents: int
    brands: list[tuple[Brand, bool, bool]]  # brand, answers in it, has words of its own in it


@requires("manage_languages")
@require_http_methods(["GET", "HEAD", "POST"])
def languages(request: AgentRequest) -> HttpResponse:
    """The table of languages and brands; ticking changes which languages a brand answers in."""
    brands = list(Brand.objects.filter(is_active=True).order_by("-is_default", "name"))
    if request.method == "POST":
        return _save(request, brands)
    return render(request, "administration/languages.html", {"spoken": spoken(brands), "brands": brands})


def spoken(brands: list[Brand]) -> list[Spoken]:
    """Every language that Ponte speaks."""
    speakers: Counter[str] = Counter()
    for known in Agent.objects.filter(is_active=True).values_list("languages", flat=True):
        speakers.update(set(known))
    return [
        Spoken(
            code, name, speakers[code], [(brand, code in brand.locales, _own_words(brand, code)) for brand in brands]
        )
        for code, name in settings.LANGUAGES
    ]


def _own_words(brand: Brand, code: str) -> bool:
    return bool(brand.acknowledgement.get(code) or brand.signature.get(code))


def _save(request: AgentRequest, brands: list[Brand]) -> HttpResponse:
    done = HttpResponseRedirect(reverse("languages"))
    for brand in brands:
        chosen = [code for code, _name in settings.LANGUAGES if code in request.POST.getlist(f"brand_{brand.pk}")]
        # the main language cannot be taken away here: somebody must be answered in something
        kept = [code for code, _name in settings.LANGUAGES if code in chosen or code == brand.default_locale]
        branding.change(brand, by=request.user, locales=kept)
    toast(request, done, _("Saved"))
    return done
