"""The official table, blank or with what an instance has done drawn into it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sopflow.engine.directory import names_in
from sopflow.errors import UnknownDefinition
from sopflow.render.naming import sops_named
from sopflow.render.overlay import NOTHING, Overlay
from sopflow.render.overlays import instance_overlay
from sopflow.render.page import PAPERS
from sopflow.render.rendering import render

from ..operation import Operation, Parameter
from .definitions import SOP, VERSION
from .instances import INSTANCE

if TYPE_CHECKING:
    from sopflow.flow.flow import Flow

    from ..checked_request import CheckedRequest

_MEDIA: Final = {
    "html": "text/html", "svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png",
}  # fmt: skip
_HOW: Final = (
    Parameter("format", {"type": "string", "enum": list(_MEDIA), "default": "html"}, "of the picture"),
    Parameter("paper", {"type": "string", "enum": list(PAPERS), "default": "a4"}, "landscape"),
)
# a picture may be opened by itself in a browser: it needs its own styles and fonts, and nothing else
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox"


async def of_definition(incoming: CheckedRequest) -> Response:
    flow = await incoming.engine.flow(incoming.request.path_params["sop"], incoming.query.get("version"))
    return await _drawn(incoming, flow, NOTHING)


async def of_instance(incoming: CheckedRequest) -> Response:
    run = await incoming.engine.instance(incoming.instance)
    flow = await incoming.engine.flow(run.sop, run.version)
    events = [event async for event in incoming.engine.history(run.id)]
    overlay = instance_overlay(
        flow, run, events, incoming.language, now=datetime.now(UTC), zone=incoming.engine.engine.zone(flow),
        people=names_in(incoming.engine.engine.directory),
    )  # fmt: skip
    return await _drawn(incoming, flow, overlay)


async def _drawn(incoming: CheckedRequest, flow: Flow, overlay: Overlay) -> Response:
    kind = incoming.query["format"]
    titles = {}
    for name in sops_named(flow.definition):
        with suppress(UnknownDefinition):
            titles[name] = (await incoming.engine.flow(name)).definition.title
    draw = partial(
        render,
        flow.definition,
        kind,
        language=incoming.language,
        paper=incoming.query["paper"],
        overlay=overlay,
        endless=kind == "svg",
        titles=titles,
    )
    headers = {"content-security-policy": _POLICY, "x-content-type-options": "nosniff"}
    return Response(await run_in_threadpool(draw), media_type=_MEDIA[kind], headers=headers)


OPERATIONS: Final = (
    Operation(
        "drawDefinition", "GET", "/definitions/{sop}/picture", "The official table.", of_definition, None,
        (SOP, VERSION, *_HOW), media=tuple(_MEDIA.values()), refusals=(404,),
    ),
    Operation(
        "drawInstance", "GET", "/instances/{instance}/picture", "The official table with what has been done drawn in.",
        of_instance, None, (INSTANCE, *_HOW), media=tuple(_MEDIA.values()), refusals=(404,),
    ),
)  # fmt: skip
