"""A customer's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase

from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent


@agent_required
def show(request: HttpRequest, agent: Agent, customer: int) -> HttpResponseBase:
    raise Http404


@agent_required
def organisation(request: HttpRequest, agent: Agent, organisation: int) -> HttpResponseBase:
    raise Http404
