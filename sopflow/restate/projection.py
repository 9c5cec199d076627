"""The projection: every event of the cluster, appended to an SQL store in the order of its instance.

It is an `SQLStore` like any other, with lists, search, reports, subscribers, hash chain and dump. It may lag, or be away
for a while; an event that already exists is left alone, and one before which others are missing brings those along.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import timedelta
from functools import partial, reduce
from typing import Any, Final

import restate

from sopflow.engine.chain import ROOT, link
from sopflow.engine.sops import Sops
from sopflow.engine.store import Change
from sopflow.errors import Conflict, KeyReused, StoreContradicts, UnknownInstance
from sopflow.flow.evolve import evolve
from sopflow.flow.instance import Instance
from sopflow.sql import SQLStore
from sopflow.sql.records import event_of

from .calling import OWED, add_handlers, in_a_thread
from .names import Names
from .problems import ProjectionDiffers
from .store import RestateStore

Json = dict[str, Any]
_ATTEMPTS: Final = 4


class Projection:
    """Writes events of the cluster into SQL, each once."""

    def __init__(self, cluster: RestateStore, sql: SQLStore, sops: Sops) -> None:
        self._cluster = cluster
        self._sql = sql
        self._sops = sops
        self._where = sql.where

    def take(self, instance: str, texts: Sequence[str], head: str | None = None) -> int:
        """Have the events of an instance in SQL, and all before them; how many were new.

        `head` is the hash after the last of them. `ProjectionDiffers` where what is there is no beginning of it.
        """
        last, why = event_of(texts[-1]).revision if texts else 0, ""
        for _ in range(_ATTEMPTS):
            before, above = self._there(instance)
            have = before.revision if before is not None else 0
            new = [text for text in texts if event_of(text).revision > have]
            if new and event_of(new[0]).revision > have + 1:
                new = self._cluster.texts(instance, have)[: last - have]
            if head is not None and have <= last and reduce(link, (t.encode() for t in new), above) != head:
                why = f"head {have}"
                continue
            if not new:
                return 0
            try:
                self._sql.append_exactly(self.changes(before, new))
            except (
                Conflict,
                KeyReused,
                StoreContradicts,
            ) as problem:  # a rebuilding was faster, or the rows disagree
                why = type(problem).__name__
                continue
            return len(new)
        raise ProjectionDiffers(instance=instance, store=self._where, why=why)

    def _there(self, instance: str) -> tuple[Instance | None, str]:
        """The snapshot, and the hash of its last event."""
        try:
            return self._sql.load(instance), self._sql.head(instance)
        except UnknownInstance:
            return None, ROOT

    def changes(self, state: Instance | None, texts: Sequence[str]) -> list[tuple[Change, str]]:
        """What events, as they were written, make of an instance."""
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
        await in_a_thread(
            self._pool, partial(self._projection.take, ctx.key(), request["texts"], request.get("head"))
        )
        return {}


def projection_object(names: Names, projection: Projection, pool: Executor) -> restate.VirtualObject:
    one = restate.VirtualObject(
        names.projection, invocation_retry_policy=OWED, journal_retention=timedelta(0), state_preload=False
    )
    add_handlers(one, "projection", Carrier(projection, pool), "take")
    return one
