"""/attachments: send a file for a message to come, read what messages hold."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Path, Router
from ninja.files import UploadedFile

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.operations import FORM, operation
from ponte.api.problems import Problem, not_found
from ponte.api.schemas.messages import AttachmentOut
from ponte.api.schemas.words import Id
from ponte.api.tickets import uploads
from ponte.api.tickets.message_shape import file_resource
from ponte.team.tokens.scopes import Scope
from ponte.tickets.incoming import IncomingFile

router = Router(tags=["Attachments"])
LARGEST = 25_000_000  # bytes: what mail servers commonly take
POLICY = "default-src 'none'; sandbox"


@operation(router, "POST", "/attachments", Scope.TICKETS_WRITE, gives=AttachmentOut, status=201, takes=FORM)
def upload_attachment(request: Call, file: File[UploadedFile]) -> HttpResponse:
    """Send a file

    As `multipart/form-data`, at most 25 MB. Name its id in a message within a day, or it is thrown away.
    """
    if (file.size or 0) > LARGEST:
        raise Problem(413, "too-large", _("This file is too large"), _("Mail servers refuse more than 25 MB."))
    name = (file.name or "file").replace("\x00", "")
    kind = (file.content_type or "application/octet-stream").replace("\x00", "")
    return give(file_resource(uploads.keep(IncomingFile(name, kind, file.read()), by=request.agent)), 201)


@operation(router, "GET", "/attachments/{attachment}", Scope.TICKETS_READ, gives=AttachmentOut, refuses=(404,))
def read_attachment(request: Call, attachment: Path[Id]) -> HttpResponse:
    """Read about a file"""
    return give(file_resource(finding.attachment_for(request.agent, attachment)))


@operation(router, "GET", "/attachments/{attachment}/content", Scope.TICKETS_READ, gives=None, refuses=(404,))
def download_attachment(request: Call, attachment: Path[Id]) -> HttpResponse:
    """Download a file

    Always as a download, whatever it is.
    """
    found = finding.attachment_for(request.agent, attachment)
    try:
        content = default_storage.open(found.key)
    except FileNotFoundError:
        raise not_found() from None
    response = FileResponse(
        content, as_attachment=True, filename=found.filename, content_type="application/octet-stream"
    )
    response.headers["Content-Security-Policy"] = POLICY
    return response  # type: ignore[return-value]  # streamed, but an answer all the same
