"""A journal: events as JSON Lines, each chained to the line before it, read back after an interruption."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.errors import BrokenJournal, UnreadableRecord
from sopflow.flow.codec import event_from_json, event_to_json
from sopflow.flow.evolve import evolve
from sopflow.language import Words

from .chain import ROOT, link
from .memory import InMemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance

    from .store import Change

_HASHED: Final = re.compile(rb'(\{.*), "hash": "([0-9a-f]{64})"\}\n', re.DOTALL)
_NOT_CHAINED = Words(
    "baris ini tidak berantai sidik (hash): diubah, atau bukan jurnal sopflow",
    "this line carries no hash: it was edited, or this is no journal of sopflow",
)
_EDITED = Words(
    "baris ini sudah diubah, atau baris sebelumnya hilang",
    "this line was changed, or the line before it is missing",
)
_DOUBLED = Words("baris ini mengulang baris {other}", "this line repeats line {other}")
_REORDERED = Words(
    "baris ini tidak pada tempatnya: seharusnya sesudah baris {other}",
    "this line is out of order: it belongs after line {other}",
)
_MISSING = Words("sebelum baris ini ada baris yang hilang", "before this line something is missing")
_NO_EVENT = Words("bukan kejadian: {why}", "this is no event: {why}")
_OUT_OF_TURN = Words(
    "kejadian {revision} dari {instance}, seharusnya {expected}",
    "event {revision} of {instance} where {expected} is next",
)


class Line(NamedTuple):
    """A line of a journal."""

    number: int
    event: Event
    hash: str


class JournalReader:
    """Reads a journal and verifies its chain, line by line, in bounded memory; changes nothing.

    After reading, `head` is the hash of the last whole line (compare it with one noted earlier to find an end
    that was cut off), `end` its end in bytes, and `torn` whether what follows was cut off in the middle.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.head = ROOT
        self.end = 0
        self.torn = False

    def lines(self) -> Iterator[Line]:
        """Every whole line; `BrokenJournal` names the first that does not follow from the one before it."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    self.torn = True
                    return
                match = _HASHED.fullmatch(line)
                if match is None:
                    raise self._broken(number, _NOT_CHAINED)
                body, own = match[1] + b"}", match[2].decode()
                if link(self.head, body) != own:
                    raise self._broken(number, self._diagnosis(number, line))
                try:
                    event = event_from_json(json.loads(body))
                except (ValueError, UnreadableRecord, RecursionError) as problem:
                    raise self._broken(number, _NO_EVENT.filled(why=problem)) from None
                self.head, self.end = own, self.end + len(line)
                yield Line(number, event, own)

    def _broken(self, number: int, why: Words) -> BrokenJournal:
        return BrokenJournal(path=str(self.path), line=number, why=why)

    def _diagnosis(self, number: int, broken: bytes) -> Words:
        """What happened at the first line that does not fit, as far as the rest of the file tells."""
        match = _HASHED.fullmatch(broken)
        body, own = (match[1] + b"}", match[2].decode()) if match is not None else (b"", "")
        after = None
        with self.path.open("rb") as file:
            for other, line in enumerate(file, start=1):
                if other < number and line == broken:
                    return _DOUBLED.filled(other=other)
                found = _HASHED.fullmatch(line)
                if found is not None and other != number and link(found[2].decode(), body) == own:
                    after = other
        if after is not None:
            return _REORDERED.filled(other=after)
        return _EDITED if self._follows(body) else _MISSING

    def _follows(self, body: bytes) -> bool:
        """Whether an event is the next of its instance after the lines read so far."""
        try:
            event = event_from_json(json.loads(body))
        except (ValueError, UnreadableRecord, RecursionError):
            return True
        revision, at = 0, 0
        with self.path.open("rb") as file:
            for line in file:
                at += len(line)
                if at > self.end:
                    break
                record = json.loads(line)
                if record["instance"] == event.instance:
                    revision = record["revision"]
        return event.revision == revision + 1


class JournalStore(InMemoryStore):
    """A store in memory that also writes each event to a file, on disk before the command returns.

    Events of one command are written together; one process writes a journal at a time. Raises `BrokenJournal`
    where the file is not the events of instances in order, or was changed. `torn` says that the last line was
    cut off by a crash and has been dropped; `head` is the hash of the last line.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__()
        self.path = Path(path)
        self._writing = Lock()
        reader = JournalReader(path)
        if self.path.exists():
            self._take_in(reader)
        self.torn, self.head = reader.torn, reader.head
        if self.torn:
            with self.path.open("r+b") as file:
                file.truncate(reader.end)

    def epoch(self) -> str:
        return "journal"  # the file is the numbering; that an event is another, its hash tells

    def _take_in(self, reader: JournalReader) -> None:
        states: dict[str, Instance] = {}
        for number, event, _ in reader.lines():
            state = states.get(event.instance)
            expected = 1 if state is None else state.revision + 1
            if event.revision != expected:
                why = _OUT_OF_TURN.filled(revision=event.revision, instance=event.instance, expected=expected)
                raise BrokenJournal(path=str(self.path), line=number, why=why)
            states[event.instance] = evolve(state, event)
            # which rows are waits only the flow knows: to wake for any that is due is safe, and wakes no wait late
            due = min((row.due for row in states[event.instance].active if row.due is not None), default=None)
            self._put(event, states[event.instance], due)

    def append(self, changes: Sequence[Change]) -> None:
        with self._writing:
            self._verify(changes)
            head = self.head
            lines = b""
            for change in changes:
                body = json.dumps(event_to_json(change.event), ensure_ascii=False).encode("utf-8", "surrogatepass")
                head = link(head, body)
                lines += body[:-1] + b', "hash": "' + head.encode() + b'"}\n'
            with self.path.open("ab") as file:
                size = file.tell()
                try:
                    file.write(lines)
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(size)
                    raise
            super().append(changes)
            self.head = head
