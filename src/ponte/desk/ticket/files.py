"""Files of messages. They never run in our origin: all but plain pictures are downloads, held by a policy."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.team.models import Agent
from ponte.tickets import attaching

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
POLICY = "default-src 'none'; img-src 'self'; sandbox"


@require_http_methods(["GET", "HEAD", "DELETE", "POST"])
@agent_required
def attachment(request: HttpRequest, agent: Agent, attachment: int) -> HttpResponseBase:
    """GET the file (`inline=1`: a picture to be seen in the page). DELETE (or POST): take it out of the draft."""
    found = finding.attachment_for(agent, attachment)
    if request.method in ("DELETE", "POST"):
        if found.draft_id is None:
            raise Http404
        attaching.detach(found)
        return HttpResponse(status=200)
    try:
        content = default_storage.open(found.key)
    except FileNotFoundError:
        raise Http404 from None
    inline = bool(request.GET.get("inline")) and found.content_type in SHOWN
    response = FileResponse(
        content,
        as_attachment=not inline,
        filename=found.filename,
        content_type=found.content_type if inline else "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
