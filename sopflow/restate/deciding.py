"""What an object decides: pure functions between texts, run once for each command and recorded in its journal.

A verdict is JSON: either `refused`, or the event and the snapshot as texts with all that follows from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sopflow.engine.chain import ROOT, link
from sopflow.engine.consequences import CANCEL, births, end_in, in_step, rebound_by
from sopflow.engine.decider import Decider
from sopflow.engine.directory import Directory
from sopflow.engine.meeting import MIGRATED, require_known, require_known_by
from sopflow.engine.refusing import refusal_to_json
from sopflow.engine.sops import Sops
from sopflow.engine.store import Change
from sopflow.errors import Conflict, KeyReused, NoPerson, UnreadableRecord
from sopflow.flow.agenda import wakes_at
from sopflow.flow.calls import called_by
from sopflow.flow.command import SYSTEM, Command
from sopflow.flow.commands import EVENTS
from sopflow.flow.evolve import evolve, fold
from sopflow.flow.flow import Flow
from sopflow.flow.permission import is_its_own
from sopflow.flow.wire import command_from_json, command_to_json
from sopflow.sql.records import event_of, event_text, snapshot_of, snapshot_text

from .calling import as_verdict

Moves = Mapping[str, list[Any]]
"""By the called instance: the revision that it has once it has moved, and the version to which it does."""

Json = dict[str, Any]
_LONGEST: Final = 365 * 86_400.0
"""Seconds for which the cluster is asked to wait; what comes later than that is asked for again."""


class StoredState(NamedTuple):
    """What an object holds besides its events."""

    revision: int
    head: str
    """The hash of the last event, which covers all before it."""
    wakes: float | None
    """When time next brings something: seconds since 1970."""
    snapshot: str

    @property
    def record(self) -> Json:
        return self._asdict()


class RemoteDecider:
    """The ports of a process that decides."""

    def __init__(
        self, now: Callable[[], datetime], sops: Sops, directory: Directory | None, new_id: Callable[[], str]
    ) -> None:
        self.now = now
        self.sops = sops
        self.directory = directory
        self._new_id = new_id

    @as_verdict
    def start(self, instance: str, digest: str, command: Json) -> Json:
        """The start of an instance as an id."""
        flow = self.sops.by_digest(digest)
        return self._verdict(self._decider().started(flow, command_from_json(command), instance), None)

    @as_verdict
    def execute(self, kept: StoredState, command: Json, expected: int | None, past: Sequence[str]) -> Json:
        """A command on an instance; `past` are its events, where the command looks back."""
        instance, asked = snapshot_of(kept.snapshot), command_from_json(command)
        if expected is not None and kept.revision != expected:
            raise Conflict(instance=instance.id, actual=kept.revision, expected=expected)
        return self._verdict(self._decider().decided(instance, asked, lambda _: map(event_of, past)), kept)

    def looks_back(self, command: Json) -> bool:
        """Whether a command takes the events before it; not one that cannot be read, which is refused when it is decided."""
        asked = _read(command)
        return asked is not None and self._decider().looks_back(asked)

    @as_verdict
    def ended(self, kept: StoredState, child: str) -> Json:
        """The end of the row that waits for a called instance; nothing where none does."""
        command = end_in(snapshot_of(kept.snapshot), snapshot_of(child), self.sops.flow)
        return self.execute(kept, command_to_json(command), None, ()) if command is not None else {}

    @as_verdict
    def in_step(self, kept: StoredState, caller: str, rebound: Sequence[str]) -> Json:
        """What next brings a called instance into step with its caller; nothing where it is."""
        child = snapshot_of(kept.snapshot)
        command = in_step(child, snapshot_of(caller), self.sops.of(child), rebound)
        return self.execute(kept, command_to_json(command), None, ()) if command is not None else {}

    @as_verdict
    def lets_move(
        self, kept: StoredState, moving: Moves, called: Mapping[str, str], before: str, after: str
    ) -> Json:
        """A called instance moves to another version, with all that its caller knows to be moving from then on; refused
        where its row there does not know how it can end. `called` are snapshots of the others, by their ids."""
        caller, was, now = snapshot_of(kept.snapshot), snapshot_of(before), snapshot_of(after)
        versions = self._versions(moving, called)
        require_known_by(caller, self.sops.of(caller), was, (self.sops.of(was), self.sops.of(now)), versions)
        return {"moving": {**_still(moving, called), now.id: [now.revision, now.version]}}

    @as_verdict
    def moves(self, kept: StoredState, moving: Moves, called: Mapping[str, str], after: str) -> Json:
        """An instance moves to another version; refused where it does not know there how those that it called can end."""
        was, now = snapshot_of(kept.snapshot), snapshot_of(after)
        require_known(was, now, (self.sops.of(was), self.sops.of(now)), self._versions(moving, called))
        return {"moving": _still(moving, called)}

    def _versions(self, moving: Moves, called: Mapping[str, str]) -> Callable[[str], list[Flow]]:
        """On which versions a called instance is, or may be soon."""

        def versions(child: str) -> list[Flow]:
            run = snapshot_of(called[child])
            soon = [
                self.sops.flow(run.sop, to) for name, (_, to) in _still(moving, called).items() if name == child
            ]
            return [self.sops.of(run), *soon]

        return versions

    @as_verdict
    def append(self, instance: str, kept: StoredState | None, texts: Sequence[str]) -> Json:
        """What an instance becomes by events that were decided elsewhere."""
        state = snapshot_of(kept.snapshot) if kept is not None else None
        head = kept.head if kept is not None else ROOT
        for text in texts:
            event = event_of(text)
            actual = state.revision if state is not None else 0
            if event.instance != instance:
                raise UnreadableRecord(why=f"an event of {event.instance!r} for {instance!r}")
            if event.revision != actual + 1:
                raise Conflict(instance=event.instance, actual=actual, expected=event.revision - 1)
            state, head = evolve(state, event), link(head, text.encode())
        assert state is not None
        wakes = wakes_at(self.sops.of(state), state)
        now = StoredState(state.revision, head, _seconds(wakes), snapshot_text(state))
        return {"texts": list(texts), "now": now.record, "delay": self.delay(now.wakes)}

    def delay(self, wakes: float | None) -> float:
        """Seconds from now until an instant."""
        return min(max(0.0, wakes - self.now().timestamp()), _LONGEST) if wakes is not None else 0.0

    def _decider(self) -> Decider:
        return Decider(self.now, self.directory, self.sops, self._new_id)

    def _verdict(self, first: Change, kept: StoredState | None) -> Json:
        every = [first]
        for item in every:
            every += births(item, self.sops.flow, self._decider().by_itself)
        verdict = self._became(first, kept.head if kept is not None else ROOT)
        after, effects = first.after, first.event.effects
        is_over = effects.status is not None and after.is_over
        verdict["born"] = [{"id": n.after.id, **self._became(n, ROOT)} for n in every[1:]]
        if after.parent is not None and effects.status == "completed":
            verdict["parent"] = after.parent[0]
        verdict["fallen"] = called_by(first.before) if is_over else []
        verdict["resumed"] = called_by(after) if EVENTS[first.event.type].moves_called else []
        verdict["rebound"] = rebound_by(first) if verdict["resumed"] else []
        verdict["migrated"] = first.event.type == MIGRATED
        if first.event.type == "resumed" and after.parent is not None:
            verdict["resumed"].append(after.id)
        return verdict

    def _became(self, change: Change, head: str) -> Json:
        text = event_text(change.event)
        wakes = _seconds(wakes_at(change.flow, change.after))
        kept = StoredState(change.after.revision, link(head, text.encode()), wakes, snapshot_text(change.after))
        return {"texts": [text], "now": kept.record, "delay": self.delay(wakes)}


def posing(command: Json) -> Json | None:
    """The refusal of a command from outside in the name of the engine."""
    asked = _read(command)
    is_posing = asked is not None and asked.by == SYSTEM and not is_its_own(asked.kind)
    return {"refused": refusal_to_json(NoPerson(by=SYSTEM))} if is_posing else None


@as_verdict
def repeated(texts: Sequence[str], command: Json) -> Json:
    """What a command with a known idempotency key returned; refused if that was another command."""
    events = [event_of(text) for text in texts]
    asked = command_from_json(command)
    if events[-1].command != asked:
        raise KeyReused(key=asked.key)
    return {"snapshot": snapshot_text(fold(events))}


def key_in(text: str) -> str | None:
    """The idempotency key of an event."""
    asked = event_of(text).details
    return asked.key if asked is not None else None


FALL = command_to_json(CANCEL)
"""The command by which an instance falls with its caller."""
ADVANCE = command_to_json(Command("advance", SYSTEM))


def _still(moving: Moves, called: Mapping[str, str]) -> dict[str, list[Any]]:
    """The moves of called instances that have not been made yet."""
    return {
        name: move
        for name, move in moving.items()
        if name in called and snapshot_of(called[name]).revision < move[0]
    }


def _read(command: Json) -> Command | None:
    try:
        return command_from_json(command)
    except UnreadableRecord:
        return None


def _seconds(at: datetime | None) -> float | None:
    return at.timestamp() if at is not None else None
