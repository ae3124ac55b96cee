"""The specification: what the framework gathers from the operations, and what it cannot know."""

from __future__ import annotations

import copy
import json
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
HEADERS = {
    "RateLimit-Limit": "How many requests may be made at once.",
    "RateLimit-Remaining": "How many are left now.",
    "RateLimit-Reset": "Seconds until all are.",
    "Retry-After": "Seconds to wait.",
}


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
    for methods in made["paths"].values():
        for described in methods.values():
            _complete(described)
    components = made["components"]
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of an agent's account."}
    }
    components["headers"] = {
        name: {"description": words, "schema": {"type": "integer"}} for name, words in HEADERS.items()
    }
    return _with_plain_names(made)


def _complete(described: dict[str, Any]) -> None:
    described["security"] = [{"token": []}]
    if scope := described.pop("x-scope", None):
        described["description"] = f"{described.get('description', '')}\n\nNeeds the scope `{scope}`.".strip()
        described["x-scope"] = scope
    for status, answer in described["responses"].items():
        if int(status) >= 400:
            answer["content"] = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
        names = [] if int(status) == 401 else [name for name in HEADERS if name != "Retry-After"]
        if int(status) == 429:
            names.append("Retry-After")
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    if described["operationId"] == "download_attachment":
        described["responses"][200]["content"] = {"application/octet-stream": {"schema": {"type": "string"}}}
    described["responses"] = {str(status): answer for status, answer in described["responses"].items()}


def _with_plain_names(made: dict[str, Any]) -> dict[str, Any]:
    """Schemas by their titles (Ticket, not TicketOut), without those that only gather parameters."""
    kept = {name: each for name, each in made["components"]["schemas"].items() if not name.endswith("Query")}
    made["components"]["schemas"] = {each.get("title", name): each for name, each in kept.items()}
    text = json.dumps(made)
    for name, each in kept.items():
        text = text.replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/{each.get("title", name)}"')
    named: dict[str, Any] = json.loads(text)
    return named
