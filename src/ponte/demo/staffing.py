"""Velora's people and teams as rows: the cast, and colleagues who fill the rota."""

from __future__ import annotations

from datetime import datetime, timedelta

from ponte.demo.cast import APP, BATTERY, BIKES, DUBLIN, KYIV, MADRID, ORDERS, ROME, SAO_PAULO, STAFF, TEAMS, Person
from ponte.team.models import Agent, Availability, Membership, Team

# fmt: off
COLLEAGUES = (
    Person("davide", "Davide Rinaldi", "davide.rinaldi@velora.example", "agent",
           (BATTERY, BIKES), ("it", "en"), "it", ROME),
    Person("chiara", "Chiara Moretti", "chiara.moretti@velora.example", "agent",
           (ORDERS, APP), ("it", "en", "es"), "it", ROME),
    Person("taras", "Тарас Гнатюк", "taras.hnatiuk@velora.example", "agent",
           (BATTERY, ORDERS, APP), ("uk", "en"), "uk", KYIV),
    Person("carmen", "Carmen Vidal", "carmen.vidal@velora.example", "agent",
           (BIKES, APP), ("es", "en"), "es", MADRID),
    Person("joao", "João Nogueira", "joao.nogueira@velora.example", "agent",
           (ORDERS, BATTERY, APP), ("pt-br", "en"), "pt-br", SAO_PAULO),
    Person("aoife", "Aoife Brennan", "aoife.brennan@velora.example", "agent",
           (BATTERY, ORDERS, BIKES), ("en",), "en", DUBLIN),
)
# fmt: on
SIGNATURES = {
    "it": "{name}\nAssistenza Velora",
    "es": "{name}\nAtención al cliente de Velora",
    "uk": "{name}\nПідтримка Velora",
    "pt-br": "{name}\nAtendimento Velora",
    "en": "{name}\nVelora support",
}
AWAY = {
    "chiara": Availability.AWAY,
    "serena": Availability.BUSY,
    "joao": Availability.OFF,
    "observer": Availability.OFF,
}


def hire(now: datetime) -> tuple[dict[str, Agent], dict[str, Team]]:
    """Write agents (by key) and teams (by name); nobody has a password, so nobody can sign in by one."""
    teams = {team.name: team for team in Team.objects.bulk_create([Team(name=name) for name in TEAMS])}
    people = STAFF + COLLEAGUES
    rows = [
        Agent(
            email=person.email,
            name=person.name,
            role=person.role,
            locale=person.locale,
            languages=list(person.languages),
            time_zone=person.time_zone,
            availability=AWAY.get(person.key, Availability.ONLINE),
            signature=SIGNATURES[person.locale].format(name=person.name),
            password="!the demo world signs in by its chooser",  # noqa: S106
            created_at=now - timedelta(days=400 - 7 * number),
        )
        for number, person in enumerate(people)
    ]
    agents = {person.key: agent for person, agent in zip(people, Agent.objects.bulk_create(rows), strict=True)}
    Membership.objects.bulk_create(
        [
            Membership(agent=agents[person.key], team=teams[name], is_lead=name in person.leads)
            for person in people
            for name in person.teams
        ]
    )
    return agents, teams
