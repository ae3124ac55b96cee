"""How an operation is declared: its address, scope, what it gives and how it may refuse."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from ponte.api import repeating
from ponte.api.access import Bearer, Call
from ponte.api.problems import Wrong, invalid
from ponte.api.schemas.problem import ProblemOut
from ponte.team.tokens.scopes import Scope

View = TypeVar("View", bound=Callable[..., HttpResponse])
JSON, FORM = "application/json", "multipart/form-data"
KEY_PARAMETER = {
    "in": "header",
    "name": repeating.HEADER,
    "required": False,
    "description": "Any word of yours. The same request with the same key within 24 hours is done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "order-1001-refund",
}
MATCH_PARAMETER = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": "The ETag that you read. When the ticket has changed since, nothing is done (412).",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}


def operation(
    router: Router,
    method: str,
    path: str,
    scope: Scope | None,
    *,
    gives: Any = None,
    status: int = 200,
    takes: str = "",
    refuses: tuple[int, ...] = (),
    matches: bool = False,
    in_one: bool = True,
) -> Callable[[View], View]:
    """Register a view as an operation; its docstring is its description, the first line its title.

    `takes`: content type of the body. `matches`: it heeds If-Match. `in_one`: a change runs in one transaction, and
    a POST heeds Idempotency-Key; False for what works in batches.
    """
    changes = method != "GET"
    repeatable = method == "POST" and in_one
    codes = {401, 403, 422, 429, *refuses}
    if takes:
        codes |= {400, 413, 415}
    if matches:
        codes |= {412}
    if repeatable:
        codes |= {409}
    parameters = [KEY_PARAMETER] if repeatable else [MATCH_PARAMETER] if matches else []

    def register(view: View) -> View:
        @wraps(view)
        def run(request: Call, **given: Any) -> HttpResponse:
            _know_all_parameters(request, run)
            if changes and in_one:
                return repeating.once(request, lambda: view(request, **given))
            return view(request, **given)

        # The framework would look the names of types up among those of this module.
        run.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
        title, _line, text = inspect.cleandoc(view.__doc__ or "").partition("\n")
        router.add_api_operation(
            path,
            [method],
            run,
            auth=Bearer(scope, takes),
            response={status: gives, **{code: ProblemOut if code >= 400 else None for code in sorted(codes)}},
            by_alias=True,
            operation_id=view.__name__,
            summary=title.strip().rstrip("."),
            description=text.strip() or None,
            openapi_extra={"parameters": list(parameters), "x-scope": scope.value if scope else None},
        )
        return view

    return register


def _know_all_parameters(request: Call, run: Callable[..., HttpResponse]) -> None:
    """A parameter that does not exist is told, or a misspelt filter would silently give everything."""
    unknown = [name for name in request.GET if name not in _parameters(run)]
    if unknown:
        raise invalid(*(Wrong(name, _("There is no such parameter."), "query") for name in unknown))


@cache
def _parameters(run: Any) -> frozenset[str]:
    models = run._ninja_operation.models
    return frozenset(
        name for model in models if model.__ninja_param_source__ == "query" for name in model.__ninja_flatten_map__
    )
