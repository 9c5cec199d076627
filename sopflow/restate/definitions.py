"""Definitions in the cluster: one object for each by its digest, and one for each SOP that knows its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import restate

from sopflow.definition.digest import mean_the_same
from sopflow.engine.refusing import refusal_to_json
from sopflow.errors import DefinitionChanged
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
        version, digest = request["version"], request["digest"]
        taken = next((known for one, known in versions if one == version), None)
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
        return {}

    @sop.handler(kind="shared")
    async def find(ctx: restate.ObjectSharedContext, request: Json) -> Json:
        """The digest of a version; of the last, where none is named."""
        versions: list[list[str]] = await ctx.get("versions", type_hint=list) or []
        wanted = request["version"]
        found = [digest for version, digest in versions if wanted in (None, version)]
        return {"digest": found[-1] if found else None}

    @sop.handler(name="list", kind="shared")
    async def _list(ctx: restate.ObjectSharedContext, request: Json) -> Json:
        versions: list[list[str]] = await ctx.get("versions", type_hint=list) or []
        return {"versions": versions}

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
