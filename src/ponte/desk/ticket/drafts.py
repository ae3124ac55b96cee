"""Drafts, saved as they are typed; two tabs never overwrite each other unasked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import composer, finding, pictures, taking
from ponte.desk.ticket.answering import addresses
from ponte.team.models import Agent
from ponte.tickets import drafting
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Attachment, Draft, MessageKind
from ponte.ui.moments import clock_time


@require_http_methods(["POST", "DELETE"])
@agent_required
def draft(request: HttpRequest, agent: Agent, ticket: int, mode: str) -> HttpResponseBase:
    """POST saves; `version` is the one this tab knows. 409 with the other tab's text when it is older."""
    found, kind = finding.ticket_for(agent, ticket), _kind(mode)
    if request.method == "DELETE":
        drafting.discard(found, by=agent, kind=kind)
        return HttpResponse(status=204)
    before = Draft.objects.filter(ticket=found, agent=agent, kind=kind).first()
    known = request.POST.get("version", "")
    if before is not None and known != version(before) and not request.POST.get("mine"):
        html = pictures.to_shown(before.html, before.attachments.all())
        return JsonResponse({"html": html, "version": version(before)}, status=409)
    files = before.attachments.all() if before is not None else Attachment.objects.none()
    try:
        saved = drafting.save(
            found,
            by=agent,
            kind=kind,
            html=pictures.to_kept(request.POST.get("html", ""), files),
            to=addresses(request.POST.getlist("to")),
            cc=addresses(request.POST.getlist("cc")),
        )
    except NotAllowed:
        return HttpResponse(status=403)
    words = _("saved %(time)s") % {"time": clock_time(saved.updated_at)}
    return JsonResponse({"words": words, "version": version(saved)})


@require_POST
@agent_required
def draft_files(request: HttpRequest, agent: Agent, ticket: int, mode: str) -> HttpResponseBase:
    """Take files into the draft. With `inline` they are pictures for the text; answers the list of files."""
    found, kind = finding.ticket_for(agent, ticket), _kind(mode)
    given = request.FILES.getlist("files")
    if words := taking.too_large(given):
        return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
    inline = bool(request.POST.get("inline"))
    draft = Draft.objects.filter(ticket=found, agent=agent, kind=kind).first()
    if draft is None:
        try:
            draft = drafting.save(found, by=agent, kind=kind, html="")
        except NotAllowed:
            return HttpResponse(status=403)
    rows = taking.take(draft, given, inline=inline)
    if inline:
        made = [{"id": each.pk, "address": f"/attachments/{each.pk}?inline=1"} for each in rows]
        return JsonResponse({"files": made, "version": version(draft)})
    files = draft.attachments.filter(is_inline=False).order_by("pk")
    response = render(request, "ticket/draft_files.html", {"files": files, "mode": mode})
    response.headers["X-Draft-Version"] = version(draft)
    return response


def version(draft: Draft | None) -> str:
    """The word by which tabs compare drafts; "" before the first save."""
    return draft.updated_at.isoformat() if draft is not None else ""


def _kind(mode: str) -> MessageKind:
    try:
        return composer.MODES[mode]
    except KeyError:
        raise Http404 from None
