"""The SOPs of the store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from sopflow.app.requests import arguments_of
from sopflow.app.shapes import NAME, listed, record, ref
from sopflow.app.versions import ACTIVATE, MIGRATE, activated, migrated
from sopflow.app.versions import versions as versions_of
from sopflow.app.views import definition_view

from ..answer import Answer
from ..operation import Operation, Parameter

if TYPE_CHECKING:
    from starlette.responses import Response

    from ..checked_request import CheckedRequest

SOP: Final = Parameter("sop", NAME, "the SOP's id", "path")
VERSION: Final = Parameter("version", NAME, "a version of it; the current one if left out")


async def definitions(incoming: CheckedRequest) -> Response:
    found = await incoming.engine.versions()
    return Answer({"items": [one._asdict() for one in found]})


async def versions(incoming: CheckedRequest) -> Response:
    return Answer(await incoming.engine._asked(partial(versions_of, sop=incoming.sop)))


async def activate(incoming: CheckedRequest) -> Response:
    version = incoming.body["version"]
    return Answer(
        await incoming.engine._asked(partial(activated, sop=incoming.sop, version=version, by=incoming.by))
    )


async def migrate(incoming: CheckedRequest) -> Response:
    given = arguments_of({name: one for name, one in incoming.body.items() if name != "by"})
    moving = partial(migrated, sop=incoming.sop, language=incoming.language, by=incoming.by, **given)
    return Answer(await incoming.engine._asked(moving))


async def definition(incoming: CheckedRequest) -> Response:
    name, version = incoming.sop, incoming.query.get("version")
    flow = await incoming.engine.flow(name, version)
    is_current = version is None or (await incoming.engine.flow(name)) is flow
    return Answer(definition_view(flow.definition, is_current=is_current))


OPERATIONS: Final = (
    Operation(
        "listDefinitions", "GET", "/definitions", "Every stored version of every SOP.", definitions,
        record({"items": listed(ref("Version"))}),
    ),
    Operation(
        "getDefinition", "GET", "/definitions/{sop}", "An SOP.", definition, ref("Definition"), (SOP, VERSION),
        refusals=(404,),
    ),
    Operation(
        "getVersions", "GET", "/definitions/{sop}/versions", "List the versions, with since when and by whom each was current.",
        versions, record({"items": listed(ref("KeptVersion"))}), (SOP,), refusals=(404,),
    ),
    Operation(
        "activateVersion", "POST", "/definitions/{sop}/activate", "Make a version the current one: new instances start on it.",
        activate, record({"items": listed(ref("KeptVersion"))}), (SOP,), ACTIVATE, refusals=(403, 404), names_who=True,
    ),
    Operation(
        "migrateInstances", "POST", "/definitions/{sop}/migrate",
        ("Move running instances to another version, each whole or not at all; `dry_run` only reports what "
"would happen."),
        migrate, ref("Migrations"), (SOP,), MIGRATE, refusals=(403, 404), names_who=True,
    ),
)  # fmt: skip
