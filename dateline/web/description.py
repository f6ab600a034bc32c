"""What ``/openapi.json`` says: schemas made from the frozen records, so that the description cannot say other than the code.

A router says what an endpoint answers with ``answer_of`` or ``list_answer``, from the very classes that its contexts are made
of. What is the same everywhere (errors, tags, the tokens of lists, parameters left empty) ``describe`` adds to every
endpoint, those of other routers too.
"""

from __future__ import annotations

import http
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from dateline.records import Reading
from dateline.web.listings import plain
from dateline.web.problems import ERROR_SCHEMA

__all__ = [
    "COUNT",
    "LISTED",
    "TEXT",
    "YES_OR_NO",
    "answer_of",
    "changed",
    "describe",
    "fields_of",
    "file_answer",
    "list_answer",
    "list_of",
    "maybe",
    "object_answer",
    "object_of",
    "schema_of",
]

REFERENCE = "#/components/schemas/{model}"
BESIDE = ("reasons", "grounds")  # of a reading, kept beside its JSON
ERRORS = (400, 404, 414, 503)
NO_CONTROL = r"^[^\u0000-\u001f\u007f-\u009f]*$"
BLANK = {"type": "string", "pattern": "^ *$", "description": "left empty, as if it were not given"}
TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
YES_OR_NO = {"type": "boolean"}
NEXT = {
    "anyOf": [{"type": "string"}, {"type": "null"}],
    "description": "the token of the next page, given as `after`; null on the last page",
}
# what stands beside the rows of every list
LISTED: dict[str, Any] = {
    "total": COUNT,
    "is_exact": YES_OR_NO | {"description": "false: there are more rows than `total`"},
    **dict.fromkeys(("page", "pages", "size"), COUNT),
    "next": NEXT,
}
TAG_HEADER = {"description": "names these bytes; send it as If-None-Match", "schema": {"type": "string"}}
LINK_HEADER = {
    "description": "the address of the next page, rel=next; not on the last page",
    "schema": {"type": "string"},
}


def answer_of(kind: Any, *, example: Any, changes: Mapping[str, Any] | None = None) -> dict[int | str, Any]:
    """Return the description of an endpoint that gives one object.

    Args:
        kind: the class, or any type of classes, that ``listings.plain`` makes the object from.
        example: one, as the endpoint gives it or as a record.
        changes: schemas of fields that the endpoint adds; None for a field that it leaves out.
    """
    return described(changed(schema_of(kind), changes or {}), example=example)


def list_answer(
    kind: Any, name: str, *, example: Mapping[str, Any], more: Mapping[str, Any] | None = None
) -> dict[int | str, Any]:
    """Return the description of an endpoint that gives ``listings.listing_object``: rows of a class, by their noun.

    Args:
        kind: the class of a row, or the schema of one.
        name: the key that the rows stand under.
        example: the whole object.
        more: schemas of what stands beside the listing.
    """
    row = kind if isinstance(kind, Mapping) else named_part(kind)
    return object_answer({name: list_of(row), **LISTED, **(more or {})}, example=example)


def object_answer(fields: Mapping[str, Any], *, example: Mapping[str, Any]) -> dict[int | str, Any]:
    """Return the description of an endpoint that gives one object of these fields."""
    return described(object_of(fields), example=example)


def file_answer(media_type: str, schema: Mapping[str, Any] = TEXT) -> dict[int | str, Any]:
    """Return the description of an endpoint that gives a file."""
    return {200: {"description": "found", "content": {media_type: {"schema": dict(schema)}}}}


def described(schema: Mapping[str, Any], *, example: Any) -> dict[int | str, Any]:
    """Return a schema and an example as a router takes them; all parts of the schema stand together."""
    whole, parts = parted(schema)
    # as text, for the framework leaves out what is null; describe() has it back
    content = {"application/json": {"schema": {**whole, "$defs": parts}, "example": json.dumps(plain(example))}}
    return {200: {"description": "found", "content": content}}


def parted(schema: Any) -> tuple[Any, dict[str, Any]]:
    """Return a schema without the parts that stand under ``$defs`` anywhere in it, and those parts."""
    if isinstance(schema, list):
        pairs = [parted(item) for item in schema]
        return [item for item, _ in pairs], joined(parts for _, parts in pairs)
    if not isinstance(schema, Mapping):
        return schema, {}
    found = {key: parted(value) for key, value in schema.items() if key != "$defs"}
    return {key: item for key, (item, _) in found.items()}, joined(
        [schema.get("$defs", {}), *(parts for _, parts in found.values())]
    )


