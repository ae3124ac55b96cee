"""The specification as people read it: operations by area, schemas as rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One parameter or field. `kind`: its type in words; `place`: query, path, header, or "" in a body."""

    name: str
    kind: str
    text: str
    required: bool = False
    place: str = ""


@dataclass(frozen=True)
class Described:
    """One operation."""

    id: str
    method: str
    path: str
    title: str
    text: str
    scope: str
    parameters: list[Line]
    body: list[Line]
    body_type: str
    body_example: str
    answer: list[Line]
    answer_words: str
    statuses: list[str]


@dataclass
class Area:
    name: str
    operations: list[Described] = field(default_factory=list)


def areas(document: Schema) -> list[Area]:
    """Everything, in the order of the specification."""
    found: dict[str, Area] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            name = (operation.get("tags") or ["Others"])[0]
            found.setdefault(name, Area(name)).operations.append(_describe(document, method, path, operation))
    return list(found.values())


def _describe(document: Schema, method: str, path: str, operation: Schema) -> Described:
    kind, body = _content(operation.get("requestBody", {}))
    success = next(status for status in operation["responses"] if status < "400")
    _kind, answer = _content(operation["responses"][success])
    example = _example(document, body)
    return Described(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation["summary"],
        text=operation.get("description", "").partition("Needs the scope")[0].strip(),
        scope=operation.get("x-scope", ""),
        parameters=[
            Line(
                each["name"],
                kind_of(document, each["schema"]),
                each.get("description", ""),
                each.get("required", False),
                each["in"],
            )
            for each in operation.get("parameters", [])
        ],
        body=list(lines(document, body)),
        body_type=kind,
        body_example=json.dumps(example, indent=2, ensure_ascii=False) if example is not None else "",
        answer=list(lines(document, answer)),
        answer_words=f"{success} {operation['responses'][success]['description']}",
        statuses=[status for status in operation["responses"] if status >= "400"],
    )


def _content(part: Schema) -> tuple[str, Schema]:
    for kind, content in part.get("content", {}).items():
        return kind, content.get("schema", {})
    return "", {}


def resolved(document: Schema, schema: Schema) -> Schema:
    """The schema itself where it is named."""
    if "$ref" in schema:
        found: Schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def lines(document: Schema, schema: Schema, prefix: str = "") -> Iterator[Line]:
    """The fields of an object, and those of the objects within it; of a page, those of its items."""
    whole = resolved(document, schema)
    fields = whole.get("properties", {})
    if set(fields) == {"items", "next"}:
        yield Line("next", kind_of(document, fields["next"]), fields["next"].get("description", ""), True)
        for line in lines(document, fields["items"]["items"]):
            yield Line(f"items[].{line.name}", line.kind, line.text, line.required)
        return
    for name, field_ in fields.items():
        yield Line(name, kind_of(document, field_), field_.get("description", ""), name in whole.get("required", []))


def kind_of(document: Schema, schema: Schema) -> str:
    """A type in words: `text, up to 500`, `one of: low, high`, `list of Attachment`."""
    if "$ref" in schema:
        whole = resolved(document, schema)
        return str(whole.get("title", schema["$ref"].rpartition("/")[2]))
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " | ".join(kind_of(document, each) for each in schema[key])
    if "enum" in schema:
        return " | ".join(f"“{each}”" if each != "" else "“”" for each in schema["enum"])
    if "const" in schema:
        return f"“{schema['const']}”"
    if schema.get("type") == "array":
        return f"[{kind_of(document, schema.get('items', {}))}]"
    name = str(schema.get("format") or schema.get("type") or "any")
    return f"{name} ≤ {schema['maxLength']}" if "maxLength" in schema else name


def _example(document: Schema, schema: Schema) -> Any:
    found = resolved(document, schema).get("examples") if schema else None
    return found[0] if found else None
