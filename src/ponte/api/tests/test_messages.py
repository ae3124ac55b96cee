"""Messages and files through the API."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from ponte.api.models import Upload
from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import MARTA, opened
from ponte.api.tickets import uploads
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import drafting
from ponte.tickets.models import Attachment, Draft, Message, MessageKind, Ticket


def sent(program: Program, name: str = "plan.pdf", content: bytes = b"%PDF") -> int:
    response = program.client.post(
        "/api/v1/attachments",
        {"file": SimpleUploadedFile(name, content, "application/pdf")},
        headers={"Authorization": f"Bearer {program.secret}"},
    )
    assert response.status_code == 201, response.content
    return int(response.json()["id"])


def test_a_reply_goes_to_the_customer(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    ticket = opened(caller)["id"]
    response = caller.post(
        f"/tickets/{ticket}/messages", {"text": "Hold the button\nten seconds", "state": "pending"}
    )
    made = response.json()
    assert (made["to"], made["delivery"], made["author"]["name"]) == ([MARTA["email"]], "queued", giulia.name)
    assert made["text"] == "Hold the button\nten seconds"
    assert caller.get(f"/tickets/{ticket}").json()["state"]["type"] == "pending"


def test_a_note_is_for_colleagues(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    ticket = opened(caller)["id"]
    made = caller.post(f"/tickets/{ticket}/messages", {"kind": "note", "html": "<b>x</b><script>1</script>"}).json()
    assert (made["kind"], made["html"], made["to"]) == ("note", "<b>x</b>", [])
    kinds = [each["kind"] for each in caller.get(f"/tickets/{ticket}/messages").json()["items"]]
    assert kinds == ["public", "note"]
    assert len(caller.get(f"/tickets/{ticket}/messages?kind=note").json()["items"]) == 1


def test_a_file_travels_with_its_message(program: Callable[..., Program], giulia: Agent, olena: Agent) -> None:
    caller, other = program(giulia), program(olena)
    ticket, file = opened(caller)["id"], sent(caller)
    assert other.get(f"/attachments/{file}").status_code == 404
    refused = other.post(f"/tickets/{ticket}/messages", {"text": "x", "attachments": [file]})
    assert refused.json()["errors"][0]["path"] == "attachments.0"
    made = caller.post(f"/tickets/{ticket}/messages", {"attachments": [file]}).json()
    assert [each["filename"] for each in made["attachments"]] == ["plan.pdf"]
    again = caller.post(f"/tickets/{ticket}/messages", {"text": "x", "attachments": [file]})
    assert again.status_code == 422
    content = other.get(f"/attachments/{file}/content")
    assert b"".join(content.streaming_content) == b"%PDF"  # type: ignore[attr-defined]
    assert content["Content-Disposition"] == 'attachment; filename="plan.pdf"'


def test_a_program_leaves_the_draft_alone(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    ticket = Ticket.objects.get(pk=opened(caller)["id"])
    drafting.save(ticket, by=giulia, kind=MessageKind.PUBLIC, html="<p>Half a sent</p>")
    caller.post(f"/tickets/{ticket.pk}/messages", {"text": "From the shop"})
    assert Draft.objects.get().html == "<p>Half a sent</p>"


def test_a_reply_can_be_taken_back_while_it_waits(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    ticket = opened(caller)["id"]
    made = caller.post(f"/tickets/{ticket}/messages", {"text": "Wrong", "undo_seconds": 60}).json()
    assert caller.delete(f"/messages/{made['id']}/sending").status_code == 204
    assert caller.get(f"/messages/{made['id']}").json()["delivery"] == "withdrawn"
    assert caller.delete(f"/messages/{made['id']}/sending").json()["code"] == "too-late"


def test_files_that_nobody_took_are_thrown_away(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    ticket, used, unused = opened(caller)["id"], sent(caller), sent(caller, "b.pdf")
    caller.post(f"/tickets/{ticket}/messages", {"text": "x", "attachments": [used]})
    with clock.frozen(clock.now() + uploads.KEPT * 1.1):
        assert uploads.forget() == 1
    assert not Attachment.objects.filter(pk=unused).exists()
    assert (Attachment.objects.get(pk=used).message_id, Upload.objects.count()) == (
        Message.objects.latest("pk").pk,
        0,
    )


def test_another_kind_of_body_is_refused(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    response = caller.client.post(
        "/api/v1/tickets", {"subject": "x"}, headers={"Authorization": f"Bearer {caller.secret}"}
    )
    assert (response.status_code, response.json()["code"]) == (415, "unsupported-media-type")
