"""A journal: events as JSON Lines, written as they happen, read back after an interruption."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.errors import BrokenJournal, UnreadableRecord
from sopflow.flow.codec import event_from_json, event_to_json
from sopflow.flow.evolve import evolve

from .memory import InMemoryStore
from .store import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance


class JournalStore(InMemoryStore):
    """A store in memory that also writes each event to a file, on disk before the command returns.

    Events of one command are written together; one process writes a journal at a time. Raises `BrokenJournal`
    where the file is not the events of instances in order. `torn` says that the last line was cut off by a
    crash and has been dropped.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__()
        self.path = Path(path)
        self.torn = False
        states: dict[str, Instance] = {}
        for number, event in self._read():
            state = states.get(event.instance)
            expected = 1 if state is None else state.revision + 1
            if event.revision != expected:
                why = f"event {event.revision} of {event.instance} where {expected} is next"
                raise BrokenJournal(path=str(self.path), line=number, why=why)
            states[event.instance] = evolve(state, event)
            # which rows are waits only the flow knows: to wake for any that is due is safe, and wakes no wait late
            due = min((row.due for row in states[event.instance].active if row.due is not None), default=None)
            super().append([Change(event, states[event.instance], due)])

    def append(self, changes: Sequence[Change]) -> None:
        self._verify(changes)
        lines = [json.dumps(event_to_json(change.event), ensure_ascii=False) for change in changes]
        with self.path.open("ab") as file:
            size = file.tell()
            try:
                file.write(("\n".join(lines) + "\n").encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
        super().append(changes)

    def _read(self) -> Iterator[tuple[int, Event]]:
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return
        end = data.rfind(b"\n") + 1
        if end < len(data):
            self.torn = True
            with self.path.open("r+b") as file:
                file.truncate(end)
        for number, line in enumerate(data[:end].splitlines(), start=1):
            try:
                yield number, event_from_json(json.loads(line))
            except (ValueError, UnreadableRecord, RecursionError) as problem:
                raise BrokenJournal(path=str(self.path), line=number, why=str(problem)) from None
