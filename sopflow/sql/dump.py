"""Instances as JSON Lines, from one store to another: exact, chained, verified on the way in."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from sopflow.definition.digest import is_digest_of
from sopflow.engine.chain import ROOT, link
from sopflow.engine.store import Change
from sopflow.errors import DumpError, UnknownInstance, UnreadableRecord
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.flows import Flows
from sopflow.language import Words

from .records import definition_of, event_of
from .viewing import counts, definitions, instances, viewing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .store import SQLStore

FORMAT: Final = 1
_NO_DUMP: Final = Words("bukan dump sopflow", "this is no dump of sopflow")
_NEWER: Final = Words(
    "dump versi {version}; yang dikenal {known}", "a dump of version {version}; known is {known}"
)
_BROKEN: Final = Words(
    "rantainya putus: diubah, hilang, atau bukan di tempatnya",
    "its chain is broken here: changed, missing or out of place",
)
_OTHER: Final = Words(
    'proses "{instance}" sudah ada di sana dengan sejarah lain',
    'the instance "{instance}" is there already, with another history',
)
_CUT: Final = Words("dump ini terpotong", "this dump was cut off")
_CHANGED: Final = Words("dump ini diubah", "this dump was changed")
_NO_SOP: Final = Words("SOP-nya ({digest}) tidak ada dalam dump", "its SOP ({digest}) is not in the dump")
_UNREADABLE: Final = Words("tidak terbaca: {why}", "cannot be read: {why}")


class Restored(NamedTuple):
    """An instance that came in, or was there already, exactly so."""

    instance: str
    events: int
    is_new: bool


def dump(store: SQLStore) -> Iterator[str]:
    """The definitions and the instances of a store as they are now, a line each and one for each event; the last says
    how many, so that a dump that was cut off is found."""
    seal = hashlib.sha256()
    with viewing(store.engine) as connection:

        def line(record: dict[str, Any]) -> str:
            text = json.dumps(record, separators=(",", ":"))
            seal.update(text.encode() + b"\n")
            return text

        whole, events = counts(connection)
        yield line({"sopflow": "dump", "v": FORMAT, "instances": whole, "events": events})
        for known, body, _, _ in definitions(connection):
            yield line({"definition": known, "body": body})
        for kept, links in instances(connection):
            for one in links:
                yield line({"instance": kept.id, "revision": one.revision, "body": one.body, "hash": one.hash})
        yield line({"end": {"instances": whole, "events": events, "sha256": seal.hexdigest()}})


class Receiving(Protocol):
    """A store that takes in instances as they were written elsewhere."""

    def keep(self, flow: Flow) -> None: ...

    def head(self, instance: str) -> str:
        """The hash of an instance's last event; `UnknownInstance`."""
        ...

    def append_exactly(self, records: Sequence[tuple[Change, str]]) -> None:
        """Keep all changes or none, each with the text that its event had elsewhere."""
        ...


def restore(store: Receiving, lines: Iterable[str]) -> Iterator[Restored]:
    """Take a dump in, instance by instance as they are asked for; each whole or not at all.

    An instance that is there already with the same history is left alone, so that a restore that was interrupted can be
    begun again. `DumpError` names the line that is broken. Subscribers and the order in which the events of different
    instances came about are not carried over.
    """
    return _Restoring(store).run(lines)


class _Restoring:
    def __init__(self, store: Receiving) -> None:
        self._store = store
        self._flows = Flows()
        self._seal = hashlib.sha256()
        self._open: list[tuple[Change, str]] = []
        self._head = ROOT
        self._number = 0
        self._is_whole = False

    def run(self, lines: Iterable[str]) -> Iterator[Restored]:
        for self._number, line in enumerate(lines, start=1):
            record = self._parsed(line.rstrip("\n"))
            if self._is_whole:
                raise self._error(_CHANGED)
            if self._number == 1:
                self._begin(record)
            elif "definition" in record:
                self._keep(record)
            elif "instance" in record:
                if self._open and record["instance"] != self._open[-1][0].after.id:
                    yield self._written()
                self._take(record)
            elif "end" in record:
                if self._open:
                    yield self._written()
                self._is_whole = True
                if record["end"].get("sha256") != self._seal.hexdigest():
                    raise self._error(_CHANGED)
            else:
                raise self._error(_NO_DUMP)
            self._seal.update(line.rstrip("\n").encode("utf-8", "surrogatepass") + b"\n")
        if not self._is_whole:
            raise self._error(_CUT)

    def _parsed(self, line: str) -> dict[str, Any]:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise self._error(_CUT if self._number > 1 else _NO_DUMP) from None
        if not isinstance(record, dict):
            raise self._error(_NO_DUMP)
        return record

    def _begin(self, record: dict[str, Any]) -> None:
        if record.get("sopflow") != "dump":
            raise self._error(_NO_DUMP)
        if record.get("v") != FORMAT:
            raise self._error(_NEWER.filled(version=record.get("v"), known=FORMAT))

    def _keep(self, record: dict[str, Any]) -> None:
        try:
            definition = definition_of(str(record.get("body")))
            if not is_digest_of(record["definition"], definition) or definition.digest != record["definition"]:
                raise self._error(_CHANGED)
            flow = Flow(definition)
        except (UnreadableRecord, KeyError, TypeError, ValueError, AttributeError) as problem:
            raise self._error(_UNREADABLE.filled(why=problem)) from None
        self._store.keep(flow)
        self._flows.add(flow)

    def _take(self, record: dict[str, Any]) -> None:
        before = self._open[-1][0].after if self._open else None
        body, own = record.get("body"), record.get("hash")
        head = self._head if before is not None else ROOT
        if not isinstance(body, str) or link(head, body.encode("utf-8", "surrogatepass")) != own:
            raise self._error(_BROKEN)
        try:
            event = event_of(body)
            if (event.instance, event.revision) != (record["instance"], before.revision + 1 if before else 1):
                raise self._error(_BROKEN)
            after = evolve(before, event)
        except (UnreadableRecord, KeyError, TypeError, ValueError, AttributeError) as problem:
            raise self._error(_UNREADABLE.filled(why=problem)) from None
        flow = self._flows.of(after)
        if flow is None:
            raise self._error(_NO_SOP.filled(digest=after.digest))
        was = self._flows.of(before) if before is not None else None
        self._open.append((Change(event, before, after, flow, was), body))
        self._head = str(own)

    def _written(self) -> Restored:
        whole, self._open = self._open, []
        after = whole[-1][0].after
        try:
            there = self._store.head(after.id)
        except UnknownInstance:
            self._store.append_exactly(whole)
            return Restored(after.id, len(whole), True)
        if there != self._head:
            raise self._error(_OTHER.filled(instance=after.id))
        return Restored(after.id, len(whole), False)

    def _error(self, why: Words) -> DumpError:
        return DumpError(line=self._number, why=why)
