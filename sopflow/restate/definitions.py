"""Definitions in the cluster: one object for each by its digest, and one for each SOP that knows its versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import restate

from sopflow.definition.digest import is_digest_of, mean_the_same
from sopflow.engine.refusing import refusal_to_json
from sopflow.engine.store import becomes_current
from sopflow.errors import DefinitionChanged, NotOnCluster, UnreadableRecord
from sopflow.flow.command import SYSTEM
from sopflow.sql.records import definition_of

from .calling import ATTENDED, add_handlers, call
from .names import CATALOGUE, Names
from .possible import require_possible

Json = dict[str, Any]


class Definitions:
    """A definition: what its digest is of, so it never changes."""

    async def put(self, ctx: restate.ObjectContext, request: Json) -> Json:
        ctx.set("body", request["body"])
        return {}

    async def read(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        return {"body": await ctx.get("body", type_hint=str)}


class Versions:
    """The versions of an SOP, in the order in which they came."""

    def __init__(self, names: Names) -> None:
        self._names = names

    async def keep(self, ctx: restate.ObjectContext, request: Json) -> Json:
        version, digest, body = request["version"], request["digest"], request["body"]
        known = definition_of(body)
        if (str(known.id), known.version) != (ctx.key(), version) or not is_digest_of(digest, known):
            raise UnreadableRecord(why=f"definition {digest}: its content is another ({known.digest})")
        try:
            require_possible(known)
        except NotOnCluster as refusal:
            return {"refused": refusal_to_json(refusal)}
        versions, activations = await _listed(ctx, "versions"), await _listed(ctx, "activations")
        taken = next((known for one, known in versions if one == version), None)
        is_new, current = taken is None, _current(activations, versions)
        if taken is None:
            await call(ctx, self._names.definition, digest, "put", {"body": body})
            if not versions:
                await call(ctx, self._names.sop, CATALOGUE, "add", {"sop": ctx.key()})
            ctx.set("versions", [*versions, [version, digest]])
        elif taken != digest:
            kept = await call(ctx, self._names.definition, taken, "read", {})
            if not mean_the_same(definition_of(kept["body"]), definition_of(request["body"])):
                return {"refused": refusal_to_json(DefinitionChanged(sop=ctx.key(), version=version))}
            # the same under a digest of another form, on which instances may run
            await call(ctx, self._names.definition, digest, "put", {"body": request["body"]})
            digest = taken
        activation = request.get("activation")
        if activation is not None:
            if not activations and versions:  # an SOP of an older sopflow: its last version was current
                activations = [[*versions[-1], activation[2], SYSTEM]]
            if becomes_current(digest, request["when"], is_new=is_new, current=current):
                ctx.set("activations", [*activations, [activation[0], digest, *activation[2:]]])
        return {}

    async def find(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        """The digest of a version; of the current one, where none is named."""
        versions = await _listed(ctx, "versions")
        if request["version"] is None:
            return {"digest": _current(await _listed(ctx, "activations"), versions)}
        return {"digest": next((digest for version, digest in versions if version == request["version"]), None)}

    async def list(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        versions, activations = await _listed(ctx, "versions"), await _listed(ctx, "activations")
        return {"versions": versions, "activations": activations, "current": _current(activations, versions)}

    async def add(self, ctx: restate.ObjectContext, request: Json) -> Json:
        """Of the catalogue: an SOP has its first version."""
        known = await _listed(ctx, "sops")
        if request["sop"] not in known:
            ctx.set("sops", [*known, request["sop"]])
        return {}

    async def sops(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        return {"sops": await _listed(ctx, "sops")}


def definition_object(names: Names) -> restate.VirtualObject:
    one = restate.VirtualObject(names.definition, invocation_retry_policy=ATTENDED)
    add_handlers(one, "definition", Definitions(), "put")
    add_handlers(one, "definition", Definitions(), "read", shared=True)
    return one


def sop_object(names: Names) -> restate.VirtualObject:
    one = restate.VirtualObject(names.sop, invocation_retry_policy=ATTENDED)
    add_handlers(one, "sop", Versions(names), "keep", "add")
    add_handlers(one, "sop", Versions(names), "find", "list", "sops", shared=True)
    return one


async def _listed(ctx: restate.ObjectContext | restate.ObjectSharedContext, name: str) -> Sequence[Any]:
    return await ctx.get(name, type_hint=list) or []


def _current(activations: Sequence[Sequence[str]], versions: Sequence[Sequence[str]]) -> str | None:
    """The digest of the current version."""
    last = (activations or versions)[-1:]
    return last[0][1] if last else None