def joined(several: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the parts of several schemas. Raises: ValueError, two parts of one name differ."""
    found: dict[str, Any] = {}
    for parts in several:
        for name, part in parts.items():
            if found.setdefault(name, part) != part:
                raise ValueError(f"{name}: two schemas of this name differ")
    return found


# schemas --------------------------------------------------------------------------------------------


def object_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has these fields, all of them and no other."""
    return closed({"type": "object", "properties": dict(fields)})


def list_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": dict(item)}


def maybe(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of what may be null."""
    return {"anyOf": [dict(schema), {"type": "null"}]}


def named_part(kind: Any) -> dict[str, Any]:
    """Return a reference to a class's schema, which is a part of its own."""
    made = schema_of(kind)
    parts = {**made.pop("$defs", {}), kind.__name__: made}
    return {"$ref": REFERENCE.format(model=kind.__name__), "$defs": parts}


def fields_of(kind: Any, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """Return the schemas of a class's fields, but for some."""
    left_out = set(without)
    return {name: schema_of(hint) for name, hint in get_type_hints(kind).items() if name not in left_out}


def schema_of(kind: Any) -> dict[str, Any]:
    """Return the schema of what ``listings.plain`` makes of a class; parts of it stand under ``$defs``."""
    made = TypeAdapter(kind).json_schema(mode="serialization", ref_template=REFERENCE)
    definitions = made.get("$defs", {})
    found: dict[str, Any] = tidied(closed(made))
    if definitions:
        found["$defs"] = {name: tidied(closed(part, name=name)) for name, part in definitions.items()}
    return found


def changed(schema: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object's schema with fields added, and those that are None left out."""
    fields = {name: part for name, part in (schema["properties"] | changes).items() if part is not None}
    return closed(schema | {"properties": fields})


def closed(schema: dict[str, Any], *, name: str | None = None) -> dict[str, Any]:
    """Return an object's schema with every field there (law: absent is null) and no other.

    Readings stay as they were written, perhaps by another version of Dateline: only what their records require is sure.
    """
    if "properties" not in schema:
        return schema
    name = name or schema.get("title")
    fields = {key: part for key, part in schema["properties"].items() if name != "Reading" or key not in BESIDE}
    if name in CONTRACT:
        required = [key for key in schema.get("required", ()) if key in fields]
        return schema | {"properties": fields, "required": required}
    return schema | {"properties": fields, "required": list(fields), "additionalProperties": False}


CONTRACT = {"Reading", *TypeAdapter(Reading).json_schema()["$defs"]} - {"Span"}


def tidied(schema: Any) -> Any:
    """Return a schema without the titles that only repeat its names, and without defaults, which are for input."""
    if isinstance(schema, list):
        return [tidied(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        key: {name: tidied(part) for name, part in value.items()} if key == "properties" else tidied(value)
        for key, value in schema.items()
        if key not in ("title", "default", "$defs")
    }
    if pair := found.pop("prefixItems", None):
        found["items"] = {"anyOf": pair}  # most programs that read descriptions do not know lists of places
    said = found.get("description")
    if isinstance(said, str):
        found["description"] = " ".join(said.replace("``", "`").split())
    return found


def describe(api: dict[str, Any]) -> dict[str, Any]:
    """Complete the description that the routers gave: what every endpoint shares, and what their schemas are made of."""
    schemas: dict[str, Any] = {"Error": ERROR_SCHEMA}
    for path, methods in api["paths"].items():
        for operation in methods.values():
            describe_operation(operation, path=path, schemas=schemas)
    api.setdefault("components", {})["schemas"] = schemas
    return api


def describe_operation(operation: dict[str, Any], *, path: str, schemas: dict[str, Any]) -> None:
    """Complete one endpoint; parts of its schemas go to ``schemas``, which all endpoints share."""
    answers = operation["responses"]
    answers.pop("422", None)  # what the framework takes for granted: bad input is 400 here
    found = answers.setdefault("200", {"description": "found"})
    for content in found.get("content", {}).values():
        schemas |= joined([schemas, content.get("schema", {}).pop("$defs", {})])
        if "example" in content:
            content["example"] = json.loads(content["example"])
    found["headers"] = {"ETag": TAG_HEADER}
    names = {parameter["name"] for parameter in operation.get("parameters", [])}
    if "after" in names:
        found["headers"]["Link"] = LINK_HEADER
    answers["304"] = {"description": "what the reader has, by its If-None-Match, is what there is"}
    for status in ERRORS if "{" in path or names else (400, 503):
        answers[str(status)] = error_answer(status)
    operation["responses"] = dict(sorted(answers.items()))
    for parameter in operation.get("parameters", []):
        parameter["schema"] = parameter_schema(parameter)


def error_answer(status: int) -> dict[str, Any]:
    """Return the description of an error: all have one form."""
    schema = {"$ref": REFERENCE.format(model="Error")}
    return {"description": http.HTTPStatus(status).phrase, "content": {"application/json": {"schema": schema}}}


def parameter_schema(parameter: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a parameter may be: in an address nothing is null, and what is left empty is not there."""
    given = {key: value for key, value in parameter["schema"].items() if key not in ("title", "description")}
    kinds = [kind for kind in given.pop("anyOf", [{}]) if kind.get("type") != "null"]
    schema = {**(kinds[0] if len(kinds) == 1 else {"anyOf": kinds}), **given}
    is_text = schema.get("type") == "string" and "enum" not in schema
    if is_text and "pattern" not in schema:
        schema["pattern"] = NO_CONTROL
    if parameter["in"] == "path":
        return schema | {"minLength": 1, "pattern": re.sub(r"\*\$$", "+$", NO_CONTROL)}
    if is_text and schema["pattern"] == NO_CONTROL:
        return schema
    return {"anyOf": [schema, BLANK]}
