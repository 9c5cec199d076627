"""The SOPs that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.app.shapes import NAME, listed, record, ref
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


async def definition(incoming: CheckedRequest) -> Response:
    name, version = incoming.request.path_params["sop"], incoming.query.get("version")
    flow = await incoming.engine.flow(name, version)
    is_current = version is None or (await incoming.engine.flow(name)) is flow
    return Answer(definition_view(flow.definition, is_current=is_current))


OPERATIONS: Final = (
    Operation(
        "listDefinitions", "GET", "/definitions", "Every version of every SOP that is kept.", definitions,
        record({"items": listed(ref("Version"))}),
    ),
    Operation(
        "getDefinition", "GET", "/definitions/{sop}", "An SOP.", definition, ref("Definition"), (SOP, VERSION),
        refusals=(404,),
    ),
)  # fmt: skip
