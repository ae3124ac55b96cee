import errno
import re

import psycopg
import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from ponte.ui import errors


@login_not_required
def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret of the house")


@login_not_required
def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def flood(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


@login_not_required
def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection")


@login_not_required
def full(request: HttpRequest) -> HttpResponse:
    raise OperationalError("could not extend file") from psycopg.errors.DiskFull()


@login_not_required
def full_for_files(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


urlpatterns = [path(view.__name__, view) for view in (fail, forbid, flood, away, full, full_for_files)]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/nowhere", 404, "There is nothing here"), ("/forbid", 403, "You may not see this"),
     ("/flood", 413, "This is too large"), ("/fail", 500, "Something broke here")],
)  # fmt: skip
def test_each_failure_has_its_page(address: str, status: int, words: str) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert f"<h1>{words}</h1>" in response.content.decode()
    assert "secret of the house" not in response.content.decode()
    assert "default-src" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "words"),
    [("away", "The database does not answer"), ("full", "The disk is full"), ("full_for_files", "The disk is full")],
)
def test_a_trouble_that_passes_is_told_from_our_faults(address: str, words: str) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        answer = Client(raise_request_exception=False).get(f"/{address}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert f"<h1>{words}</h1>" in answer.content.decode()


def test_a_failure_can_be_found_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        html = Client(raise_request_exception=False).get("/fail").content.decode()
    reference = re.search(r"Reference for the administrator: ([0-9a-f]{8})", html)
    assert reference and reference[1] in caplog.text


def test_a_form_open_too_long_is_explained(rf: RequestFactory) -> None:
    response = errors.csrf_failure(rf.post("/"), "no cookie")
    assert response.status_code == 403
    assert "You were away too long" in response.content.decode()


def test_the_page_speaks_the_readers_language_and_keeps_the_theme() -> None:
    with override_settings(ROOT_URLCONF=__name__):
        client = Client(headers={"accept-language": "uk"})
        client.cookies["ponte_theme"] = "dark"
        html = client.get("/nowhere").content.decode()
    assert "Тут нічого немає" in html and 'data-theme="dark"' in html
