"""A journal: events as JSON Lines, each chained to the line before it, read back after an interruption."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

from sopflow.binaries import SQLITE
from sopflow.errors import BrokenJournal, UnreadableRecord
from sopflow.flow.event import Event
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.wire import event_from_json, event_to_json, place_of
from sopflow.frozen import NOTHING
from sopflow.language import Words
from sopflow.texts import by_name

from .chain import ROOT, link
from .journal_file import JournalFile
from .memory import InMemoryStore
from .store import Activation, Change, When

_HASHED: Final = re.compile(rb'(\{.*), "hash": "([0-9a-f]{64})"\}\n', re.DOTALL)
_MORE: Final = "more"
_NOT_CHAINED = Words(
    "baris ini tidak berantai sidik (hash): diubah, atau bukan jurnal sopflow",
    "this line has no hash: it was edited, or this is not a sopflow journal",
)
_DATABASE = Words(
    "ini basis data SQLite, bukan jurnal; pakai --db {path}, misalnya: sopflow record PROSES --db {path}",
    "this is an SQLite database, not a journal; use --db {path}, for example: sopflow record INSTANCE --db {path}",
)
_BEGINNINGS: Final = (b'{"v": 1, "instance": "', b'{"v": 2, "instance": "', b'{"activation": {"')
"""Of a line. A file of one line that is cut off is a journal only if it begins so: opening a journal deletes that line."""
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
_NO_EVENT = Words("bukan kejadian: {why}", "this is not an event: {why}")
_OUT_OF_TURN = Words(
    "kejadian {revision} dari {instance}, seharusnya {expected}",
    "event {revision} of {instance} where event {expected} was expected",
)


def _is_torn(line: bytes) -> bool:
    """Whether a file of one line without an end can be a journal that was interrupted: so cut off, it is not whole JSON,
    unless only the line's end is missing."""
    if not any(line.startswith(one) or one.startswith(line) for one in _BEGINNINGS):
        return False
    match = _HASHED.fullmatch(line + b"\n")
    if match is not None:
        return link(ROOT, match[1] + b"}") == match[2].decode()
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


class Line(NamedTuple):
    """A line of a journal."""

    number: int
    event: Event
    hash: str


