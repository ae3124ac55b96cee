"""The pages of schedules."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.schedules import arranging
from ponte.team.schedules.models import Schedule
from ponte.team.schedules.rules import Rules, of

pytestmark = pytest.mark.django_db
ROME = {
    "name": "Rome", "time_zone": "Europe/Rome", "country": "IT", "region": "MI",
    **{f"day_{n}": "09:00-13:00, 14:00-18:00" for n in range(5)},
    "closures": "2026-12-24 13:00-24:00 Christmas Eve",
}  # fmt: skip


@pytest.fixture
def serenas(client: Client, serena: Agent) -> Iterator[Client]:
    client.force_login(serena)
    with clock.frozen(datetime(2026, 11, 20, 10, tzinfo=UTC)):
        yield client


def test_a_schedule_is_made_and_changed(serenas: Client) -> None:
    made = serenas.post("/administration/schedules/new", ROME)
    schedule = Schedule.objects.get(name="Rome")
    assert made["Location"].endswith(f"/{schedule.pk}")
    page = serenas.get(made["Location"]).content.decode()
    assert "2026-12-24 13:00-24:00 Christmas Eve" in page
    assert "09:00-13:00, 14:00-18:00" in page
    serenas.post(made["Location"], {**ROME, "day_5": "10-12"})
    assert of(schedule.latest()).week[5] == ((600, 720),)
    assert schedule.versions.count() == 2


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(serenas: Client) -> None:
    page = serenas.post("/administration/schedules/new", {**ROME, "day_2": "9 to 5", "closures": "soon"})
    words = page.content.decode()
    assert page.status_code == 422
    assert "“9 to 5”: write hours as 09:00-17:30." in words
    assert 'value="9 to 5"' in words and ">\nsoon</textarea>" in words
    assert not Schedule.objects.filter(name="Rome").exists()


def test_the_preview_follows_what_is_typed_and_stores_nothing(serenas: Client) -> None:
    shown = serenas.post("/administration/schedules/preview", ROME).content.decode()
    assert "Christmas Day" in shown and "40 hours a week" in shown
    ukraine = serenas.post("/administration/schedules/preview", {**ROME, "country": "UA", "region": ""})
    assert "No public holidays are known for Ukraine" in ukraine.content.decode()
    wrong = serenas.post("/administration/schedules/preview", {**ROME, "day_0": "x"})
    assert "“x”" in wrong.content.decode()
    assert not Schedule.objects.filter(name="Rome").exists()


def test_try_it_counts_in_the_schedules_own_time(serenas: Client, serena: Agent) -> None:
    week = (((540, 780), (840, 1080)),) * 5 + ((), ())
    schedule = arranging.make("Rome", Rules("Europe/Rome", week, "IT", "MI"), by=serena)
    address = f"/administration/schedules/{schedule.pk}/trial"
    told = serenas.get(address, {"from": "2026-12-04T17:00", "hours": "8"}).content.decode()
    # a weekend, Saint Ambrose on Monday and the Immaculate on Tuesday are in between
    assert "Wednesday 9 December 2026, 17:00 in Europe/Rome" in told
    assert "Write a date" in serenas.get(address, {"from": "later", "hours": "8"}).content.decode()
    assert "Write a date" in serenas.get(address, {"from": "2026-12-04T17:00", "hours": "-1"}).content.decode()


def test_regions_follow_the_country(serenas: Client) -> None:
    assert "Milano" in serenas.get("/administration/schedules/regions", {"country": "IT"}).content.decode()
    assert "Milano" not in serenas.get("/administration/schedules/regions", {"country": "??"}).content.decode()


def test_the_usual_one_and_those_out_of_use(serenas: Client, serena: Agent) -> None:
    week = (((0, 1440),),) * 7
    schedule = arranging.make("Always", Rules("UTC", week), by=serena)
    old = Schedule.objects.get(is_default=True)
    serenas.post(f"/administration/schedules/{schedule.pk}/usual")
    serenas.post(f"/administration/schedules/{old.pk}/use", {"active": "0"})
    assert [row.name for row in Schedule.objects.filter(is_active=True)] == ["Always"]
    assert "Out of use" in serenas.get("/administration/schedules/").content.decode()


def test_the_list_costs_the_same_for_any_number(serenas: Client, serena: Agent) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            serenas.get("/administration/schedules/")
        return len(asked)

    cost()
    before = min(cost(), cost())
    for number in range(5):
        arranging.make(f"S{number}", Rules("UTC", (((0, 60),),) * 7), by=serena)
    assert min(cost(), cost()) == before  # the first look after a change counts the rail anew
