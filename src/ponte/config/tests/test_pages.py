"""What the web role adds around the pages: compression, hashed static files, refusal of odd requests."""

import gzip
import json
import socket
import urllib.request
from pathlib import Path

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from ponte.config.compression import Compression
from ponte.config.tests.started import Serve

LONG = "a bridge " * 1000


def served(response: HttpResponse | StreamingHttpResponse, accepts: str = "gzip, br") -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return Compression(lambda _: response)(request)  # type: ignore[return-value]


def test_a_long_page_is_compressed() -> None:
    answer = served(HttpResponse(LONG))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.content).decode() == LONG
    assert len(answer.content) < len(LONG) / 5


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(LONG, content_type="image/png"),
        HttpResponse(LONG, headers={"Content-Encoding": "br"}),
        StreamingHttpResponse([LONG]),
    ],
)
def test_what_is_left_as_it_is(response: HttpResponse) -> None:
    before = response.headers.get("Content-Encoding")
    assert served(response).headers.get("Content-Encoding") == before


def test_only_who_asks_gets_it() -> None:
    answer = served(HttpResponse(LONG), accepts="identity")
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_two_answers_of_one_page_differ_in_size() -> None:
    sizes = {len(served(HttpResponse(LONG)).content) for _ in range(30)}
    assert len(sizes) > 3


def test_static_files_have_hashed_names_and_are_kept_for_ever(tmp_path: Path) -> None:
    serve = Serve(tmp_path / "data").ready()
    try:
        manifest = json.loads((tmp_path / "data" / "static" / "staticfiles.json").read_text())
        hashed = manifest["paths"]["ui/css/ponte.css"]
        assert hashed != "ui/css/ponte.css"
        request = urllib.request.Request(
            f"http://127.0.0.1:{serve.port}/static/{hashed}", headers={"Accept-Encoding": "gzip"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers["Content-Encoding"] == "gzip"
        assert truncated_upload(serve.port) in {b"", b"400", b"403", b"404"}
        assert serve.get("/health")[0] == 200
    finally:
        assert serve.stop() == 0


def truncated_upload(port: int) -> bytes:
    """Promise a long form, send a little of it and leave; the status, if one came."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        link.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\nusername=")
        link.shutdown(socket.SHUT_WR)
        return link.recv(100)[9:12]
