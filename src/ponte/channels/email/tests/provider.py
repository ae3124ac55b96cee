"""A provider of tokens, as Google and Microsoft are: refresh tokens in, short-lived access tokens out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs


@dataclass
class Provider:
    """`refresh_tokens`: those that are good, with their mail address. `turns`: each use gives a new one."""

    port: int = 0
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    access_tokens: dict[str, str] = field(default_factory=dict)
    turns: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def token_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/token"

    @property
    def introspection_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/introspect"

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        self.asked.append(form)
        if path == "/introspect":
            address = self.access_tokens.get(form.get("token", ""))
            return 200, {"active": bool(address), "email": address or "", "username": address or ""}
        if form.get("client_id") != "ponte" or form.get("client_secret") != "hush":
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") == "authorization_code" and form.get("code") == "yes":
            self.refresh_tokens["first"] = "consented@velora.example"
            return 200, {"access_token": "a", "expires_in": 3600, "refresh_token": "first"}
        address = self.refresh_tokens.get(form.get("refresh_token", ""))
        if address is None:
            return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        token = f"access-{next(self.numbers)}"
        self.access_tokens[token] = address
        told: dict[str, object] = {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}
        if self.turns:
            del self.refresh_tokens[form["refresh_token"]]
            told["refresh_token"] = f"refresh-{next(self.numbers)}"
            self.refresh_tokens[str(told["refresh_token"])] = address
        return 200, told


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = {key: values[0] for key, values in parse_qs(body).items()}
            status, told = provider.answer(self.path, form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