class JournalReader:
    """Reads a journal and verifies its chain, line by line, in bounded memory; changes nothing.

    After reading, `head` is the hash of the last whole command's last line (compare it with one noted earlier to find
    an end that was cut off), `end` its end in bytes, and `torn` whether what follows was cut off in the middle.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.activated: Callable[[Activation], object] = lambda _: None
        """Is told of each version that became current, in its place among the lines."""
        self.head = ROOT
        self.end = 0
        self.torn = False

    def lines(self) -> Iterator[Line]:
        """The lines of every whole command; `BrokenJournal` names the first that does not follow from the one before."""
        head, end = self.head, self.end
        together: list[tuple[int, Event | Activation, str]] = []
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if number == 1 and line.startswith(SQLITE):
                    raise self._broken(number, _DATABASE.filled(path=self.path))
                if not line.endswith(b"\n"):
                    if number == 1 and not _is_torn(line):
                        raise self._broken(number, _NOT_CHAINED)
                    self.torn = True
                    return
                match = _HASHED.fullmatch(line)
                if match is None:
                    raise self._broken(number, _NOT_CHAINED)
                body, own = match[1] + b"}", match[2].decode()
                if link(head, body) != own:
                    raise self._broken(number, self._diagnosis(number, line))
                try:
                    found, more = _read(body)
                except (ValueError, UnreadableRecord, RecursionError, KeyError, TypeError) as problem:
                    raise self._broken(number, _NO_EVENT.filled(why=problem)) from None
                head, end = own, end + len(line)
                together.append((number, found, own))
                if not more:
                    self.head, self.end = head, end
                    yield from self._told(together)
                    together.clear()
        self.torn = bool(together)

    def _told(self, together: list[tuple[int, Event | Activation, str]]) -> Iterator[Line]:
        for number, found, own in together:
            if isinstance(found, Activation):
                self.activated(found)
            else:
                yield Line(number, found, own)

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
            event, _ = _read(body)
        except (ValueError, UnreadableRecord, RecursionError, KeyError, TypeError):
            return True
        if isinstance(event, Activation):
            return True
        revision, at = 0, 0
        with self.path.open("rb") as file:
            for line in file:
                at += len(line)
                if at > self.end:
                    break
                instance, last = place_of(json.loads(line))
                if instance == event.instance:
                    revision = int(last)
        return event.revision == revision + 1


def _read(body: bytes) -> tuple[Event | Activation, int]:
    """What a line says, and how many lines after it belong to the same command."""
    record = json.loads(body)
    more = record.pop(_MORE, 0) if isinstance(record, dict) else 0
    return _activation(record) or event_from_json(record), more


def _written(event: Event, more: int) -> bytes:
    record = event_to_json(event) | ({_MORE: more} if more else {})
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")


class JournalStore(InMemoryStore):
    """A store in memory that also writes each event to a file, on disk before the command returns.

    Events of one command are written together, and read together or not at all. One process writes a journal at a time:
    `JournalInUse` names the one that has it; `close` lets others have it. Raises `BrokenJournal` where the file is not
    the events of instances in order, or was changed. `torn` says that the last command was cut off by a crash, never
    acknowledged, and has been dropped; `head` is the hash of the last line. A command that cannot be written is refused
    (`StoreFull`, `StoreUnavailable`) and leaves no line; where the file was deleted or replaced meanwhile: `StoreLost`.
    """

    private: Any = None
    """Nothing is ever taken out of the file, so that there is no place for personal values."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__()
        self.path = by_name(path)
        self._writing = Lock()
        self._seen: set[str] = set()
        """The digests of versions that were here before: registering them again makes none current."""
        self._file = JournalFile(self.path)
        try:
            reader = JournalReader(self.path)
            self._take_in(reader)
            self._file.cut(reader.end)
        except BaseException:
            self.close()
            raise
        self.torn, self.head = reader.torn, reader.head

    def close(self) -> None:
        """Close the file; what was read stays readable."""
        self._file.close()

    def epoch(self) -> str:
        return "journal"  # the file is the numbering; that an event is another, its hash tells

    def _take_in(self, reader: JournalReader) -> None:
        states: dict[str, Instance] = {}
        reader.activated = self._take_in_activation
        for number, event, _ in reader.lines():
            state = states.get(event.instance)
            expected = 1 if state is None else state.revision + 1
            if event.revision != expected:
                why = _OUT_OF_TURN.filled(revision=event.revision, instance=event.instance, expected=expected)
                raise BrokenJournal(path=str(self.path), line=number, why=why)
            states[event.instance] = evolve(state, event)
            if event.effects.sop is not None and event.effects.sop[2] not in self._seen:
                self._take_in_activation(Activation(*event.effects.sop, event.at, event.by))
            # which rows are waits only the flow knows: to wake for any that is due is safe, and wakes no wait late
            due = min((row.due for row in states[event.instance].active if row.due is not None), default=None)
            self._put(event, states[event.instance])
            self._wake(event.instance, due)

    def append(self, changes: Sequence[Change], seen: Mapping[str, int] = NOTHING) -> None:
        with self._writing:
            self._require_seen(seen)
            self._verify(changes)
            head = self.head
            lines = b""
            for more, change in zip(reversed(range(len(changes))), changes, strict=True):
                body = _written(change.event, more)
                head = link(head, body)
                lines += body[:-1] + b', "hash": "' + head.encode() + b'"}\n'
            with self._file.appended(lines):
                super().append(changes)
            self.head = head

    def keep(self, flow: Flow, activation: Activation | None = None, when: When = "new") -> None:
        digest = flow.definition.digest
        if digest in self._seen and when == "new":
            when = "never"
        with self._writing:
            current, is_new = self.current(str(flow.definition.id)), self.definition(digest) is None
            super().keep(flow)
            if activation is None or when != "always" or current in (None, digest):
                super().keep(flow, activation, "always" if is_new and when == "new" else when)
                return
            record = {"activation": {**activation._asdict(), "at": activation.at.isoformat()}}
            body = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
            head = link(self.head, body)
            with self._file.appended(body[:-1] + b', "hash": "' + head.encode() + b'"}\n'):
                super().keep(flow, activation, when)
            self.head = head

    def _take_in_activation(self, activation: Activation) -> None:
        self._seen.add(activation.digest)
        self._activations.setdefault(activation.sop, []).append(activation)


def _activation(record: dict[str, Any]) -> Activation | None:
    """The version that a line says became current, if it is such a line."""
    found = record.get("activation") if isinstance(record, dict) else None
    return Activation(**{**found, "at": datetime.fromisoformat(found["at"])}) if found is not None else None
