"""The store of a cluster: instances, keys and definitions in its objects, lists in the projection."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sopflow.definition.model import Definition
from sopflow.engine.sops import activation_of
from sopflow.engine.store import Activation, Change, Version, When
from sopflow.errors import UnknownInstance
from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.frozen import NOTHING
from sopflow.sql import SQLStore
from sopflow.sql.records import definition_text, event_of, event_text, snapshot_of, verified_definition

from .ingress import Ingress
from .names import CATALOGUE, DEFAULT, Names, key_of
from .possible import require_possible

Json = dict[str, Any]
Given = ParamSpec("Given")
Result = TypeVar("Result")
LAG: Final = 5.0
"""Seconds for which a list waits for what this store has done itself; then it is as old as the projection."""


def _of_the_projection(
    method: Callable[Concatenate[SQLStore, Given], Result],
) -> Callable[Concatenate[RestateStore, Given], Result]:
    """A method of the projection, called once it has what the store has done."""

    @wraps(method)
    def listing(self: RestateStore, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        return method(self._lists(), *args, **kwargs)

    return listing


class RestateStore:
    """The store port on a cluster. Reads by id come from the cluster; lists come from the projection, which follows
    it. Without a projection there are no lists."""

    def __init__(self, ingress: Ingress, projection: SQLStore | None = None, name: str = DEFAULT) -> None:
        self.ingress = ingress
        self.name = name
        self._projection = projection
        self._names = Names.of(name)
        self._lock = Lock()
        self._unseen: dict[str, int] = {}
        self._known: set[str] = set()
        self._definitions: dict[str, Definition] = {}

    # -- commands, for the engine

    def start(self, instance: str, sop: str, digest: str, command: Json) -> Instance:
        """Start an instance under an id, or return the one that its idempotency key started before."""
        body = {"instance": instance, "digest": digest, "command": command}
        if "key" in command:
            owner = key_of(f"start {sop}", command["key"])
            return self._state(self.ingress.call(self._names.start, owner, "start", body))
        return self._state(self.ingress.call(self._names.instance, instance, "start", body))

    def execute(self, instance: str, command: Json, expected: int | None) -> Instance:
        """Have an instance carry out a command."""
        reply = self.ingress.call(
            self._names.instance, instance, "execute", {"command": command, "expected": expected}
        )
        return self._state(reply)

    def advance(self, instance: str) -> int:
        """Process everything that is due in an instance; return the number of events recorded."""
        reply = self.ingress.call(self._names.instance, instance, "advance", {})
        self._did(instance, reply["revision"])
        self._follow(reply)
        return int(reply["count"])

    # -- one instance

    def load(self, instance: str) -> Instance:
        return snapshot_of(self._now(instance)["snapshot"])

    def head(self, instance: str) -> str:
        """The hash of an instance's last event, which covers all before it."""
        return str(self._now(instance)["head"])

    def history(self, instance: str) -> Iterator[Event]:
        texts = self.texts(instance, 0)
        if not texts:
            raise UnknownInstance(instance=instance)
        return map(event_of, texts)

    def texts(self, instance: str, after: int = 0) -> list[str]:
        """The events after a revision as they were written."""
        found: list[str] = self.ingress.ask(self._names.instance, instance, "history", {"after": after})["texts"]
        return found

    def append(self, changes: Sequence[Change], seen: Mapping[str, int] = NOTHING) -> None:
        self.append_exactly([(change, event_text(change.event)) for change in changes], seen)

    def append_exactly(self, records: Sequence[tuple[Change, str]], seen: Mapping[str, int] = NOTHING) -> None:
        """Keep all changes or none, each with the text that its event had elsewhere, so that hashes stay."""
        texts: dict[str, list[str]] = {}
        for change, text in records:
            for flow in filter(None, (change.was, change.flow)):
                self.keep(flow, activation_of(flow, change.event.at, change.event.by), "never")
            texts.setdefault(change.event.instance, []).append(text)
        asked: dict[str, Json] = {name: {"texts": own} for name, own in texts.items()}
        asked |= {name: {"texts": [], "seen": revision} for name, revision in seen.items()}
        # in one order, so that two of these never wait for each other
        (first, own), *rest = sorted(asked.items())
        self.ingress.call(self._names.instance, first, "append", {**own, "rest": rest})
        for change, _ in records:
            self._did(change.after.id, change.event.revision)

    def keyed(self, scope: str, key: str) -> Event | None:
        if scope.startswith("start "):
            owner = key_of(scope, key)
            instance = self.ingress.ask(self._names.start, owner, "read", {})["instance"]
            return next(self.history(instance)) if instance is not None else None
        text = self.ingress.ask(self._names.instance, scope, "keyed", {"key": key})["text"]
        return event_of(text) if text is not None else None

    # -- definitions

    def keep(self, flow: Flow, activation: Activation | None = None, when: When = "new") -> None:
        definition = flow.definition
        require_possible(definition)
        if definition.digest in self._known and when != "always":
            return
        body: Json = {
            "version": definition.version, "digest": definition.digest, "body": definition_text(definition),
        }  # fmt: skip
        if activation is not None:
            _, version, digest, at, by = activation
            body |= {"when": when, "activation": [version, digest, at.isoformat(), by]}
        self.ingress.call(self._names.sop, str(definition.id), "keep", body)
        self._known.add(definition.digest)

    def definition(self, digest: str) -> Definition | None:
        if digest not in self._definitions:
            body = self.ingress.ask(self._names.definition, digest, "read", {})["body"]
            if body is None:
                return None
            self._definitions[digest] = verified_definition(body, digest)
        return self._definitions[digest]

    def version(self, sop: str, version: str | None = None) -> Definition | None:
        digest = self.ingress.ask(self._names.sop, sop, "find", {"version": version})["digest"]
        return self.definition(digest) if digest is not None else None

    def current(self, sop: str) -> str | None:
        digest: str | None = self.ingress.ask(self._names.sop, sop, "find", {"version": None})["digest"]
        return digest

    def activations(self, sop: str) -> list[Activation]:
        found: list[list[str]] = self.ingress.ask(self._names.sop, sop, "list", {})["activations"]
        return [
            Activation(sop, version, digest, datetime.fromisoformat(at), by) for version, digest, at, by in found
        ]

    def versions(self, sop: str | None = None) -> list[Version]:
        ask, name = self.ingress.ask, self._names.sop
        sops: list[str] = [sop] if sop is not None else ask(name, CATALOGUE, "sops", {})["sops"]
        whole = [(one, ask(name, one, "list", {})) for one in sops]
        return [
            Version(its, one, digest, digest == told["current"])
            for its, told in whole
            for one, digest in told["versions"]
        ]

    # -- lists

    find = _of_the_projection(SQLStore.find)
    count = _of_the_projection(SQLStore.count)
    open_items = _of_the_projection(SQLStore.open_items)
    claim = _of_the_projection(SQLStore.claim)
    recorded = _of_the_projection(SQLStore.recorded)
    recorded_for = _of_the_projection(SQLStore.recorded_for)
    epoch = _of_the_projection(SQLStore.epoch)
    lease = _of_the_projection(SQLStore.lease)
    move = _of_the_projection(SQLStore.move)
    begin = _of_the_projection(SQLStore.begin)
    end = _of_the_projection(SQLStore.end)
    behind = _of_the_projection(SQLStore.behind)
    cursors = _of_the_projection(SQLStore.cursors)
    set_aside = _of_the_projection(SQLStore.set_aside)

    def settle(self, patience: float = LAG) -> bool:
        """Wait until the projection has everything that this store has done; return whether it has."""
        until = time.monotonic() + patience
        pause = 0.001
        while self._unseen and self._projection is not None:
            for instance, revision in list(self._unseen.items()):
                if not self._has(self._projection, instance, revision):
                    break
                with self._lock:  # another thread may have done more meanwhile
                    if self._unseen.get(instance) == revision:
                        del self._unseen[instance]
            else:
                break
            if time.monotonic() > until:
                return False
            time.sleep(pause)
            pause = min(pause * 2, 0.05)
        return True

    def close(self) -> None:
        """Close the connections that are not in use."""
        self.ingress.close()
        if self._projection is not None:
            self._projection.close()

    # -- inside

    def _lists(self) -> SQLStore:
        if self._projection is None:
            raise ValueError("lists need the projection: RestateEngine(ingress, SQLStore(...))")
        self.settle()
        return self._projection

    @staticmethod
    def _has(projection: SQLStore, instance: str, revision: int) -> bool:
        try:
            return projection.load(instance).revision >= revision
        except UnknownInstance:
            return False

    def _now(self, instance: str) -> Json:
        now: Json | None = self.ingress.ask(self._names.instance, instance, "read", {})["now"]
        if now is None:
            raise UnknownInstance(instance=instance)
        return now

    def _state(self, reply: Json) -> Instance:
        state = snapshot_of(reply["snapshot"])
        self._did(state.id, state.revision)
        if state.parent is not None and state.is_over:
            parent = self._now(state.parent[0])
            self._did(state.parent[0], parent["revision"])
        self._follow(reply)
        return state

    def _did(self, instance: str, revision: int) -> None:
        """Remember what lists must show."""
        with self._lock:
            self._unseen[instance] = max(revision, self._unseen.get(instance, 0))

    def _follow(self, reply: Json) -> None:
        """What a command set off in called SOPs happens in any case; it is waited for, so that it is seen."""
        todo = list(reply.get("follow", ()))
        for instance, what in todo:
            answer = self.ingress.call(self._names.instance, instance, "follow", what)
            todo += answer.get("follow", ())
