"""Refusals in the specification."""

from __future__ import annotations

from ninja import Field, Schema
from pydantic import ConfigDict


class WrongOut(Schema):
    """One thing that is wrong."""

    in_: str = Field(alias="in", description="body, query, path or header")
    path: str = Field(description="The field, such as `subject` or `tags.0`.")
    message: str


class ProblemOut(Schema):
    """A request that was not done (RFC 9457). `code` is for programs; `title`, `detail` and messages are for people,
    in the language of Accept-Language."""

    model_config = ConfigDict(
        title="Problem",
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "/api/docs#problem-invalid",
                    "code": "invalid",
                    "title": "Something is not right",
                    "status": 422,
                    "detail": "Mend what is listed and send it again.",
                    "instance": "/api/v1/tickets",
                    "errors": [{"in": "body", "path": "subject", "message": "This is needed."}],
                }
            ]
        },
    )

    type: str
    code: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[WrongOut]
