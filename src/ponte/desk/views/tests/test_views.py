"""The pages of views, through their doors."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views.changing import change
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted
from ponte.tickets.states import Priority

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
UNSOLVED = {"field": "state_type", "operator": "is", "value": ["new", "open"]}
FORM = {
    "name": "Urgent", "sort": "due", "group": "", "sharing": "mine", "columns": ["team", "tags"], "c-mode": "all",
    "c-0-field": "state_type", "c-0-operator": "is", "c-0-value": ["new", "open"],
    "c-1-field": "priority", "c-1-operator": "at_least", "c-1-value": "high",
}  # fmt: skip


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def test_a_view_is_made_and_opens(signed_in: Client, matter: Matter) -> None:
    urgent, calm = matter(priority=Priority.URGENT), matter()
    assert signed_in.get("/views/new").status_code == 200
    answer = signed_in.post("/views/new", {**FORM, "do": "save", "name-it": "Urgenti"})
    view = View.objects.get()
    assert answer.headers["Location"] == f"/inbox/views/{view.pk}"
    assert (view.columns, view.names) == (["team", "tags"], {"it": "Urgenti"})
    page = signed_in.get(answer.headers["Location"]).content.decode()
    assert f'data-ticket="{urgent.pk}"' in page
    assert f'data-ticket="{calm.pk}"' not in page


def test_faults_stand_beside_their_line_and_nothing_is_lost(signed_in: Client) -> None:
    wrong = {**FORM, "name": "", "c-1-value": "", "c-2-mode": "any", "c-2-0-field": "messages", "c-2-0-value": "many"}
    page = signed_in.post("/views/new", {**wrong, "do": "save"})
    html = page.content.decode()
    assert page.status_code == 422
    for line, wrong_there in (("c-1", True), ("c-2-0", True), ("c-0", False)):
        assert (f'id="{line}-error" hidden' in html) is not wrong_there
    assert "Give it a name." in html and 'value="many"' in html
    assert not View.objects.exists()


def test_what_it_finds_follows_the_form(signed_in: Client, matter: Matter) -> None:
    matter(priority=Priority.URGENT, subject="Fire & smoke", tags=["rev-c"])
    found = signed_in.post("/conditions/found", FORM, headers={"HX-Request": "true"}).content.decode()
    assert "State is new or open and priority is at least high" in found
    assert "1 ticket" in found and "Fire &amp; smoke" in found and "rev-c" in found
    assert "<form" not in found


def test_buttons_work_without_script(signed_in: Client) -> None:
    page = signed_in.post("/views/new", {**FORM, "do": "c.group:"}).content.decode()
    assert 'name="c-2-0-field"' in page and 'value="Urgent"' in page
    page = signed_in.post("/views/new", {**FORM, "do": "c.drop:1"}).content.decode()
    assert 'name="c-1-field"' not in page
    page = signed_in.post("/views/new", {**FORM, "do": "column-down:team"}).content.decode()
    assert page.index('value="tags"') < page.index('value="team" checked')
    page = signed_in.post("/views/new", {**FORM, "do": "c.text"}).content.decode()
    assert "&#34;at_least&#34;" in page
    assert not View.objects.exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"all": [{"field": "mood"}]}', "{}"])
def test_json_is_understood_or_told(signed_in: Client, text: str) -> None:
    page = signed_in.post(
        "/views/new", {"name": "J", "sort": "recent", "sharing": "mine", "c-text": text, "do": "save"}
    )
    assert page.status_code == (302 if text == "{}" else 422)
    assert signed_in.post("/views/new", {"c-text": text, "do": "c.form"}).status_code == 200


def test_every_kind_of_control_is_drawn(signed_in: Client) -> None:
    from ponte.tickets.conditions import fields

    form: dict[str, Any] = {**FORM, "do": "c.look"}
    lines = [(each.key, operator.key) for each in fields.all_fields() for operator in each.kind.operators_of(each)]
    for start in range(0, len(lines), 25):
        for place, (field, operator) in enumerate(lines[start : start + 25]):
            form |= {f"c-{place}-field": field, f"c-{place}-operator": operator, f"c-{place}-value": "1"}
        assert signed_in.post("/views/new", form).status_code == 200


def test_a_view_is_changed_copied_moved_and_deleted(signed_in: Client, giulia: Agent) -> None:
    first, second = (make(Wanted(name, UNSOLVED, sharing="everyone"), by=giulia) for name in ("One", "Two"))
    page = signed_in.get(f"/views/{first.pk}").content.decode()
    assert 'value="new" id="c-0-1" checked' in page
    form = {**FORM, "sharing": "everyone", "do": "save", "is_active_there": "1"}
    assert signed_in.post(f"/views/{first.pk}", form).status_code == 302
    first.refresh_from_db()
    assert (first.name, first.is_active) == ("Urgent", False)
    assert b'value="Two (copy)"' in signed_in.get(f"/views/new?from={second.pk}").content
    signed_in.post(f"/views/{second.pk}/place", {"step": "-1"})
    assert list(View.objects.all().with_habits(giulia)) == [second, first]  # type: ignore[attr-defined]
    assert signed_in.post(f"/views/{second.pk}/place", {"step": "9"}).status_code == 404
    assert b"State is new or open" in signed_in.get("/views/").content
    signed_in.post(f"/views/{second.pk}/removal")
    assert list(View.objects.all()) == [first]


def test_two_who_change_one_view_are_told_and_nothing_is_lost(
    signed_in: Client, giulia: Agent, serena: Agent
) -> None:
    view = make(Wanted("One", UNSOLVED, sharing="everyone"), by=giulia)
    seen = view.updated_at.isoformat()
    change(view, Wanted("Hers", UNSOLVED, sharing="everyone"), by=serena)
    form = {**FORM, "name": "Mine", "sharing": "everyone", "do": "save", "seen": seen}
    page = signed_in.post(f"/views/{view.pk}", form)
    html = page.content.decode()
    assert page.status_code == 422 and "Serena Conti changed this" in html
    assert 'value="Mine"' in html and View.objects.get().name == "Hers"
    again = View.objects.get().updated_at.isoformat()
    assert f'name="seen" value="{again}"' in html
    assert signed_in.post(f"/views/{view.pk}", {**form, "seen": again}).status_code == 302
    assert View.objects.get().name == "Mine"


def test_who_may_not_is_refused(client: Client, olena: Agent, tom: Agent, giulia: Agent, observer: Agent) -> None:
    shared = make(Wanted("All", UNSOLVED, sharing="everyone"), by=giulia)
    private = make(Wanted("Mine", UNSOLVED), by=olena)
    client.force_login(tom)
    assert client.get(f"/views/{private.pk}").status_code == 404
    assert client.get(f"/views/{private.pk}/export/csv").status_code == 404
    assert client.get(f"/views/new?from={private.pk}").status_code == 404
    assert client.get(f"/views/{shared.pk}").status_code == 403
    assert client.post(f"/views/{shared.pk}/removal").status_code == 403
    client.force_login(observer)
    assert client.get("/views/new").status_code == 403
    assert client.get("/views/").status_code == 200


def test_a_view_that_is_no_longer_understood_can_be_mended(signed_in: Client, giulia: Agent) -> None:
    view = make(Wanted("Old", UNSOLVED), by=giulia)
    View.objects.filter(pk=view.pk).update(conditions={"version": 1, "field": "mood", "operator": "is", "value": "x"})
    page = signed_in.get(f"/views/{view.pk}").content.decode()
    assert "mood (gone)" in page and "There is no field mood" in page and 'name="c-0-value" value="x"' in page
    assert b"There is no field mood" in signed_in.get("/views/").content
    assert signed_in.get(f"/views/{view.pk}/export/csv").status_code == 409


def test_exports_are_streamed_told_and_in_the_readers_language(client: Client, giulia: Agent, matter: Matter) -> None:
    matter(subject="=HYPERLINK(1)")
    giulia.locale = "it"
    giulia.save()
    client.force_login(giulia)
    view = make(Wanted("Über: alles", UNSOLVED, columns=("tags",)), by=giulia)
    answer = client.get(f"/views/{view.pk}/export/csv")
    assert answer.streaming
    assert "filename*=utf-8''%C3%9Cber" in answer.headers["Content-Disposition"]
    head, row = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))  # type: ignore[attr-defined]
    assert (head[1], row[1], row[3]) == ("Oggetto", "'=HYPERLINK(1)", "Nuovo")
    told = Event.objects.get(kind="view.exported")
    assert (told.data["format"], told.actor) == ("csv", giulia.journal_name)
    answer = client.get(f"/views/{view.pk}/export/xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert [cell.value for cell in list(sheet.rows)[1]][1] == "=HYPERLINK(1)"
    assert client.get(f"/views/{view.pk}/export/pdf").status_code == 404


def test_each_arranges_the_list_for_oneself(signed_in: Client, giulia: Agent, olena: Agent) -> None:
    first, second, third = (
        make(Wanted(name, UNSOLVED, sharing="everyone"), by=giulia) for name in ("One", "Two", "Three")
    )
    signed_in.post(f"/views/{second.pk}/standing", {"standing": "pinned"})
    signed_in.post(f"/views/{third.pk}/standing", {"standing": "hidden"})
    assert signed_in.post(f"/views/{third.pk}/standing", {"standing": "nailed"}).status_code == 404
    rail = signed_in.get("/inbox/all").content.decode()
    assert "Pinned views" in rail and rail.index(">Two<") < rail.index(">One<") and ">Three<" not in rail
    page = signed_in.get("/views/").content.decode()
    assert "Unpin Two" in page and "Show Three in the rail" in page
    signed_in.post("/views/order", {"view": [third.pk, first.pk], "everybody": "1"})
    signed_in.force_login(olena)
    page = signed_in.get("/views/").content.decode()
    assert page.index("Three</a>") < page.index("One</a>") < page.index("Two</a>")
    assert signed_in.get("/views/?q=tHREE").content.decode().count('class="view-item') == 1
    assert "No view is called so" in signed_in.get("/views/?q=nothing").content.decode()


def test_what_is_broken_is_shown_where_it_can_be_mended(signed_in: Client, giulia: Agent, tom: Agent) -> None:
    gone = {"field": "requester", "operator": "is", "value": [999999]}
    view = make(Wanted("Old", UNSOLVED), by=giulia)
    View.objects.filter(pk=view.pk).update(
        conditions={"all": [gone, {"field": "mood", "operator": "is", "value": 3}]}
    )
    html = signed_in.get("/views/").content.decode()
    assert "Needs a look" in html and "There is no field mood" in html
    html = signed_in.get(f"/views/{view.pk}").content.decode()
    assert "#999999 (gone)" in html and "mood (gone)" in html
    View.objects.filter(pk=view.pk).update(conditions={"all": [gone]})
    assert "Needs a look" in signed_in.get("/views/").content.decode()
    assert signed_in.get(f"/inbox/views/{view.pk}").status_code == 200
    for strange in ([], "x", 7, {"all": 5}, {"all": [[]]}, {"field": ["x"]}, {"any": [{"not": 3}]}):
        View.objects.filter(pk=view.pk).update(conditions=strange)
        for address in (f"/views/{view.pk}", "/views/", f"/inbox/views/{view.pk}", f"/views/new?from={view.pk}"):
            assert signed_in.get(address).status_code == 200, (strange, address)
