"""A new ticket, opened by an agent for a customer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.customers import finding as customers
from ponte.desk.fields import asking
from ponte.desk.fields import new as asked
from ponte.desk.inbox import filters
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket.answering import words_for
from ponte.lib import richtext
from ponte.team.models import Agent, Team
from ponte.tickets import starting
from ponte.tickets.checklists import listing
from ponte.tickets.errors import TicketError
from ponte.tickets.fields import catalogue
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.models import Brand
from ponte.tickets.narrowing import NOBODY
from ponte.tickets.states import Channel, Priority, TicketType
from ponte.tickets.templates import filling
from ponte.tickets.templates.models import TicketTemplate
from ponte.ui.toasting import toast

FIELDS = (
    *("address", "name", "subject", "language", "priority", "team"),
    *("assignee", "channel", "brand", "mode", "reply", "tags"),
)


@require_http_methods(["GET", "POST"])
@agent_required
def new(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The form; a refusal brings it back as it was filled."""
    typed = {name: request.POST.get(name, request.GET.get(name, "")).strip() for name in FIELDS}
    typed["tags"] = ", ".join(request.POST.getlist("tags"))
    template = _template(request.POST.get("template") or request.GET.get("template", ""))
    if template is not None and request.method != "POST":
        _fill(typed, template)
    errors: dict[str, str] = {}
    faults: dict[str, str] = {}
    if request.method == "POST" and not request.POST.get("show"):
        errors = _wrong(typed)
        if not errors:
            try:
                ticket = _start(typed, request.POST, agent, template)
            except InvalidFields as error:
                faults = asking.faults_of(error)
                errors["fields"] = error.words
            except TicketError as error:
                errors["reply"] = words_for(error)
            except ValueError:
                errors["other"] = _("Choose one of the values that are offered.")
            else:
                response = redirect("ticket:show", ticket.pk)
                toast(request, response, _("Ticket #%(number)s opened") % {"number": ticket.pk})
                return response
    given: dict[str, Any] = {
        "typed": typed,
        "errors": errors,
        "offered": {k: v() for k, v in _choices().items()},
        "agent": agent,
        "nav": "inbox",
        "template": template,
        "templates": TicketTemplate.objects.all(),
        "asked": asked.part(
            request.POST or request.GET, faults, _of_template(template), template.form_id if template else None
        ),
    }
    return render(request, "ticket/new.html", given, status=422 if errors else 200)


def _of_template(template: TicketTemplate | None) -> dict[str, Any]:
    """The fields that the template fills."""
    if template is None:
        return {}
    fields = catalogue.current().fields
    return {key: asking.held(fields[key], value) for key, value in filling.held(template).items()}


def _wrong(typed: dict[str, str]) -> dict[str, str]:
    errors = {}
    try:
        validate_email(typed["address"])
    except ValidationError:
        errors["address"] = _("Write the customer's e-mail address, such as marta@example.com.")
    if not typed["subject"]:
        errors["subject"] = _("A subject helps everybody find this ticket: write a few words.")
    return errors


def _template(value: str) -> TicketTemplate | None:
    return TicketTemplate.objects.filter(pk=int(value)).first() if value.isascii() and value.isdigit() else None


def _fill(typed: dict[str, str], template: TicketTemplate) -> None:
    """What the template says, where the address says nothing else."""
    usual = {
        "subject": template.subject,
        "reply": template.text,
        "mode": "note" if template.is_note else "reply",
        "team": str(template.team_id or ""),
        "priority": str(template.priority),
        "tags": ", ".join(template.tags),
    }
    typed.update({name: value for name, value in usual.items() if not typed[name]})


@transaction.atomic
def _start(typed: dict[str, str], post: QueryDict, agent: Agent, template: TicketTemplate | None) -> Any:
    customer, _made = customers.find_or_make(
        typed["address"], name=typed["name"], language=typed["language"], by=agent
    )
    named = Brand.objects.filter(pk=int(typed["brand"])).first() if typed["brand"] else None
    brand = named or Brand.objects.get(is_default=True)
    ticket, _message = starting.start(
        customer,
        by=agent,
        subject=typed["subject"],
        html=post.get("reply_html", "") or richtext.from_text(typed["reply"]),
        to=[customers.normalise(typed["address"])],
        is_note=typed["mode"] == "note",
        brand=brand,
        form=asked.chosen(post.get("form", ""), brand.pk),
        fields=asking.given(asking.typed(post)),
        team=_one(Team, typed["team"]),
        assignee=_one(Agent, typed["assignee"]),
        priority=Priority(int(typed["priority"] or Priority.NORMAL)),
        channel=Channel(typed["channel"] or Channel.EMAIL),
        language=typed["language"],
        kind=TicketType(template.type) if template else TicketType.QUESTION,
        tags=[word for word in typed["tags"].split(",") if word.strip()],
    )
    if template is not None and template.checklist is not None:
        listing.apply(ticket, template.checklist, by=agent)
    return ticket


def _one(model: Any, value: str) -> Any:
    return model.objects.filter(pk=int(value), is_active=True).first() if value and value != NOBODY else None


def _choices() -> dict[str, Any]:
    kept = ("language", "priority", "team", "assignee", "channel", "brand", "tag")
    return {name: read for name, read in filters.choices().items() if name in kept}
