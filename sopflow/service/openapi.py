"""The OpenAPI document, from the operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from sopflow._version import __version__
from sopflow.app.shapes import ref
from sopflow.app.views import SCHEMAS
from sopflow.fields.limits import END

from .checked_request import schema_for
from .problems import MEDIA

if TYPE_CHECKING:
    from .operation import Operation, Parameter

Json = dict[str, Any]
Access = Literal["people", "token", "open"]
"""Who is let in: whom the host knows, whoever has the token, or everybody."""
_KEY: Final[Json] = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": f"^[A-Za-z0-9._:-]+{END}"},
    "description": "the same command with the same key happens once, and gets the same answer",
}  # fmt: skip
_MATCH: Final[Json] = {
    "name": "If-Match", "in": "header", "required": False,
    "schema": {"type": "string", "pattern": f'^"[0-9]{{1,9}}"{END}'},
    "description": "the entity tag that the client has seen: refused (412) where the instance has moved on",
}  # fmt: skip
_TAG: Final[Json] = {"ETag": {"schema": {"type": "string"}, "description": "the instance's revision"}}
_MEANING: Final = {
    400: "not a valid request", 401: "authentication required", 403: "may not", 404: "not there",
    409: "not possible now; `possible` says what is", 410: "no longer available; start again from the beginning",
    412: "the instance has moved on", 413: "too large",
    415: "not JSON", 422: "never possible like this", 503: "the database is temporarily unavailable",
}  # fmt: skip


_TOKEN: Final[Json] = {"type": "http", "scheme": "bearer", "description": "sopflow serve prints it"}
_SECURITY: Final[dict[Access, Json]] = {
    "people": {},
    "token": {"security": [{"token": []}]},
    "open": {"security": []},
}
"""How the host knows people is its own affair, so that nothing is said of it."""


def document(kinds: Mapping[str, Sequence[Operation]], access: Access) -> Json:
    """OpenAPI 3.1, with a tag for each kind of operation; where people are known, nobody says in a body who they are."""
    paths: Json = {}
    for kind, operations in kinds.items():
        for operation in operations:
            described = {"tags": [kind], **_described(operation, access)}
            paths.setdefault(operation.path, {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sopflow", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"},
            "description": "Standard operating procedures as data that runs. Instants are ISO 8601 with a time zone; texts of problems are in the language of Accept-Language (id, en).",
        },
        "tags": [{"name": kind} for kind in kinds],
        **_SECURITY[access],
        "paths": paths,
        "components": {"schemas": SCHEMAS} | ({"securitySchemes": {"token": _TOKEN}} if access == "token" else {}),
    }  # fmt: skip


def _described(operation: Operation, access: Access) -> Json:
    found: Json = {"operationId": operation.name, "summary": operation.summary}
    parameters = [_parameter(p) for p in operation.parameters]
    if operation.changes:
        parameters.append(_KEY)
    if operation.if_match:
        parameters.append(_MATCH)
    if parameters:
        found["parameters"] = parameters
    refusals = {400, 503, *operation.refusals}
    if operation.body is not None:
        schema = schema_for(operation, access == "people")
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
        refusals |= {413, 415, 422}
    if access != "open":
        refusals.add(401)
    if access != "people":
        refusals.add(403)
    content = {
        media: {"schema": operation.answer} if operation.answer is not None else {} for media in operation.media
    }
    success: Json = {"description": "done", "content": content}
    if operation.has_tag:
        success["headers"] = _TAG
    problem = {MEDIA: {"schema": ref("Problem")}}
    found["responses"] = {str(operation.status): success} | {
        str(status): {"description": _MEANING[status], "content": problem} for status in sorted(refusals)
    }
    if operation.name == "getInstance":
        found["responses"]["304"] = {"description": "as the client has it"}
    return found


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name, "in": parameter.place, "required": parameter.place == "path",
        "schema": parameter.schema, "description": parameter.description,
    }  # fmt: skip
