from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent, Membership, Team
from ponte.tickets.errors import NotAllowed
from ponte.tickets.macros import keeping
from ponte.tickets.macros.models import Macro

Colleague = Callable[[str], Agent]
HELLO = {"en": "<p>Hello</p>"}


def test_a_macro_is_tidied_and_recorded(giulia: Agent) -> None:
    made = keeping.add(
        Macro(name="  Battery   reset ", key="/Reset", texts={"EN": "<p onclick=x>Hi</p>", "it": "<p> </p>"}),
        by=giulia,
    )
    made.refresh_from_db()
    assert (made.name, made.key, made.texts) == ("Battery reset", "reset", {"en": "<p>Hi</p>"})
    assert Event.objects.get(kind="macro.created").data == {"name": "Battery reset"}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"name": " "}, "name", "Give it a name."),
        ({"name": "hi"}, "name", "Another macro has this name."),
        ({"key": "hi"}, "key", "Another macro has this key."),
        ({"name": "n" * 121}, "name", "It may have 120 characters at most."),
        ({"key": "k" * 31}, "key", "It may have 30 characters at most."),
        ({"texts": {"it": "x" * 60_001}}, "text_it", "It may have 60000 characters at most."),
        ({"key": "two words"}, "key", "A key is letters and digits, with hyphens between them."),
        ({"texts": {}}, "actions", "Write a text or choose something that it changes."),
        ({"actions": [["state", "none"]]}, "actions", "Choose one of the values that are offered."),
        ({"actions": [["explode", "1"]]}, "actions", "Choose one of the values that are offered."),
        ({"actions": [["tag", "-"]]}, "actions", "Choose one of the values that are offered."),
        (
            {"texts": {"it": "{{requester.frist}}"}},
            "text_it",
            "{{requester.frist}} is not a place that can be filled.",
        ),
        (
            {"texts": {"it": "{{x"}},
            "text_it",
            "A place begins with {{ and ends with }}, with no other braces between.",
        ),
    ],
)
def test_what_is_refused(giulia: Agent, fields: dict[str, object], field: str, words: str) -> None:
    keeping.add(Macro(name="Hi", key="hi", texts=HELLO), by=giulia)
    wrong = Macro(**{"name": "Other", "texts": HELLO, **fields})
    with pytest.raises(ValidationError) as refused:
        keeping.add(wrong, by=giulia)
    assert refused.value.message_dict == {field: [words]}
    assert Macro.objects.count() == 1


def test_each_field_that_changed_is_recorded(giulia: Agent) -> None:
    made = keeping.add(Macro(name="Hi", texts=HELLO), by=giulia)
    made.name, made.actions, made.owner = "Hello", [["priority", "4"]], giulia
    keeping.change(made, by=giulia)
    fields = Event.objects.filter(kind="macro.changed").order_by("pk").values_list("data__field", flat=True)
    assert list(fields) == ["name", "audience", "actions"]
    keeping.change(made, by=giulia)
    assert Event.objects.filter(kind="macro.changed").count() == 3


def test_removed_and_brought_back(giulia: Agent) -> None:
    made = keeping.add(Macro(name="Hi", texts=HELLO), by=giulia)
    keeping.remove(made, by=giulia)
    keeping.remove(made, by=giulia)
    assert not Macro.objects.active().exists()
    other = keeping.add(Macro(name="Hi", texts=HELLO), by=giulia)
    made.refresh_from_db()
    with pytest.raises(ValidationError):
        keeping.restore(made, by=giulia)
    keeping.remove(other, by=giulia)
    keeping.restore(made, by=giulia)
    assert Macro.objects.active().get() == made
    kinds = Event.objects.filter(kind__startswith="macro.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "macro.created", "macro.removed", "macro.created", "macro.removed", "macro.restored",
    ]  # fmt: skip


def test_who_may_keep_what(colleague: Colleague, team: Callable[[str], Team]) -> None:
    olena, ours = colleague("olena"), team("Battery and motor")
    mine = keeping.add(Macro(name="Mine", owner=olena, texts=HELLO), by=olena)
    with pytest.raises(NotPermitted):
        keeping.add(Macro(name="All", texts=HELLO), by=olena)
    with pytest.raises(NotPermitted):
        keeping.add(Macro(name="Team", team=ours, texts=HELLO), by=olena)
    with pytest.raises(NotPermitted):
        keeping.remove(mine, by=colleague("giulia"))
    mine.owner = None
    with pytest.raises(NotPermitted):
        keeping.change(mine, by=olena)
    with pytest.raises(NotAllowed):
        keeping.add(Macro(name="Watch", texts=HELLO), by=colleague("observer"))
    Membership.objects.filter(agent=olena, team=ours).update(is_lead=True)
    assert keeping.add(Macro(name="Team", team=ours, texts=HELLO), by=olena).pk


def test_who_sees_what(colleague: Colleague, team: Callable[[str], Team]) -> None:
    olena, tom, giulia = colleague("olena"), colleague("tom"), colleague("giulia")
    for name, whose in (("All", {}), ("Team", {"team": team("Battery and motor")}), ("Mine", {"owner": olena})):
        Macro.objects.create(name=name, texts=HELLO, **whose)

    def names(agent: Agent, read: str) -> set[str]:
        return set(getattr(Macro.objects, read)(agent).values_list("name", flat=True))

    assert names(olena, "visible_to") == {"All", "Team", "Mine"}
    assert names(tom, "visible_to") == {"All"}
    assert names(olena, "editable_by") == {"Mine"}
    assert names(giulia, "editable_by") == {"All", "Team"}
    assert names(giulia, "on_page_of") == {"All", "Team"}
    assert names(colleague("observer"), "editable_by") == set()
