"""The projection: every event of the cluster, appended to an SQL store in the order of its instance.

It is an `SQLStore` like any other, with lists, search, reports, subscribers, hash chain and dump. It may lag, or be away
for a while; an event that is there already is left alone, and one before which others are missing brings those along.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import restate

from sopflow.engine.store import Change
from sopflow.errors import Conflict, UnknownInstance
from sopflow.flow.evolve import evolve
from sopflow.sql.records import event_of

from .calling import OWED, add_handlers, in_a_thread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from sopflow.engine.sops import Sops
    from sopflow.flow.instance import Instance
    from sopflow.sql import SQLStore

    from .names import Names
    from .store import RestateStore

Json = dict[str, Any]


class Projection:
    """Writes events of the cluster into SQL, each once."""

    def __init__(self, cluster: RestateStore, sql: SQLStore, sops: Sops) -> None:
        self._cluster = cluster
        self._sql = sql
        self._sops = sops

    def take(self, instance: str, texts: Sequence[str]) -> int:
        """Have the events of an instance in SQL, and all before them; how many were new."""
        while True:
            before = self._there(instance)
            have = before.revision if before is not None else 0
            new = [text for text in texts if event_of(text).revision > have]
            if new and event_of(new[0]).revision > have + 1:
                new = self._cluster.texts(instance, have)
            if not new:
                return 0
            try:
                self._sql.append_exactly(self._changes(before, new))
            except Conflict:  # a rebuilding was faster
                continue
            return len(new)

    def _there(self, instance: str) -> Instance | None:
        try:
            return self._sql.load(instance)
        except UnknownInstance:
            return None

    def _changes(self, state: Instance | None, texts: Sequence[str]) -> list[tuple[Change, str]]:
        found = []
        for text in texts:
            event = event_of(text)
            after = evolve(state, event)
            was = self._sops.of(state) if state is not None and state.digest != after.digest else None
            found.append((Change(event, state, after, self._sops.of(after), was), text))
            state = after
        return found


class Carrier:
    """By instance, so that its events come in order and no other waits for them."""

    def __init__(self, projection: Projection, pool: Executor) -> None:
        self._projection = projection
        self._pool = pool

    async def take(self, ctx: restate.ObjectContext, request: Json) -> Json:
        # nothing is recorded, since taken twice is taken once; so the answer must not tell which time it was
        await in_a_thread(self._pool, partial(self._projection.take, ctx.key(), request["texts"]))
        return {}


def projection_object(names: Names, projection: Projection, pool: Executor) -> restate.VirtualObject:
    one = restate.VirtualObject(
        names.projection, invocation_retry_policy=OWED, journal_retention=timedelta(0), state_preload=False
    )
    add_handlers(one, "projection", Carrier(projection, pool), "take")
    return one
