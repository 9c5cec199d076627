"""An instance as a virtual object: one command at a time, each decided once and kept with all that it sets off.

State: `now` is what `StoredState` says, `eN` the Nth event, `k…` the revision that an idempotency key stands for, `moving` the
versions to which called instances move. Of objects
that call each other the called one calls its caller, and never the other way while either is held; so no two wait for
each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import timedelta
from functools import partial
from typing import Any, Final

import restate

from sopflow.engine.refusing import refusal_to_json
from sopflow.errors import CommandFailed, Conflict, KeyReused, UnknownInstance
from sopflow.flow.calls import called_by
from sopflow.sql.records import event_of, snapshot_of

from .calling import ATTENDED, OWED, add_handlers, call, in_a_thread, send
from .deciding import ADVANCE, FALL, RemoteDecider, StoredState, key_in, posing, repeated
from .names import Names, key_of

Json = dict[str, Any]
_REMEMBERED: Final = timedelta(minutes=10)
"""For how long a call that is tried again gets the answer of the first."""
_MAX_WAITS: Final = 1_000


class Instances:
    """The handlers, in one process."""

    def __init__(self, names: Names, desk: RemoteDecider, pool: Executor) -> None:
        self._names = names
        self._desk = desk
        self._pool = pool

    async def start(self, ctx: restate.ObjectContext, request: Json) -> Json:
        if await _kept(ctx) is not None:
            return _refused(Conflict(instance=ctx.key(), actual=1, expected=0))
        if (refused := posing(request["command"])) is not None:
            return refused
        verdict = await self._recorded(ctx, self._desk.start, ctx.key(), request["digest"], request["command"])
        return await self._settled(ctx, None, verdict)

    async def execute(self, ctx: restate.ObjectContext, request: Json) -> Json:
        kept = await _kept(ctx)
        if kept is None:
            return _refused(UnknownInstance(instance=ctx.key()))
        command = request["command"]
        if (refused := posing(command)) is not None:
            return refused
        if "key" in command:
            revision = await ctx.get(_key(command["key"]), type_hint=int)
            if revision is not None:
                return repeated(await _events(ctx, 0, revision), command)
        past = await _events(ctx, 0, kept.revision) if self._desk.looks_back(command) else []
        verdict = await self._recorded(ctx, self._desk.execute, kept, command, request.get("expected"), past)
        if not verdict.get("migrated"):
            return await self._settled(ctx, kept, verdict)
        agreed = await self._moved(ctx, kept, verdict["now"]["snapshot"])
        if "refused" in agreed:
            return agreed
        reply = await self._settled(ctx, kept, verdict)
        if "caller" not in agreed:
            return reply
        told = await self._in_step(ctx, StoredState(**verdict["now"]), agreed["caller"])
        return {**reply, **told, "follow": [*reply["follow"], *told.get("follow", ())]}

    async def advance(self, ctx: restate.ObjectContext, request: Json) -> Json:
        """Process everything that is due."""
        kept = await _kept(ctx)
        if kept is None:
            return _refused(UnknownInstance(instance=ctx.key()))
        follow: list[Any] = []
        for count in range(_MAX_WAITS):
            verdict = await self._recorded(ctx, self._desk.execute, kept, ADVANCE, None, [])
            reply = await self._settled(ctx, kept, verdict)
            if "refused" in reply:
                if count == 0 and reply["refused"]["code"] != "nothing-due":
                    return reply
                return {"count": count, "follow": follow, "revision": kept.revision}
            kept = StoredState(**verdict["now"])
            follow += reply["follow"]
        return {"count": _MAX_WAITS, "follow": follow, "revision": kept.revision}

    async def wake(self, ctx: restate.ObjectContext, request: Json) -> Json:
        """A call to itself that was to come at an instant; nothing where nothing is due then any more."""
        kept = await _kept(ctx)
        if kept is None or kept.wakes is None or kept.wakes != request["at"]:
            return {}
        reply = await self.advance(ctx, {})
        if reply.get("count") == 0:  # the clock of this process is behind
            delay = await ctx.run_typed("delay", partial(self._desk.delay, kept.wakes))
            self._wake(ctx, kept.wakes, max(delay, 0.001))
        return {}

    async def ended(self, ctx: restate.ObjectContext, request: Json) -> Json:
        """A called instance is completed: the row that waits for it ends."""
        kept = await _kept(ctx)
        if kept is None:
            return {}
        verdict = await self._recorded(ctx, self._desk.ended, kept, request["child"])
        return await self._settled(ctx, kept, verdict) if verdict else {}

    async def lets_move(self, ctx: restate.ObjectContext, request: Json) -> Json:
        """A called instance moves to another version, which its caller knows from then on."""
        kept = await _kept(ctx)
        if kept is None:
            return {}
        moving, called = await self._moving(ctx), await self._called(ctx, kept, but=request["called"])
        asked = request["before"], request["after"]
        verdict = await self._recorded(ctx, self._desk.lets_move, kept, moving, called, *asked)
        if "refused" not in verdict:
            ctx.set("moving", verdict["moving"])
        return {**verdict, "caller": kept.snapshot}

    async def follow(self, ctx: restate.ObjectContext, request: Json) -> Json:
        """What the caller's end, suspension or resumption, and other people there, mean for a called instance."""
        kept = await _kept(ctx)
        if kept is None:
            return {}
        if request["falls"]:
            verdict = await self._recorded(ctx, self._desk.execute, kept, FALL, None, [])
            reply = await self._settled(ctx, kept, verdict)
            return {"follow": reply.get("follow", [])}
        state = snapshot_of(kept.snapshot)
        if state.status == "completed" and state.parent is not None:
            return await self._call(ctx, state.parent[0], "ended", {"child": kept.snapshot})
        if state.parent is not None and not state.is_over:
            caller = await self._call(ctx, state.parent[0], "read", {})
            reply = await self._in_step(ctx, kept, caller["now"]["snapshot"], request.get("rebound", ()))
            return {"follow": reply.get("follow", [])}
        return {}

    async def adopt(self, ctx: restate.ObjectContext, request: Json) -> Json:
        """An instance that its caller has started."""
        if await _kept(ctx) is None:
            self._keep(ctx, None, request)
        return {}

    async def append(self, ctx: restate.ObjectContext, request: Json) -> Json:
        """Events that were decided elsewhere, together with those of other instances: all or none. Where there are none
        of this instance, they were decided on what it is at a revision."""
        kept = await _kept(ctx)
        texts: list[str] = request["texts"]
        actual = kept.revision if kept is not None else 0
        seen = request.get("seen", actual)
        if seen != actual:
            return _refused(Conflict(instance=ctx.key(), actual=actual, expected=seen))
        for key in filter(None, map(key_in, texts)):
            if event_of(texts[0]).revision > 1 and await ctx.get(_key(key), type_hint=int) is not None:
                return _refused(KeyReused(key=key))
        verdict = await self._recorded(ctx, self._desk.append, ctx.key(), kept, texts) if texts else {}
        if "refused" in verdict:
            return verdict
        # whoever calls holds its own instance until all after it have agreed, so that none changes meanwhile
        if request["rest"]:
            (instance, others), *rest = request["rest"]
            if instance <= ctx.key():  # in one order, or two of these would wait for each other
                return _refused(CommandFailed(why=f"append: {instance!r} <= {ctx.key()!r}"))
            reply = await self._call(ctx, instance, "append", {**others, "rest": rest})
            if "refused" in reply:
                return reply
        if not texts:
            return {"revision": actual}
        of_start = key_in(texts[0]) if event_of(texts[0]).revision == 1 else None
        if of_start is not None:
            owner = key_of(f"start {snapshot_of(verdict['now']['snapshot']).sop}", of_start)
            reply = await call(ctx, self._names.start, owner, "take", {"instance": ctx.key(), "key": of_start})
            if "refused" in reply:
                return reply
        self._keep(ctx, kept, verdict)
        return {"revision": verdict["now"]["revision"]}

    # -- reading

    async def read(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        return {"now": await ctx.get("now", type_hint=dict)}

    async def history(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        """The events after a revision."""
        kept = await _kept(ctx)
        return {"texts": await _events(ctx, request["after"], kept.revision if kept is not None else 0)}

    async def keyed(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        revision = await ctx.get(_key(request["key"]), type_hint=int)
        return {"text": await ctx.get(f"e{revision}", type_hint=str) if revision is not None else None}

    async def again(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        """What the start returned, for the same start."""
        return repeated(await _events(ctx, 0, 1), request["command"])

    # -- inside

    async def _recorded(self, ctx: restate.ObjectContext, decide: Callable[..., Json], *given: Any) -> Json:
        """A verdict, recorded: what it was asked of clocks and directories is not asked again."""

        async def deciding() -> Json:
            return await in_a_thread(self._pool, partial(decide, *given))

        return await ctx.run_typed("decide", deciding)

    async def _moved(self, ctx: restate.ObjectContext, kept: StoredState, after: str) -> Json:
        """A migration, agreed with those that it called and then with the one that called it; refused where it is not.

        Those that it called are read, and not held: one that moves at this moment has told its own caller so before.
        """
        state = snapshot_of(kept.snapshot)
        moving, called = await self._moving(ctx), await self._called(ctx, kept)
        verdict = await self._recorded(ctx, self._desk.moves, kept, moving, called, after)
        if "refused" in verdict or state.parent is None:
            return verdict
        asked = {"called": state.id, "before": kept.snapshot, "after": after}
        return await self._call(ctx, state.parent[0], "lets_move", asked)

    async def _moving(self, ctx: restate.ObjectContext) -> Json:
        return await ctx.get("moving", type_hint=dict) or {}

    async def _called(self, ctx: restate.ObjectContext, kept: StoredState, but: str = "") -> dict[str, str]:
        """The snapshots of the instances that one has called and waits for."""
        waited_for = [child for child in called_by(snapshot_of(kept.snapshot)) if child != but]
        return {child: (await self._call(ctx, child, "read", {}))["now"]["snapshot"] for child in waited_for}

    async def _in_step(
        self, ctx: restate.ObjectContext, kept: StoredState, caller: str, rebound: Sequence[str] = ()
    ) -> Json:
        """All that brings a called instance into step with its caller; nothing where it is."""
        reply: Json = {}
        while verdict := await self._recorded(ctx, self._desk.in_step, kept, caller, rebound):
            settled = await self._settled(ctx, kept, verdict)
            if "refused" in settled:
                break
            reply = {**settled, "follow": [*reply.get("follow", ()), *settled["follow"]]}
            kept = StoredState(**verdict["now"])
        return reply

    async def _settled(self, ctx: restate.ObjectContext, before: StoredState | None, verdict: Json) -> Json:
        """Keep a verdict with what it sets off; refused whole where the caller refuses its part."""
        if "refused" in verdict:
            return verdict
        name, now = self._names.instance, verdict["now"]
        follow: list[Any] = [[one, {"falls": True}] for one in verdict["fallen"]]
        follow += [[one, {"falls": False, "rebound": verdict.get("rebound", [])}] for one in verdict["resumed"]]
        if "parent" in verdict:
            reply = await self._call(ctx, verdict["parent"], "ended", {"child": now["snapshot"]})
            if "refused" in reply:
                return reply
            follow += reply.get("follow", [])
        for child in verdict["born"]:
            await self._call(ctx, child["id"], "adopt", child)
        self._keep(ctx, before, verdict)
        for one, what in follow:
            send(ctx, name, one, "follow", what)
        return {"snapshot": now["snapshot"], "revision": now["revision"], "follow": follow}

    async def _call(self, ctx: restate.ObjectContext, instance: str, handler: str, body: Json) -> Json:
        """Have another instance do something; itself would wait for itself forever."""
        if instance == ctx.key():
            return _refused(CommandFailed(why=f"{handler}: {instance!r} -> {instance!r}"))
        return await call(ctx, self._names.instance, instance, handler, body)

    def _keep(self, ctx: restate.ObjectContext, before: StoredState | None, verdict: Json) -> None:
        now, texts = verdict["now"], verdict["texts"]
        ctx.set("now", now)
        for revision, text in enumerate(texts, start=now["revision"] - len(texts) + 1):
            ctx.set(f"e{revision}", text)
            key = key_in(text)
            if key is not None and revision > 1:
                ctx.set(_key(key), revision)
        send(ctx, self._names.projection, ctx.key(), "take", {"texts": texts, "head": now["head"]})
        if now["wakes"] is not None and (before is None or now["wakes"] != before.wakes):
            self._wake(ctx, now["wakes"], verdict["delay"])

    def _wake(self, ctx: restate.ObjectContext, at: float, delay: float) -> None:
        send(ctx, self._names.instance, ctx.key(), "wake", {"at": at}, timedelta(seconds=delay))


class Starts:
    """What is started with an idempotency key is started by its key's object, one at a time."""

    def __init__(self, names: Names) -> None:
        self._names = names

    async def start(self, ctx: restate.ObjectContext, request: Json) -> Json:
        known = await ctx.get("instance", type_hint=str)
        if known is not None:
            return await call(ctx, self._names.instance, known, "again", request)
        reply = await call(ctx, self._names.instance, request["instance"], "start", request)
        if "refused" not in reply:
            ctx.set("instance", request["instance"])
        return reply

    async def take(self, ctx: restate.ObjectContext, request: Json) -> Json:
        known = await ctx.get("instance", type_hint=str)
        if known not in (None, request["instance"]):
            return _refused(KeyReused(key=request["key"]))
        ctx.set("instance", request["instance"])
        return {}

    async def read(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        return {"instance": await ctx.get("instance", type_hint=str)}


def instance_object(names: Names, desk: RemoteDecider, pool: Executor) -> restate.VirtualObject:
    handlers = Instances(names, desk, pool)
    one = restate.VirtualObject(
        names.instance, invocation_retry_policy=ATTENDED, idempotency_retention=_REMEMBERED,
        journal_retention=timedelta(0), state_preload=False,
    )  # fmt: skip
    add_handlers(one, "instance", handlers, "start", "execute", "advance", "append", "lets_move")
    owed = ("wake", "ended", "follow", "adopt")
    add_handlers(one, "instance", handlers, *owed, invocation_retry_policy=OWED)
    add_handlers(one, "instance", handlers, "read", "keyed", shared=True)
    add_handlers(one, "instance", handlers, "history", "again", shared=True, state_preload=True)
    return one


def start_object(names: Names) -> restate.VirtualObject:
    one = restate.VirtualObject(
        names.start, invocation_retry_policy=ATTENDED, idempotency_retention=_REMEMBERED,
        journal_retention=timedelta(0),
    )  # fmt: skip
    add_handlers(one, "start", Starts(names), "start", "take")
    add_handlers(one, "start", Starts(names), "read", shared=True)
    return one


async def _kept(ctx: restate.ObjectContext | restate.ObjectSharedContext) -> StoredState | None:
    now = await ctx.get("now", type_hint=dict)
    return StoredState(**now) if now is not None else None


async def _events(ctx: restate.ObjectContext | restate.ObjectSharedContext, after: int, last: int) -> list[str]:
    """The events after a revision up to another."""
    found = [ctx.get(f"e{revision}", type_hint=str) for revision in range(after + 1, last + 1)]
    return [str(await one) for one in found]


def _key(key: str) -> str:
    return f"k{key_of(key)}"


def _refused(problem: Any) -> Json:
    return {"refused": refusal_to_json(problem)}
