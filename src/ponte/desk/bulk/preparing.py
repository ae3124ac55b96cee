"""Before many tickets are changed: what must still be said, and what will become of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.bulk import describing, selecting, starting
from ponte.desk.handling import choosing
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.tickets.bulk import actions, escalations, foreseeing, joining, reasons
from ponte.tickets.bulk.models import Job
from ponte.tickets.errors import TicketError
from ponte.tickets.escalating.models import Path
from ponte.tickets.models import Ticket
from ponte.tickets.querysets import TicketQuerySet

MOST_CHOSEN = 100
ASKING = ("merge", "link", "escalate")  # they need more than a choice from a menu


@dataclass
class Draft:
    """What was asked for so far. `value` None: something is missing; `errors` by field."""

    what: str
    given: QueryDict
    value: str | None = None
    errors: dict[str, str] = field(default_factory=dict)


def address_of(what: str, value: str, *, everything: str = "", chosen: list[int] | None = None) -> str:
    """The page that prepares this change of a whole list or of the chosen tickets."""
    which = {"address": everything} if everything else {"ids": ",".join(map(str, chosen or []))}
    return reverse("bulk:new") + "?" + urlencode({"what": what, "value": value, **which})


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def new(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """GET `what`, and `address` or `ids`: ask for the rest and tell what will happen. POST the same: begin."""
    given = request.POST if request.method == "POST" else request.GET
    draft = _understand(given, agent)
    error = ""
    try:
        tickets = selected(given, agent)
    except ValueError:
        tickets, error = Ticket.objects.none(), _("This list is there no more. Go back and choose again.")
    if request.method == "POST" and draft.value is not None and not error:
        try:
            return starting.begin(request, agent, tickets, draft.what, draft.value)
        except starting.Refused as refused:
            error = str(refused)
    elif request.method == "HEAD":
        return HttpResponse()
    return _page(request, agent, draft, tickets, error)


def selected(given: QueryDict, agent: Agent) -> TicketQuerySet:
    """The tickets that `address` or `ids` name, as far as this person may see them.

    Raises:
        ValueError: there is no such list.
    """
    if address := given.get("address", ""):
        return selecting.selected(address, agent)
    ids = [int(word) for word in given.get("ids", "").split(",") if _is_number(word)][:MOST_CHOSEN]
    return Ticket.objects.visible_to(agent).filter(pk__in=ids)


def _page(
    request: HttpRequest, agent: Agent, draft: Draft, tickets: TicketQuerySet, error: str
) -> HttpResponseBase:
    foreseen = None
    if draft.value is not None and not error:
        try:
            foreseen = foreseeing.foresee(tickets, draft.what, draft.value, by=agent)
        except TicketError as refusal:
            error = starting.words_for(refusal)
        except (ValueError, KeyError):
            error = _("Choose what to change, then try again. Nothing was changed.")
    paths = list(Path.objects.filter(is_active=True)) if draft.what == "escalate" else []
    path = _path(draft.given)
    context = {
        "agent": agent,
        "nav": "bulk",
        "draft": draft,
        "given": draft.given,
        "title": _title(draft),
        "foreseen": foreseen,
        "why": [(reasons.words(code), count) for code, count in foreseen.reasons.most_common()] if foreseen else [],
        "is_final": draft.what in actions.FINAL,
        "strangers": _strangers(draft, tickets),
        "roles": [(str(role), role.label) for role in joining.ROLES],
        "paths": [("", _("Choose")), *((str(each.pk), f"{each.name} → {each.goal}") for each in paths)],
        "path": path,
        "reasons": [("", _("Choose")), *((each, each) for each in (path.reasons if path else ()))],
        "answers": [(f"answer-{n}", each) for n, each in enumerate(path.questions)] if path else [],
        "error": error,
        "back": _back(draft.given.get("address", "")),
    }
    wrong = request.method == "POST" or bool(error)
    return render(request, "bulk/new.html", context, status=422 if wrong else 200)


def _back(address: str) -> str:
    """The list one came from; never another site."""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else reverse("inbox:home")


def _title(draft: Draft) -> str:
    if draft.what and draft.value is not None:
        try:
            return describing.words(Job(what=draft.what, value=draft.value))
        except (ValueError, KeyError):
            return _("Change tickets")
    return {
        "merge": _("Merge into another ticket"),
        "link": _("Link with another ticket"),
        "escalate": _("Escalate"),
    }.get(draft.what, _("Change tickets"))


def _strangers(draft: Draft, tickets: TicketQuerySet) -> int:
    """How many would be merged into another customer's ticket, where they get no answer unless let in."""
    if draft.what != "merge" or not draft.value:
        return 0
    into = Ticket.objects.get(pk=int(draft.value))
    return tickets.order_by().exclude(requester=into.requester_id).values("pk")[:1000].count()


def _understand(given: QueryDict, agent: Agent) -> Draft:
    draft = Draft(given.get("what", ""), given)
    if draft.what not in ASKING:
        draft.value = given.get("value", "")
    elif draft.what == "escalate":
        _understand_escalation(draft)
    elif typed := given.get("number", "").strip():
        other = choosing.by_number(agent, typed)
        role = given.get("role", "")
        if other is None:
            draft.errors["number"] = _("No ticket that you may see has this number.")
        elif draft.what == "merge":
            draft.value = str(other.pk)
        elif role in joining.ROLES:
            draft.value = f"{role}:{other.pk}"
        else:
            draft.errors["role"] = _("Choose what the other ticket is.")
    elif "number" in given:
        draft.errors["number"] = _("Write the number of the other ticket.")
    return draft


def _understand_escalation(draft: Draft) -> None:
    path = _path(draft.given)
    if path is None:
        if "path" in draft.given:
            draft.errors["path"] = _("Choose where it goes.")
        return
    if "tried" not in draft.given:
        return  # the path alone was chosen; its questions are asked now
    said = {name: draft.given.get(name, "").strip() for name in ("reason", "tried", "needed")}
    answers = {each: draft.given.get(f"answer-{n}", "").strip() for n, each in enumerate(path.questions)}
    for name, text in [*said.items(), *((f"answer-{n}", answers[each]) for n, each in enumerate(path.questions))]:
        if not text:
            draft.errors[name] = _("They need this to help: write a few words.")
    if not draft.errors:
        draft.value = escalations.written(path, answers=answers, **said)


def _path(given: QueryDict) -> Path | None:
    number = given.get("path", "")
    return Path.objects.filter(pk=int(number), is_active=True).first() if _is_number(number) else None


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 19
