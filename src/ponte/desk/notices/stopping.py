"""The link at the foot of every mail: no more of these. Mail programs follow it by themselves (RFC 8058)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ponte.channels.notices import stopping
from ponte.channels.notices.sorts import Sort


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask (GET: programs look at links in mails), then stop (POST). The token is the proof; no sign-in is needed."""
    found = stopping.read(token)
    if found is None:
        raise Http404
    agent, sort = found
    with translation.override(agent.locale):
        if request.method == "POST":
            stopping.stop(agent, sort)
        what = str(Sort(sort).label) if sort in Sort.values else _("The digest")
        given = {"agent": agent, "what": what, "done": request.method == "POST"}
        return render(request, "notices/stop.html", given)
