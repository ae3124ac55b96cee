"""Brands: the names under which the company answers, with their words to customers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.channels.email.outgoing.acknowledgement_texts import default_text
from ponte.channels.email.outgoing.acknowledgement_texts import render as acknowledgement
from ponte.channels.email.outgoing.signing_off import signature
from ponte.desk.administration.brands.forms import BrandForm, initial_of
from ponte.desk.administration.forms import try_on
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets import branding
from ponte.tickets.models import Brand
from ponte.ui.toasting import toast

SAMPLE_TICKET = 41873


@requires("manage_brands")
@require_safe
def brands(request: AgentRequest) -> HttpResponse:
    """Every brand."""
    rows = Brand.objects.prefetch_related("mailboxes").order_by("-is_default", "-is_active", "name")
    return render(request, "administration/brands.html", {"brands": rows})


@requires("manage_brands")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Make a brand."""
    first = {"locales": [code for code, _name in settings.LANGUAGES], "default_locale": "en"}
    form = BrandForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        made = try_on(form, lambda: branding.make(by=request.user, **form.values()))
        if made:
            return _saved(request, made)
    return _page(request, form, None)


@requires("manage_brands")
@require_http_methods(["GET", "HEAD", "POST"])
def brand(request: AgentRequest, brand: int) -> HttpResponse:
    """See and change a brand."""
    row = get_object_or_404(Brand, pk=brand)
    form = BrandForm(request.POST if request.method == "POST" else None, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        changed = try_on(form, lambda: branding.change(row, by=request.user, **form.values()))
        if changed:
            return _saved(request, changed)
    return _page(request, form, row)


@requires("manage_brands")
@require_POST
def preview(request: AgentRequest) -> HttpResponse:
    """One text as a customer would read it; nothing is stored."""
    language = request.POST.get("language", "")
    language = language if language in dict(settings.LANGUAGES) else "en"
    draft = Brand(name=request.POST.get("name", "")[:80] or _("Your brand"), default_locale=language)
    text = request.POST.get("text", "")
    if text == "signature":
        draft.signature = {language: request.POST.get(f"signature_{language}", "")}
        words = signature(draft, request.user, language)
    else:
        draft.acknowledgement = {language: request.POST.get(f"acknowledgement_{language}", "")}
        words = acknowledgement(draft, language, ticket=SAMPLE_TICKET, name="Marta Bellini", subject=_("A question"))
    return render(request, "administration/brand_preview.html", {"words": words, "language": language})


def _saved(request: AgentRequest, brand: Brand) -> HttpResponse:
    done = HttpResponseRedirect(reverse("brand", args=[brand.pk]))
    toast(request, done, _("Saved"))
    return done


def _page(request: AgentRequest, form: BrandForm, brand: Brand | None) -> HttpResponse:
    defaults = {code: default_text(code) for code, _name in settings.LANGUAGES}
    context = {"form": form, "brand": brand, "defaults": defaults}
    return render(request, "administration/brand.html", context, status=422 if form.errors else 200)
