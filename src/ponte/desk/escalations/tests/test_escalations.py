"""Asking, taking and answering through the doors; the board and its filters; the administration of paths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.team.models import Agent, Team
from ponte.tickets.escalating import defining
from ponte.tickets.escalating.models import Escalation, Path, State, TeamStanding
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
SAID = {"reason": "Firmware fault", "tried": "Reset and update", "needed": "Is 2.4.1 to blame?", "answer-0": "LD3-1"}


@pytest.fixture
def path(admin: Agent, product: Agent, team: Callable[[str], Team]) -> Path:
    return defining.define(
        None,
        by=admin,
        name="Firmware",
        from_team=team("Battery and motor"),
        to_team=team("Product"),
        reasons=["Firmware fault", "Recall"],
        questions=["Serial number"],
    )


@pytest.fixture
def mine(matter: Callable[..., Ticket], olena: Agent, team: Callable[[str], Team]) -> Ticket:
    return matter(team=team("Battery and motor"), assignee=olena)


def test_asked_taken_answered(client: Client, mine: Ticket, path: Path, olena: Agent, product: Agent) -> None:
    client.force_login(olena)
    form = client.get(f"/tickets/{mine.pk}/escalation").content.decode()
    assert "Serial number" in form
    assert "Recall" in form
    client.post(f"/tickets/{mine.pk}/escalation", {"path": path.pk, **SAID})
    made = Escalation.objects.get()
    assert "nobody has taken it yet" in client.get(f"/tickets/{mine.pk}").content.decode()
    client.force_login(product)
    board = client.get("/escalations/").content.decode()
    assert f"/tickets/{mine.pk}" in board
    client.post(f"/escalations/{made.pk}/taking")
    assert "is on it" in client.get(f"/tickets/{mine.pk}").content.decode()
    assert "Reset and update" in client.get(f"/escalations/{made.pk}/answer").content.decode()
    assert client.post(f"/escalations/{made.pk}/answer", {"answer": " "}).status_code == 422
    client.post(f"/escalations/{made.pk}/answer", {"answer": "Install 2.4.2"})
    made.refresh_from_db()
    assert made.state == State.RETURNED
    client.force_login(olena)
    assert "Install 2.4.2" in client.get(f"/tickets/{mine.pk}").content.decode()


def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(
    client: Client, mine: Ticket, path: Path, olena: Agent
) -> None:
    client.force_login(olena)
    given = {"path": path.pk, **SAID, "tried": "", "answer-0": ""}
    answer = client.post(f"/tickets/{mine.pk}/escalation", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("They need this to help") == 2
    assert "Is 2.4.1 to blame?" in page
    assert not Escalation.objects.exists()


def test_a_stranger_sees_none_of_it(client: Client, mine: Ticket, path: Path, olena: Agent, tom: Agent) -> None:
    client.force_login(olena)
    client.post(f"/tickets/{mine.pk}/escalation", {"path": path.pk, **SAID})
    client.force_login(tom)
    assert f"/tickets/{mine.pk}" not in client.get("/escalations/").content.decode()
    assert client.post(f"/escalations/{Escalation.objects.get().pk}/taking").status_code == 404


def test_the_board_is_filtered_and_costs_the_same(
    client: Client,
    path: Path,
    matter: Callable[..., Ticket],
    olena: Agent,
    giulia: Agent,
    team: Callable[[str], Team],
) -> None:
    client.force_login(giulia)

    def queries() -> int:
        client.get("/escalations/")  # the numbers in the rail are remembered
        with CaptureQueriesContext(connection) as seen:
            client.get("/escalations/")
        return len(seen)

    def one() -> None:
        ticket = matter(team=team("Battery and motor"), assignee=olena)
        client.post(f"/tickets/{ticket.pk}/escalation", {"path": path.pk, **SAID})

    one()
    before = queries()
    for _number in range(4):
        one()
    assert queries() == before
    assert client.get("/escalations/?direction=hierarchical").content.decode().count("board-title") == 0
    assert client.get("/escalations/?whose=asked").content.decode().count("board-title") == 5
    assert client.get(f"/escalations/?team={path.to_team_id}").content.decode().count("board-title") == 5
    assert client.get("/escalations/?team=x&direction=y&whose=z").status_code == 200


def test_paths_and_standings(client: Client, admin: Agent, product: Agent, serena: Agent) -> None:
    client.force_login(admin)
    product_team = Team.objects.get(name="Product")
    given = {"name": "Up", "direction": "hierarchical", "to_agent": serena.pk, "reasons": "Upset\n\nUpset\nLegal"}
    assert client.post("/administration/escalations/new", {**given, "to_agent": ""}).status_code == 422
    assert client.post("/administration/escalations/new", {**given, "is_active": "on"}).status_code == 302
    made = Path.objects.get()
    assert made.reasons == ["Upset", "Legal"]
    assert "Legal" in client.get(f"/administration/escalations/{made.pk}").content.decode()
    client.post("/administration/escalations/standings", {f"standing-{product_team.pk}": "product"})
    assert TeamStanding.objects.get().team == product_team
    assert "Up" in client.get("/administration/escalations/").content.decode()
