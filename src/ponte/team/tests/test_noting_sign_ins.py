"""Sign-ins in the journal."""

import pytest

from ponte.events.models import Event
from ponte.team import noting_sign_ins
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


def test_success_and_failure(olena: Agent) -> None:
    noting_sign_ins.succeeded(olena, "passkey", ip="192.0.2.1")
    noting_sign_ins.failed(olena, "password", ip="192.0.2.2")
    noting_sign_ins.failed(None, "password", ip="192.0.2.3")
    events = Event.objects.order_by("id").values_list("kind", "actor", "subject", "data")
    assert list(events) == [
        ("agent.signed_in", olena.journal_name, olena.journal_name, {"method": "passkey", "ip": "192.0.2.1"}),
        ("agent.sign_in_failed", "system", olena.journal_name, {"method": "password", "ip": "192.0.2.2"}),
        ("agent.sign_in_failed", "system", "sign_in", {"method": "password", "ip": "192.0.2.3"}),
    ]
