"""Forms: which fields they ask for, when, and how it looks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.administration.fields import ruled
from ponte.desk.administration.fields.ruled import Line
from ponte.desk.fields import asking
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets.fields import catalogue, forming
from ponte.tickets.fields.forming import Wanted
from ponte.tickets.fields.models import Form
from ponte.tickets.fields.rules import understood
from ponte.tickets.models import Brand
from ponte.ui.toasting import toast


@requires("manage_fields")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Make a form."""
    return _edit(request, None)


@requires("manage_fields")
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: AgentRequest, form: int) -> HttpResponse:
    """See and change a form."""
    return _edit(request, get_object_or_404(Form, pk=form))


@requires("manage_fields")
@require_POST
def removal(request: AgentRequest, form: int) -> HttpResponse:
    """Delete it."""
    row = get_object_or_404(Form, pk=form)
    forming.drop(row, by=request.user)
    done = HttpResponseRedirect(reverse("custom_fields"))
    toast(request, done, _("Deleted %(name)s") % {"name": row.name})
    return done


def _edit(request: AgentRequest, row: Form | None) -> HttpResponse:
    """`do` adds, moves or drops a line; only `save` saves."""
    faults: dict[str, list[str]] = {}
    if request.method == "POST":
        lines = ruled.read(request.POST)
        wanted = _wanted(request.POST, lines)
        asked = request.POST.get("do") or ("look" if request.headers.get("HX-Request") else "save")
        if asked == "save":
            try:
                made = forming.keep(row, wanted, by=request.user)
            except ValidationError as error:
                faults = _told(error, lines)
            else:
                done = HttpResponseRedirect(reverse("custom_fields"))
                toast(request, done, _("Saved %(name)s") % {"name": made.name})
                return done
        else:
            lines = ruled.act(lines, asked)
            wanted = _wanted(request.POST, lines)
    elif row is not None:
        lines = ruled.of(understood(row.rules))
        wanted = Wanted(row.names, understood(row.rules), row.brand_id, row.is_default, row.is_active)
    else:
        lines, wanted = [], Wanted({})
    preview = Form(names=dict(wanted.names), rules=[rule.written() for rule in wanted.rules])
    context = {
        "row": row,
        "wanted": wanted,
        "lines": lines,
        "faults": faults,
        "unused": _unused(lines),
        "preview": asking.of_form(preview, asking.defaults(preview)),
        "brands": [("", _("Every brand")), *((str(each.pk), each.name) for each in Brand.objects.order_by("name"))],
        "languages": settings.LANGUAGES,
    }
    part = "administration/form_lines.html" if request.headers.get("HX-Target") == "form-lines" else ""
    return render(request, part or "administration/form.html", context, status=422 if faults else 200)


def _wanted(post: QueryDict, lines: list[Line]) -> Wanted:
    brand = post.get("brand", "")
    return Wanted(
        names={code: post.get(f"name-{code}", "") for code, _name in settings.LANGUAGES},
        rules=[line.rule for line in lines],
        brand=int(brand) if brand.isascii() and brand.isdigit() and len(brand) < 19 else None,
        is_default="is_default" in post,
        is_active="is_active" in post or "is_active_there" not in post,
    )


def _unused(lines: list[Line]) -> list[tuple[str, str]]:
    used = {line.rule.field for line in lines}
    return [(field.key, field.label) for field in catalogue.current().active if field.key not in used]


def _told(error: ValidationError, lines: list[Line]) -> dict[str, list[str]]:
    """The faults by part; those of lines stand at their lines."""
    found: dict[str, list[str]] = {}
    for name, errors in error.error_dict.items():
        for each in errors:
            place: Any = int(each.code) if name == "rules" and each.code else None
            if place is not None and place < len(lines):
                lines[place].faults.append(each.messages[0])
            else:
                found.setdefault(name, []).append(each.messages[0])
    return found or {"rules": []}
