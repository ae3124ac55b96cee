"""Coming in by the company's own sign-in."""

import pytest

from ponte.team import entering, inviting
from ponte.team.errors import DoorClosed
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


def test_an_invited_address_enters_with_its_role(admin: Agent) -> None:
    inviting.invite("nadia@velora.example", role="specialist", by=admin)
    nadia = entering.enter("Nadia@velora.example", name="Nadia Rossi")
    assert (nadia.role, nadia.has_usable_password()) == ("specialist", False)
    assert not inviting.pending().exists()


def test_an_allowed_domain_enters_as_agent() -> None:
    assert entering.enter("x@velora.example", name="", domains=["Velora.example"]).role == "agent"


@pytest.mark.parametrize("address", ["x@evil.example", "x@sub.velora.example", "velora.example", "x@xvelora.example"])
def test_nobody_else_enters(address: str) -> None:
    with pytest.raises(DoorClosed):
        entering.enter(address, name="Mallory", domains=["velora.example"])


def test_a_closed_account_is_not_made_anew(olena: Agent) -> None:
    Agent.objects.filter(pk=olena.pk).update(is_active=False)
    assert not entering.may_enter(olena.email.upper(), domains=["velora.example"])
