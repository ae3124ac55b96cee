"""The journal as a page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.desk.administration.journal.choosing import PARAMETERS, chosen, kinds_for
from ponte.desk.administration.journal.links import link_to
from ponte.desk.administration.paging import page_of
from ponte.desk.guarding import AgentRequest, requires
from ponte.events.telling import tell


@requires("read_journal")
@require_safe
def journal(request: AgentRequest) -> HttpResponse:
    """What happened, newest first, as sentences."""
    page = page_of(chosen(request.GET, request.user), request.GET, keep=PARAMETERS)
    asked = {name: request.GET.get(name, "") for name in PARAMETERS}
    context = {
        "told": tell(page.rows),
        "page": page,
        "asked": asked,
        "searched": any(asked.values()),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "kinds": kinds_for(request.user),
        "link_to": link_to,
    }
    return render(request, "administration/journal.html", context)
