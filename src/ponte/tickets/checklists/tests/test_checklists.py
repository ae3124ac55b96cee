"""Checklists: added, ticked, required before solving, kept, merged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.tickets import changing
from ponte.tickets.checklists import keeping, listing, ticking
from ponte.tickets.checklists.models import ChecklistItem
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import NotAllowed
from ponte.tickets.merges import merging, undoing
from ponte.tickets.models import Ticket
from ponte.tickets.solving import NotSolvable
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db


def test_a_required_item_keeps_the_ticket_from_being_solved(ticket: Ticket, giulia: Agent) -> None:
    must = listing.add(ticket, "Ask for the serial number", by=giulia, required=True)
    listing.add(ticket, "Say thank you", by=giulia)
    assert must is not None
    solved = default_state(StateType.SOLVED)
    with pytest.raises(NotSolvable) as stopped:
        changing.set_state(ticket, solved, by=giulia, anyway=True)
    assert stopped.value.words == "1 item of the checklist must be done first."
    ticking.tick(must, True, by=giulia)
    must.refresh_from_db()
    assert must.done_by == giulia
    changing.set_state(ticket, solved, by=giulia)


def test_a_kept_list_adds_what_is_not_there(ticket: Ticket, giulia: Agent) -> None:
    kept = keeping.keep(None, "Warranty", keeping.parse("! Receipt\n\nPhotos of the crack"), by=giulia)
    assert keeping.written(kept.items) == "! Receipt\nPhotos of the crack"
    listing.add(ticket, "Receipt", by=giulia)
    listing.apply(ticket, kept, by=giulia)
    listing.apply(ticket, kept, by=giulia)
    assert list(ChecklistItem.objects.values_list("text", "is_required")) == [
        ("Receipt", False),
        ("Photos of the crack", False),
    ]


def test_names_are_taken_once_and_agents_do_not_arrange(giulia: Agent, olena: Agent) -> None:
    keeping.keep(None, "Warranty", [], by=giulia)
    with pytest.raises(keeping.NameTaken):
        keeping.keep(None, "Warranty", [], by=giulia)
    with pytest.raises(NotPermitted):
        keeping.keep(None, "Mine", [], by=olena)


def test_nothing_is_added_by_those_who_may_only_look_or_from_nothing(
    ticket: Ticket, giulia: Agent, observer: Agent
) -> None:
    with pytest.raises(NotAllowed):
        listing.add(ticket, "x", by=observer)
    assert listing.add(ticket, "   ", by=giulia) is None


def test_it_goes_with_a_merged_ticket_and_back(matter: Callable[..., Ticket], giulia: Agent) -> None:
    old, kept = matter(), matter()
    item = listing.add(old, "Receipt", by=giulia)
    assert item is not None
    row = merging.merge(old, kept, by=giulia)
    assert ChecklistItem.objects.get().ticket == kept
    undoing.undo(row, by=giulia)
    assert ChecklistItem.objects.get().ticket == old
