"""Definitions in the cluster: one object for each by its digest, and one for each SOP that knows its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import restate

from sopflow.definition.digest import mean_the_same
from sopflow.engine.refusing import refusal_to_json
from sopflow.engine.store import becomes_current
from sopflow.errors import DefinitionChanged
from sopflow.flow.command import SYSTEM
from sopflow.sql.records import definition_of

from .calling import FOREVER, call
from .names import CATALOGUE

if TYPE_CHECKING:
    from .names import Names

Json = dict[str, Any]


def definition_object(names: Names) -> restate.VirtualObject:
    """A definition: what its digest is of, so it never changes."""
    definition = restate.VirtualObject(names.definition, invocation_retry_policy=FOREVER)

    @definition.handler()
    async def put(ctx: restate.ObjectContext, request: Json) -> Json:
        ctx.set("body", request["body"])
        return {}

    @definition.handler(kind="shared")
    async def read(ctx: restate.ObjectSharedContext, request: Json) -> Json:
        return {"body": await ctx.get("body", type_hint=str)}

    return definition


def sop_object(names: Names) -> restate.VirtualObject:
    """The versions of an SOP, in the order in which they came."""
    sop = restate.VirtualObject(names.sop, invocation_retry_policy=FOREVER)

    @sop.handler()
    async def keep(ctx: restate.ObjectContext, request: Json) -> Json:
        versions: list[list[str]] = await ctx.get("versions", type_hint=list) or []
        activations: list[list[str]] = await ctx.get("activations", type_hint=list) or []
        version, digest = request["version"], request["digest"]
        taken = next((known for one, known in versions if one == version), None)
        is_new, current = taken is None, _current(activations, versions)
        if taken is None:
            await call(ctx, names.definition, digest, "put", {"body": request["body"]})
            if not versions:
                await call(ctx, names.sop, CATALOGUE, "add", {"sop": ctx.key()})
            ctx.set("versions", [*versions, [version, digest]])
        elif taken != digest:
            kept = await call(ctx, names.definition, taken, "read", {})
            if not mean_the_same(definition_of(kept["body"]), definition_of(request["body"])):
                return {"refused": refusal_to_json(DefinitionChanged(sop=ctx.key(), version=version))}
            # the same under a digest of another form, on which instances may run
            await call(ctx, names.definition, digest, "put", {"body": request["body"]})
            digest = taken
        activation = request.get("activation")
        if activation is not None:
            if not activations and versions:  # an SOP of an older sopflow: its last version was current
                activations = [[*versions[-1], activation[2], SYSTEM]]
            if becomes_current(digest, request["when"], is_new=is_new, current=current):
                ctx.set("activations", [*activations, [activation[0], digest, *activation[2:]]])
        return {}

    @sop.handler(kind="shared")
    async def find(ctx: restate.ObjectSharedContext, request: Json) -> Json:
        """The digest of a version; of the current one, where none is named."""
        versions: list[list[str]] = await ctx.get("versions", type_hint=list) or []
        if request["version"] is None:
            return {"digest": _current(await ctx.get("activations", type_hint=list) or [], versions)}
        return {"digest": next((digest for version, digest in versions if version == request["version"]), None)}

    @sop.handler(name="list", kind="shared")
    async def _list(ctx: restate.ObjectSharedContext, request: Json) -> Json:
        versions: list[list[str]] = await ctx.get("versions", type_hint=list) or []
        activations: list[list[str]] = await ctx.get("activations", type_hint=list) or []
        return {"versions": versions, "activations": activations, "current": _current(activations, versions)}

    @sop.handler()
    async def add(ctx: restate.ObjectContext, request: Json) -> Json:
        """Of the catalogue: an SOP has its first version."""
        known: list[str] = await ctx.get("sops", type_hint=list) or []
        if request["sop"] not in known:
            ctx.set("sops", [*known, request["sop"]])
        return {}

    @sop.handler(kind="shared")
    async def sops(ctx: restate.ObjectSharedContext, request: Json) -> Json:
        return {"sops": await ctx.get("sops", type_hint=list) or []}

    return sop


def _current(activations: list[list[str]], versions: list[list[str]]) -> str | None:
    """The digest of the current version."""
    last = (activations or versions)[-1:]
    return last[0][1] if last else None
