import base64
import hashlib
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ponte.ui import policy


def test_the_import_map_of_the_page_is_the_one_the_policy_allows(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PONTE_GALLERY", "1")
    response = client.get("/gallery/error")
    found = re.search(r'<script type="importmap">(.*?)</script>', response.content.decode(), re.DOTALL)
    assert found
    digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_a_response_may_bring_its_own(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert policy.ContentSecurityPolicy(view)(rf.get("/")).headers["Content-Security-Policy"] == "sandbox"
