"""A client that keeps its connection and its cookies, and sends forms as a browser without script does."""

from __future__ import annotations

import http.client
import re
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode

_token = re.compile(r'name="csrfmiddlewaretoken"[^>]*value="([^"]+)"')


class Refused(Exception):
    """The server did not do what was asked."""


class Browserlike:
    """One person at one browser."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def sign_in(self, email: str, password: str) -> Self:
        """Through the sign-in form."""
        self.token = _token.findall(self.get("/sign-in"))[0]
        self.post("/sign-in", {"login": email, "password": password})
        if "ponte_session" not in self.cookies:
            raise Refused("sign-in was refused")
        page = self.get("/account")
        self.token = (_token.findall(page) or [self.cookies.get("ponte_csrf", self.token)])[0]
        return self

    def beside(self) -> Browserlike:
        """Another window of the same person."""
        other = Browserlike(self.connection.port)
        other.cookies, other.token = dict(self.cookies), self.token
        return other

    def get(self, address: str) -> str:
        """The page; anything but 200 is an error."""
        status, body = self._ask("GET", address)
        if status != 200:
            raise Refused(f"GET {address} answered {status}")
        return body

    def post(self, address: str, fields: dict[str, str]) -> None:
        """Send a form; it must be taken (a redirect or 200)."""
        form = urlencode(fields | {"csrfmiddlewaretoken": self.token})
        status, body = self._ask("POST", address, form)
        if status not in (200, 204, 302, 303):
            raise Refused(f"POST {address} answered {status}: {body[:300]}")

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://{self.host}"
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(cookie).items():
                self.cookies[name] = morsel.value
        return answer.status, answer.read().decode(errors="replace")
