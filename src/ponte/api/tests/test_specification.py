"""The specification and its page are whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ponte.api import specification
from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.team.models import Agent


def test_the_specification_is_open_and_whole(client: Client, db: None) -> None:
    response = client.get("/api/v1/openapi.json")
    document = response.json()
    assert (response.status_code, document["openapi"]) == (200, "3.1.0")
    operations = [each for methods in document["paths"].values() for each in methods.values()]
    assert len(operations) > 45
    for each in operations:
        assert {"401", "403", "422", "429"} <= set(each["responses"]), each["operationId"]
        assert each["summary"]
        body = each.get("requestBody", {}).get("content", {}).get("application/json")
        if body:
            assert {"400", "413", "415"} <= set(each["responses"]), each["operationId"]


def test_the_page_tells_of_every_operation_and_problem(client: Client, giulia: Agent) -> None:
    client.force_login(giulia)
    words = client.get("/api/docs").content.decode()
    for path in specification.document()["paths"]:
        assert f"<code>{path}</code>" in words
    assert 'id="problem-changed-meanwhile"' in words


@pytest.mark.parametrize("who", ["admin", "giulia", "olena", "product", "observer"])
def test_lists_have_the_shape_that_is_told(
    program: Callable[..., Program], colleague: Callable[[str], Agent], who: str
) -> None:
    opened(program(colleague("giulia")))
    caller = program(colleague(who))
    for path in ("/tickets", "/customers", "/agents", "/teams", "/brands", "/states", "/tags", "/organisations"):
        response = caller.get(path)
        assert response.status_code == 200, (path, response.content)
        assert set(response.json()) == {"items", "next"}
