"""The specification keeps what it promises: every operation is tried with what fits it and what does not.

No answer is a failure of ours, none is undocumented, and each has the shape that is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import (
    not_a_server_error,
)
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.api_things import ids_of

from ponte.api import specification
from ponte.api.tests.conftest import Program, program_of
from ponte.api.tests.test_messages import sent
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent, Team
from ponte.tickets.models import Ticket

EXAMPLES = 6  # an operation: about a minute for all of them
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
schema = schemathesis.openapi.from_dict({**specification.document(), "servers": [{"url": "http://testserver"}]})
schema.app = get_wsgi_application()
_ids: dict[str, int] = {}


@schema.hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:
    """Half of the time speak of what is there, so that operations are done and not only refused."""
    if isinstance(path_parameters, dict):
        for name, value in path_parameters.items():
            if name in _ids and isinstance(value, int) and value % 2:
                path_parameters[name] = _ids[name]
    return path_parameters


@pytest.fixture
def caller(admin: Agent, settings: Any) -> Iterator[Program]:
    program = _prepared(admin, settings)  # its client connects them again
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # the test's transaction lives on the connection
    yield program
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _prepared(admin: Agent, settings: Any) -> Program:
    settings.API_RATE = 1_000_000
    settings.PUBLIC_URL = "http://testserver"
    program = program_of(admin)
    made = opened(program, tags=["battery"])
    message = program.post(f"/tickets/{made['id']}/messages", {"text": "Hello"}).json()
    person = program.post(f"/tickets/{made['id']}/participants", {"address": "luca@posteo.it"}).json()
    company = program.post("/organisations", {"name": "Navigli"}).json()
    Team.objects.get_or_create(name="Night shift")
    _ids.update(
        ids_of(Ticket.objects.get(pk=made["id"]), admin),
        message=message["id"],
        participant=person["id"],
        organisation=company["id"],
        attachment=sent(program),
    )
    return program


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_every_answer_is_foreseen(case: schemathesis.Case, caller: Program) -> None:
    case.call_and_validate(
        headers={"Authorization": f"Bearer {caller.secret}", "Accept-Encoding": "identity"}, checks=CHECKS
    )
