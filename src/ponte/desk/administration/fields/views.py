"""Fields: made, changed, put in order, archived."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.desk.administration.fields.written import FieldForm
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets.fields import defining
from ponte.tickets.fields.models import CustomField, FieldKind, FieldValue, Form
from ponte.ui.toasting import toast

COUNTED = 1000  # tickets that hold a field are counted up to here


@requires("manage_fields")
@require_safe
def fields(request: AgentRequest) -> HttpResponse:
    """Every field in order, those out of use after them, and the forms."""
    rows = list(CustomField.objects.all())
    context = {
        "rows": [row for row in rows if not row.is_archived],
        "archived": [row for row in rows if row.is_archived],
        "kinds": FieldKind.choices,
        "forms": list(Form.objects.select_related("brand")),
    }
    return render(request, "administration/custom_fields.html", context)


@requires("manage_fields")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest, kind: str) -> HttpResponse:
    """Make a field of this kind."""
    if kind not in FieldKind.values:
        raise Http404
    form = FieldForm(request.POST if request.method == "POST" else None, kind=kind, row=None)
    if request.method == "POST" and form.is_valid():
        try:
            row = defining.make(form.definition(), by=request.user)
        except ValidationError as error:
            _tell(form, error)
        else:
            where = "custom_field" if row.choices else "custom_fields"
            return _saved(request, reverse(where, args=[row.pk] if row.choices else []))
    return _page(request, form, None)


@requires("manage_fields")
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: AgentRequest, field: int) -> HttpResponse:
    """See and change a field."""
    row = get_object_or_404(CustomField, pk=field)
    form = FieldForm(request.POST if request.method == "POST" else None, kind=row.kind, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            defining.change(row, form.definition(), by=request.user)
        except ValidationError as error:
            _tell(form, error)
        else:
            return _saved(request, reverse("custom_fields"))
    return _page(request, form, row)


@requires("manage_fields")
@require_POST
def place(request: AgentRequest, field: int) -> HttpResponse:
    """Move it in the order: `to` is a place from 0."""
    row = get_object_or_404(CustomField, pk=field)
    word = request.POST.get("to", "")
    defining.move(row, int(word) if word.isascii() and word.isdigit() and len(word) < 6 else 0, by=request.user)
    return HttpResponseRedirect(reverse("custom_fields"))


@requires("manage_fields")
@require_POST
def use(request: AgentRequest, field: int) -> HttpResponse:
    """Archive it, or (`active`) bring it back."""
    row = get_object_or_404(CustomField, pk=field)
    defining.set_archived(row, request.POST.get("active") != "1", by=request.user)
    return _saved(request, reverse("custom_fields"))


def _tell(form: FieldForm, error: ValidationError) -> None:
    """What the behaviour refused, at its control."""
    places = {"names": "name_en", "helps": "help_en", "settings": next(iter(form.settings_names()), "")}
    for name, errors in error.error_dict.items():
        at = places.get(name, name)
        form.add_error(at if at in form.fields else None, errors)


def _saved(request: AgentRequest, where: str) -> HttpResponse:
    done = HttpResponseRedirect(where)
    toast(request, done, _("Saved"))
    return done


def _page(request: AgentRequest, form: FieldForm, row: CustomField | None) -> HttpResponse:
    number = 0
    if row is not None:
        held = FieldValue.objects.filter(field=row, place=0).order_by().values("pk")
        number = len(held[: COUNTED + 1])
    context = {
        "form": form,
        "row": row,
        "title": row.label if row else _("New field: %(kind)s") % {"kind": FieldKind(form.kind).label},
        "kind": FieldKind(form.kind).label,
        "number": number,
        "cap": COUNTED,
        "languages": [(code, name) for code, name in settings.LANGUAGES if code != "en"],
        "typed": request.POST,
    }
    return render(request, "administration/custom_field.html", context, status=422 if form.errors else 200)
