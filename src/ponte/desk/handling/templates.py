"""Ticket templates: arranged here, offered on the page of a new ticket."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ponte.desk.fields import asking, new
from ponte.desk.guarding import AgentRequest, requires
from ponte.team.models import Team
from ponte.tickets.checklists.models import ChecklistTemplate
from ponte.tickets.fields import catalogue
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.states import Priority, TicketType
from ponte.tickets.templates import filling, keeping
from ponte.tickets.templates.models import TicketTemplate
from ponte.ui.toasting import toast

FIELDS = ("name", "subject", "text", "is_note", "team", "priority", "type", "checklist")


class TemplateForm(forms.Form):
    """What a new ticket is filled with."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=500, required=False)
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea, max_length=20_000, required=False)
    is_note = forms.BooleanField(label=gettext_lazy("An internal note, not mailed"), required=False)
    team = forms.ModelChoiceField(Team.objects.none(), label=gettext_lazy("Team"), required=False)
    priority = forms.TypedChoiceField(label=gettext_lazy("Priority"), coerce=int, choices=Priority.choices)
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=TicketType.choices)
    tags = forms.CharField(
        label=gettext_lazy("Tags"), max_length=500, required=False, help_text=gettext_lazy("Divided by commas.")
    )
    checklist = forms.ModelChoiceField(
        ChecklistTemplate.objects.none(), label=gettext_lazy("Checklist"), required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, rows in (
            ("team", Team.objects.filter(is_active=True)),
            ("checklist", ChecklistTemplate.objects.all()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


@requires("manage_macros")
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: AgentRequest) -> HttpResponse:
    """The templates; a new one is made here."""
    return _edit(request, None)


@requires("manage_macros")
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def template_of(request: AgentRequest, template: int) -> HttpResponse:
    """Change one; DELETE (or POST `remove`) deletes it."""
    row = get_object_or_404(TicketTemplate, pk=template)
    if request.method == "DELETE" or request.POST.get("remove"):
        keeping.drop(row, by=request.user)
        response = HttpResponseRedirect(reverse("handling:templates"))
        toast(request, response, _("Deleted %(name)s") % {"name": row.name})
        return response
    return _edit(request, row)


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 19 else 0


def _edit(request: AgentRequest, row: TicketTemplate | None) -> HttpResponse:
    fields = catalogue.current().fields
    initial = {**{name: getattr(row, name) for name in FIELDS}, "tags": ", ".join(row.tags)} if row else None
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=initial or {"priority": 2})
    faults: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {name: form.cleaned_data[name] for name in FIELDS}
        filled = asking.given(asking.typed(request.POST))
        values["tags"] = form.cleaned_data["tags"].split(",")
        try:
            values["values"] = filling.checked(filled)
            values["form"] = catalogue.current().forms.get(_number(request.POST.get("form", "")))
            keeping.keep(row, values, by=request.user)
        except InvalidFields as wrong:
            faults = asking.faults_of(wrong)
            form.add_error(None, wrong.words)
        except keeping.NameTaken:
            form.add_error("name", _("There is one of this name already."))
        else:
            return HttpResponseRedirect(reverse("handling:templates"))
    held = {key: asking.held(fields[key], value) for key, value in filling.held(row).items()} if row else {}
    asked = new.part(request.POST, faults, held, row.form_id if row else None)
    given = {"row": row, "form": form, "asked": asked, "rows": [] if row else list(TicketTemplate.objects.all())}
    return render(request, "handling/templates.html", given, status=422 if form.errors else 200)
