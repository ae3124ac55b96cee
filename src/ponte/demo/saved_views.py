"""The views that Velora's people work with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ponte.demo.cast import BATTERY, BY_KEY, ORDERS
from ponte.team.models import Agent, Team
from ponte.tickets.saved_views import using
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted


def _is(field: str, operator: str, *value: Any) -> dict[str, Any]:
    if not value:
        return {"field": field, "operator": operator}
    return {"field": field, "operator": operator, "value": value[0] if len(value) == 1 else list(value)}


UNSOLVED = _is("state_type", "is_not", "solved", "closed")
ACTING = _is("state_type", "is", "new", "open")


def make_all(now: datetime) -> list[View]:
    """Everybody's, two of teams, and a few of single people."""
    people = {key: Agent.objects.get(email=person.email) for key, person in BY_KEY.items()}
    team = {name: Team.objects.get(name=name).pk for name in (BATTERY, ORDERS)}
    made = []
    for place, (maker, wanted) in enumerate(_all(team)):
        made.append(make(wanted, by=people[maker], at=now - timedelta(days=40 - place)))
    serena = people["serena"]
    for view in made:
        if view.name in ("Solved this week", "Long conversations"):
            using.see_as(view, "table", by=serena)
    using.place(made[0], "pinned", by=serena)
    return made


def make_of_fields(now: datetime) -> list[View]:
    """Those that ask for Velora's own fields."""
    people = {key: Agent.objects.get(email=person.email) for key, person in BY_KEY.items()}
    wanted = [
        ("serena", Wanted(
            "Safety relevant",
            {"all": [_is("fields.safety", "is", True), _is("created", "within_last", "60d")]},
            columns=("fields.product", "fields.fault", "fields.serial", "fields.mechanic"), sort="newest",
            sharing="everyone", names=_named("Sicurezza", "Seguridad", "Безпека", "Segurança"))),
        ("giulia", Wanted(
            "Battery faults by bike", {"all": [UNSOLVED, _is("fields.fault", "is", "battery")]},
            columns=("fields.fault", "fields.serial", "fields.bought", "fields.dealer"), group="fields.product",
            sharing="everyone",
            names=_named("Guasti alla batteria per bici", "Averías de batería por bici", "Батарея за моделями",
                         "Defeitos de bateria por bicicleta"))),
        ("serena", Wanted(
            "Refunds of 100 € and more",
            {"all": [_is("fields.refund", "at_least", 100), _is("created", "within_last", "30d")]},
            columns=("fields.refund", "fields.order", "assignee"), sort="recent", sharing="everyone",
            names=_named("Rimborsi da 100 €", "Reembolsos desde 100 €", "Відшкодування від 100 €",
                         "Reembolsos a partir de 100 €"))),
    ]  # fmt: skip
    return [make(each, by=people[maker], at=now - timedelta(days=20)) for maker, each in wanted]


def _all(team: dict[str, int]) -> list[tuple[str, Wanted]]:
    return [
        ("serena", Wanted(
            "Urgent and nobody's",
            {"all": [ACTING, _is("priority", "at_least", "high"), _is("assignee", "is", "nobody")]},
            columns=("team", "waiting"), sort="priority", sharing="everyone",
            names=_named("Urgenti di nessuno", "Urgentes sin nadie", "Термінові й нічиї", "Urgentes sem ninguém"))),
        ("serena", Wanted(
            "Overdue", {"all": [ACTING, _is("due", "is", "past")]}, columns=("team", "due"), group="team",
            sharing="everyone", names=_named("Scaduti", "Vencidos", "Прострочені", "Vencidos"))),
        ("giulia", Wanted(
            "Due before lunch", {"all": [ACTING, _is("due", "within_next", "4h")]}, columns=("due", "assignee"),
            sharing="everyone",
            names=_named("Entro quattro ore", "En cuatro horas", "За чотири години", "Em quatro horas"))),
        ("giulia", Wanted(
            "Waiting since yesterday", {"all": [ACTING, _is("waiting", "older_than", "24h")]},
            columns=("waiting", "messages"), group="assignee", sharing="everyone",
            names=_named("In attesa da ieri", "Esperan desde ayer", "Чекають з учора", "Aguardando desde ontem"))),
        ("giulia", Wanted(
            "Long conversations", {"all": [UNSOLVED, _is("messages", "at_least", 8)]},
            columns=("messages", "created", "tags"), sort="oldest", sharing="everyone",
            names=_named("Conversazioni lunghe", "Conversaciones largas", "Довгі розмови", "Conversas longas"))),
        ("serena", Wanted(
            "Solved this week", {"all": [_is("solved", "is", "this_week")]},
            columns=("solved", "assignee", "team", "tags"), sort="recent", group="assignee", sharing="everyone",
            names=_named("Risolti questa settimana", "Resueltos esta semana", "Вирішені цього тижня",
                         "Resolvidos esta semana"))),
        ("giulia", Wanted(
            "Battery by urgency", {"all": [UNSOLVED, _is("team", "is", team[BATTERY])]}, columns=("tags", "language"),
            group="priority", sharing="teams", teams=(team[BATTERY],))),
        ("giulia", Wanted(
            "Orders the customer asked about again",
            {"all": [ACTING, _is("team", "is", team[ORDERS]), _is("last_from_customer", "is", True),
                     _is("messages", "at_least", 3)]},
            columns=("messages", "waiting"), sharing="teams", teams=(team[ORDERS],))),
        ("olena", Wanted(
            "My Ukrainian customers", {"all": [UNSOLVED, _is("assignee", "is", "me"), _is("language", "is", "uk")]},
            columns=("tags",))),
        ("mateo", Wanted(
            "Spanish or Portuguese, free to take",
            {"all": [ACTING, _is("assignee", "is", "nobody"), _is("language", "is", "es", "pt-br")]},
            columns=("language", "team"), sort="priority")),
        ("beatriz", Wanted(
            "New today, no answer yet",
            {"all": [ACTING, _is("created", "is", "today"), _is("first_replied", "is_empty")]},
            columns=("created",), sort="oldest")),
        ("serena", Wanted(
            "Answered late or not at all",
            {"all": [_is("created", "within_last", "14d"),
                     {"any": [{"all": [_is("first_replied", "is_empty"), _is("created", "older_than", "8h"), ACTING]},
                              _is("messages", "more_than", 12)]}]},
            columns=("created", "first_replied", "team", "assignee"), sort="recent")),
    ]  # fmt: skip


def _named(it: str, es: str, uk: str, pt: str) -> dict[str, str]:
    return {"it": it, "es": es, "uk": uk, "pt-br": pt}
