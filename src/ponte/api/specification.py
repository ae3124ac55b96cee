"""The specification: what the framework gathers from the operations, and what it cannot know."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ponte.api.answering import give
from ponte.api.building import api
from ponte.api.problems import CONTENT_TYPE

DESCRIPTION = """Everything that agents do in Ponte, for programs. Make a token under *Your account, API tokens* and
send it as `Authorization: Bearer ponte_…`; a program sees and may do what the token's owner does, within the token's
scopes."""
RATE_HEADERS = {
    "RateLimit-Limit": "How many requests may be made at once.",
    "RateLimit-Remaining": "How many are left now.",
    "RateLimit-Reset": "Seconds until all are.",
}
ETAG = {"description": "Changes with the resource.", "schema": {"type": "string"}}


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The specification as JSON; open to everybody, for it tells of no data."""
    response = give(document())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def document() -> dict[str, Any]:
    """The specification, OpenAPI 3.1."""
    return {**_built(), "servers": [{"url": settings.PUBLIC_URL}]}


@cache
def _built() -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(dict(api.get_openapi_schema(path_prefix="api/v1/")))
    made["info"] = {
        "title": "Ponte",
        "version": "1",
        "description": DESCRIPTION,
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
    }
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of an agent's account."}
    }
    for methods in made["paths"].values():
        for described in methods.values():
            _complete(described)
    return made


def _complete(described: dict[str, Any]) -> None:
    described["security"] = [{"token": []}]
    if scope := described.pop("x-scope", None):
        described["description"] = f"{described.get('description', '')}\n\nNeeds the scope `{scope}`.".strip()
        described["x-scope"] = scope
    for status, answer in described["responses"].items():
        if int(status) >= 400:
            answer["content"] = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        if int(status) != 401:
            answer["headers"] = {
                name: {"description": words, "schema": {"type": "integer"}} for name, words in RATE_HEADERS.items()
            }
        if int(status) == 429:
            answer["headers"]["Retry-After"] = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
    described["responses"] = {str(status): answer for status, answer in described["responses"].items()}
