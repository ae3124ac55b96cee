"""Callers of the API: a client with the token of any of the cast."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ponte.team.models import Agent
from ponte.team.tokens import issuing, scopes


class Program:
    """A program that speaks to the API with one token."""

    def __init__(self, secret: str) -> None:
        self.secret, self.client = secret, Client()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        given = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = b"" if body is None else json.dumps(body)
        kind = "application/json" if body is not None else ""
        response: HttpResponse = self.client.generic(method, f"/api/v1{path}", data, content_type=kind, headers=given)
        return response

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("PATCH", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.ask("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.ask("DELETE", path, **headers)


def program_of(agent: Agent, *may: str) -> Program:
    """A program with a new token of this agent; all scopes when none is named."""
    _token, secret = issuing.issue(agent, name="Test", scopes=may or scopes.ALL, by=agent)
    return Program(secret)


@pytest.fixture
def program(db: None) -> Callable[..., Program]:
    return program_of
