"""Bulk changes through the door: everything in a list, progress, cancel, results, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets.bulk import working
from ponte.tickets.bulk.models import Item, Job
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views.models import View
from ponte.tickets.states import Priority, StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def begin(client: Client, address: str, change: str = "priority:4") -> Job:
    answer = client.post("/inbox/changes", {"everything": address, "change": change}, headers=HTMX)
    where = answer.headers["HX-Redirect"]
    assert client.get(where).status_code == 200
    assert not Job.objects.filter(status="running").exists()
    begun = client.post("/bulk/new", QueryDict(where.partition("?")[2]).dict())
    job = Job.objects.latest("pk")
    assert begun.headers["Location"] == f"/bulk/{job.pk}"
    return job


def test_everything_in_a_list_and_nothing_else(signed_in: Client, matter: Matter) -> None:
    wanted = {matter(kind="incident", language="it").pk for _ in range(3)}
    other, solved = matter(language="uk"), matter(language="it", state=StateType.SOLVED)
    assert signed_in.get("/bulk/number?address=/inbox/all%3Flanguage%3Dit").json()["words"] == "Select all 3"
    job = begin(signed_in, "/inbox/all?language=it")
    assert set(Item.objects.filter(job=job).values_list("ticket_id", flat=True)) == wanted
    working.drain()
    page = signed_in.get(f"/bulk/{job.pk}").content.decode()
    assert "Priority: Urgent" in page
    assert "Finished" in page
    for untouched in (other, solved):
        untouched.refresh_from_db()
        assert untouched.priority == Priority.NORMAL


def test_watch_cancel_read_and_put_back(signed_in: Client, matter: Matter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "BATCH", 2)
    for _ in range(4):
        matter()
    job = begin(signed_in, "/inbox/all")
    working.work()
    fragment = signed_in.get(f"/bulk/{job.pk}", headers={**HTMX, "HX-Target": "job-progress"}).content.decode()
    assert "2 of 4 tickets" in fragment
    assert 'hx-trigger="every 1s"' in fragment
    assert "<html" not in fragment
    signed_in.post(f"/bulk/{job.pk}/cancellation")
    page = signed_in.get(f"/bulk/{job.pk}").content.decode()
    assert "Cancelled" in page
    assert 'hx-trigger="every 1s"' not in page
    back = signed_in.post(f"/bulk/{job.pk}/undo", follow=True).content.decode()
    assert "Put back: Priority: Urgent" in back
    working.drain()
    assert not Ticket.objects.exclude(priority=Priority.NORMAL).exists()
    assert "Put back: Priority: Urgent" in signed_in.get("/bulk/").content.decode()
    signed_in.post(f"/bulk/{job.pk}/undo")
    assert Job.objects.count() == 2


def test_results_are_paged_and_say_why(signed_in: Client, matter: Matter) -> None:
    matter(priority=Priority.URGENT)
    for _ in range(55):
        matter()
    job = begin(signed_in, "/inbox/all")
    working.drain()
    page = signed_in.get(f"/bulk/{job.pk}").content.decode()
    assert "It was so already" in page
    assert "Show more" in page
    after = Item.objects.filter(job=job).order_by("pk")[49].pk
    assert "Show more" not in signed_in.get(f"/bulk/{job.pk}?result=&after={after}").content.decode()
    left = signed_in.get(f"/bulk/{job.pk}?result=skipped").content.decode()
    assert left.count("Left as it was") == 1


def test_everything_in_a_view(signed_in: Client, matter: Matter, giulia: Agent) -> None:
    view = View.objects.create(name="Mine", owner=giulia, sort="recent")
    matter(language="it")
    matter(language="uk")
    assert begin(signed_in, f"/inbox/views/{view.pk}?language=uk").total == 1


@pytest.mark.parametrize(
    ("address", "change", "words"),
    [
        ("/inbox/closed", "priority:4", "Nothing is in this list any more."),
        ("/customers/", "priority:4", "Choose what to change, then try again."),
        ("/inbox/views/999999", "priority:4", "Choose what to change, then try again."),
        ("/nowhere", "priority:4", "Choose what to change, then try again."),
        ("/inbox/all?team=x", "priority:4", "Choose what to change, then try again."),
        ("/inbox/all", "priority:9", "Choose what to change, then try again."),
        ("/inbox/all", "", "Choose what to change, then try again."),
    ],
)
def test_what_cannot_begin_says_why(signed_in: Client, ticket: Ticket, address: str, change: str, words: str) -> None:
    answer = signed_in.post("/inbox/changes", {"everything": address, "change": change}, headers=HTMX)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_others_jobs_are_nobodys_business(client: Client, ticket: Ticket, olena: Agent, tom: Agent) -> None:
    client.force_login(olena)
    job = begin(client, "/inbox/all")
    client.force_login(tom)
    assert client.get(f"/bulk/{job.pk}").status_code == 404
    assert client.post(f"/bulk/{job.pk}/cancellation").status_code == 404
