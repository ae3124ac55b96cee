import json

from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ponte.ui import toasting


def with_storage(request: HttpRequest) -> HttpRequest:
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def test_htmx_gets_it_with_the_answer(rf: RequestFactory) -> None:
    response = HttpResponse(headers={"HX-Trigger": '{"other": 1}'})
    toasting.toast(rf.get("/", headers={"HX-Request": "true"}), response, "Закрито", undo=("/x", "DELETE"))
    header = response.headers["HX-Trigger"]
    assert header.isascii()
    assert json.loads(header) == {"other": 1, "ponte:toast": {"text": "Закрито", "undo": ["/x", "DELETE"]}}


def test_a_plain_form_gets_it_on_the_next_page(rf: RequestFactory) -> None:
    request = with_storage(rf.post("/"))
    toasting.toast(request, HttpResponse(status=302), "Closed", undo=("/x", "DELETE"))
    toasting.toast(request, HttpResponse(status=302), "Saved")
    first, second = messages.get_messages(request)
    assert (str(first), toasting.undo_of(first)) == ("Closed", ("/x", "DELETE"))
    assert (str(second), toasting.undo_of(second)) == ("Saved", None)
