"""Two real processes route 200 tickets at once; one of them is killed in the middle of its work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection
from tests.matters import open_matter

from ponte.events import consuming
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.team.skills import limiting
from ponte.tickets.models import Ticket
from ponte.tickets.routing import taking, working
from ponte.tickets.routing.models import Place, Route
from ponte.tickets.routing.tests.conftest import route_all

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = """
import sys, time
import django; django.setup()
from ponte.tickets.routing import working
working.BATCH = 7
print("ready", flush=True)
sys.stdin.readline()
while working.look() + working.fill(): pass
"""


def worker() -> subprocess.Popen[str]:
    """A process with its own connection to this test's database, waiting for a word."""
    given = connection.settings_dict
    url = (
        f"postgresql://{given['USER']}:{given['PASSWORD']}@/{given['NAME']}?host={given['HOST']}&port={given['PORT']}"
    )
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "ponte.config.settings"}
    env["PYTHONPATH"] = os.pathsep.join(sys.path)
    made = subprocess.Popen(
        [sys.executable, "-c", WORKER], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert made.stdout is not None
    assert made.stdout.readline() == "ready\n"
    return made


def start(*workers: subprocess.Popen[str]) -> None:
    for each in workers:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()


def test_two_processes_assign_each_ticket_once_and_a_killed_one_loses_nothing(
    make_route: Callable[..., Route], olena: Agent, mateo: Agent
) -> None:
    for agent in (olena, mateo):
        limiting.set_limits({"mail": 75}, agent=agent, by="system")
    make_route()
    for number in range(200):
        open_matter(subject=f"No {number}", language="en")
    while consuming.drain("routing"):
        pass
    one, two = worker(), worker()
    start(one, two)
    deadline = time.monotonic() + 60
    while Ticket.objects.filter(assignee__isnull=False).count() < 20 and time.monotonic() < deadline:
        time.sleep(0.01)
    one.send_signal(signal.SIGKILL)
    one.wait()
    assert two.wait(timeout=120) == 0
    route_all()
    held = sorted(Ticket.objects.filter(assignee=agent).count() for agent in (olena, mateo))
    assert held == [75, 75]
    told = Event.objects.filter(kind="ticket.assigned").values_list("ticket_id", flat=True)
    assert len(told) == len(set(told)) == 150
    assert Place.objects.filter(waits=True).count() == 50


def test_threads_that_look_at_once_never_fill_a_desk_over_its_limit(
    make_route: Callable[..., Route], olena: Agent, mateo: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_route()
    for number in range(12):
        open_matter(subject=f"No {number}", language="en")
    while consuming.drain("routing"):
        pass
    monkeypatch.setattr(working, "BATCH", 2)

    def look() -> None:
        while working.look() + working.fill():
            pass
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    route_all()
    assert [Ticket.objects.filter(assignee=agent).count() for agent in (olena, mateo)] == [2, 2]
    assert Event.objects.filter(kind="ticket.assigned").count() == 4


def test_two_who_ask_at_once_get_two_tickets(olena: Agent, mateo: Agent) -> None:
    for number in range(2):
        open_matter(subject=f"No {number}")
    got: list[Ticket | None] = []

    def take(agent: Agent) -> None:
        got.append(taking.take_next(agent))
        connection.close()

    threads = [threading.Thread(target=take, args=[agent]) for agent in (olena, mateo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({ticket.pk for ticket in got if ticket}) == 2
