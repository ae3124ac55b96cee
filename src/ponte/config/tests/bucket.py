"""A small S3 for tests: one process, buckets in memory, the requests that django-storages makes, signed."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

KEY, SECRET = "velora", "a-secret-of-the-bucket"


@dataclass
class Bucket:
    """What is kept, and what was asked for. `refuses`: answer everything with this status."""

    objects: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, dict[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    refuses: int = 0
    address: str = ""


@contextmanager
def running() -> Iterator[Bucket]:
    """Serve one on a free port of the loopback."""
    bucket = Bucket()
    handler = type("Bound", (Handler,), {"bucket": bucket})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    bucket.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield bucket
    server.shutdown()
    server.server_close()


class Handler(BaseHTTPRequestHandler):
    """PUT, GET, HEAD and DELETE of objects, and uploads in parts."""

    bucket: Bucket
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        key, asked, body = self._request()
        if key is None:
            return
        if "uploadId" in asked:
            self.bucket.parts[asked["uploadId"]][int(asked["partNumber"])] = body
        else:
            self.bucket.objects[key] = body
        self._answer(200, headers={"ETag": _etag(body)})

    def do_POST(self) -> None:
        key, asked, _body = self._request()
        if key is None:
            return
        if "uploads" in asked:
            upload = f"upload{len(self.bucket.parts)}"
            self.bucket.parts[upload] = {}
            self._answer(200, f"<R><UploadId>{upload}</UploadId><Key>{key}</Key></R>".encode())
        else:
            parts = self.bucket.parts.pop(asked["uploadId"])
            self.bucket.objects[key] = b"".join(parts[number] for number in sorted(parts))
            self._answer(200, f"<R><Key>{key}</Key><ETag>{_etag(b'')}</ETag></R>".encode())

    def do_GET(self) -> None:
        key, _asked, _body = self._request()
        if key is None:
            return
        if key not in self.bucket.objects:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>" if self.command == "GET" else b"")
            return
        whole = self.bucket.objects[key]
        span = self.headers.get("Range", "")
        if span:
            first, _, last = span.removeprefix("bytes=").partition("-")
            piece = whole[int(first) : int(last) + 1 if last else None]
            end = int(first) + len(piece) - 1
            self._answer(206, piece, {"Content-Range": f"bytes {first}-{end}/{len(whole)}", "ETag": _etag(whole)})
        else:
            self._answer(200, whole, {"ETag": _etag(whole), "Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"})

    do_HEAD = do_GET  # noqa: N815

    def do_DELETE(self) -> None:
        key, _asked, _body = self._request()
        if key is not None:
            self.bucket.objects.pop(key, None)
            self._answer(204)

    def _request(self) -> tuple[str | None, dict[str, str], bytes]:
        split = urlsplit(self.path)
        key = unquote(split.path).partition("/")[2].partition("/")[2]
        body = self._body()
        self.bucket.asked.append(f"{self.command} {key}")
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            self._answer(403, b"<Error><Code>InvalidAccessKeyId</Code></Error>")
            return None, {}, b""
        if self.bucket.refuses:
            self._answer(self.bucket.refuses, b"<Error><Code>Refused</Code></Error>")
            return None, {}, b""
        asked = {name: values[0] for name, values in parse_qs(split.query, keep_blank_values=True).items()}
        return key, asked, body

    def _body(self) -> bytes:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return body
        found = b""
        while True:
            head, _, body = body.partition(b"\r\n")
            size = int(head.split(b";")[0] or b"0", 16)
            if not size:
                return found
            found, body = found + body[:size], body[size + 2 :]

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


def _etag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
