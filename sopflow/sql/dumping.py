"""Instances as JSON Lines, from one store to another: exact, chained, verified on the way in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, Protocol, TypeAlias, runtime_checkable

from msgspec import structs

from sopflow.definition.digest import is_digest_of
from sopflow.engine.chain import ROOT, link
from sopflow.engine.private import PrivateValue, removes
from sopflow.engine.sops import activation_of
from sopflow.engine.store import Activation, Change, When
from sopflow.errors import DumpError, KeyReused, UnknownInstance, UnreadableRecord
from sopflow.fields import Withheld
from sopflow.flow.command import SYSTEM
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.flow.flows import Flows
from sopflow.language import Words
from sopflow.reasons import reason_of

from .columns import instant_of
from .committed import Committed
from .records import definition_of, event_of

Dumped: TypeAlias = "tuple[str, Iterable[tuple[int, str, str]]]"
"""An instance with its events: the revision, the text and the hash of each."""
FORMAT: Final = 2
"""Since 2 with the versions that became current; 1 can be read."""
PERSONAL: Final = 3
"""The same with personal values."""
_NO_DUMP: Final = Words("bukan dump sopflow", "this is not a sopflow dump")
_NEWER: Final = Words(
    "dump versi {version}; yang dikenal {known}", "the dump has version {version}; supported: {known}"
)
_BROKEN: Final = Words(
    "rantainya putus: diubah, hilang, atau bukan di tempatnya",
    "its chain is broken here: changed, missing or out of place",
)
_OTHER: Final = Words(
    'proses "{instance}" sudah ada di sana dengan riwayat lain, mulai kejadian {revision}',
    'the instance "{instance}" already exists with another history, from event {revision} on',
)
_KEY: Final = Words(
    'kunci idempotensi "{key}" dari proses "{instance}" sudah dipakai proses lain di sana',
    'the idempotency key "{key}" of the instance "{instance}" belongs to another instance there',
)
_CUT: Final = Words("dump ini terpotong", "this dump was cut off")
_CHANGED: Final = Words("dump ini diubah", "this dump was changed")
_NO_SOP: Final = Words("SOP-nya ({digest}) tidak ada dalam dump", "its SOP ({digest}) is not in the dump")
_NOT_TEXT: Final = Words("isi {record} bukan teks", "the content of {record} is not text")
_UNREADABLE: Final = Words("tidak terbaca: {why}", "cannot be read: {why}")


class Restored(NamedTuple):
    """The result of importing one instance of a dump."""

    instance: str
    events: int
    """How many events the dump has of it."""
    added: int
    """How many of them were imported: all of a new instance, the later ones of an existing one, none if it is the
    same there or has more events."""
    is_ahead: bool = False
    """Whether it already has more events than the dump."""
    withheld: int = 0
    """How many of its personal values that were not removed are not there now."""
    passed_over: int = 0
    """How many of those the dump has: values of events that were there already are not imported."""

    @property
    def is_new(self) -> bool:
        return self.added == self.events


def written(
    definitions: Iterable[tuple[str, str]],
    activations: Iterable[Mapping[str, object]],
    instances: Iterable[Dumped],
    counts: tuple[int, int] | None = None,
    private: Callable[[str], Iterable[PrivateValue]] | None = None,
    withheld: Callable[[], int] = lambda: 0,
) -> Iterator[str]:
    """The lines of a dump: definitions by their digests, who made which current, instances; `counts` says beforehand how many
    instances and events there are, where that is known. `private` gives the personal values of an instance, where they are
    asked for; `withheld` counts those that are left out."""
    seal = hashlib.sha256()

    def line(record: dict[str, Any]) -> str:
        try:
            text = json.dumps(record, separators=(",", ":"))
        except TypeError:  # SQLite holds whatever somebody wrote
            raise UnreadableRecord(why=_NOT_TEXT.filled(record=next(iter(record.values())))) from None
        seal.update(text.encode() + b"\n")
        return text

    numbered = ("instances", "events")
    version = FORMAT if private is None else PERSONAL
    yield line({"sopflow": "dump", "v": version, **(dict(zip(numbered, counts, strict=True)) if counts else {})})
    for known, body in definitions:
        yield line({"definition": known, "body": body})
    for one in activations:
        yield line({"activation": one})
    whole = events = 0
    for name, links in instances:
        whole += 1
        for revision, text, hash_ in links:
            events += 1
            yield line({"instance": name, "revision": revision, "body": text, "hash": hash_})
        for value in private(name) if private is not None else ():
            place = {"private": name, "revision": value.revision, "field": value.field}
            yield line({**place, "salt": value.salt, "value": value.text})
    found = dict(zip(numbered, counts or (whole, events), strict=True))
    if left := withheld():
        found["withheld"] = left
    yield line({"end": {**found, "sha256": seal.hexdigest()}})


@runtime_checkable
class Receiving(Protocol):
    """A store that can import instances as they were written elsewhere."""

    def keep(self, flow: Flow, activation: Activation | None = None, when: When = "new") -> None: ...

    def activations(self, sop: str) -> list[Activation]: ...

    def head(self, instance: str) -> str:
        """The hash of an instance's last event; `UnknownInstance`."""
        ...

    def texts(self, instance: str) -> Iterable[str]:
        """The events of an instance as they are kept, in order; `UnknownInstance`."""
        ...

    def append_exactly(self, records: Sequence[tuple[Change, str]]) -> None:
        """Keep all changes or none, each with the text that its event had elsewhere."""
        ...


def restore(store: Receiving, lines: Iterable[str]) -> Iterator[Restored]:
    """Import a dump, instance by instance as the caller iterates; each completely or not at all.

    An existing instance is left unchanged if its history is the same or longer; if the dump has later events, they
    are appended. So an interrupted restore can be run again, and a later dump brings an earlier restore up to date.
    `DumpError` names the broken line, or the place where the two histories differ. The current version is imported
    for SOPs for which the store has none. Subscribers, and the order of events of different instances, are not
    imported; nor are personal values of events that the store has without them (`Restored.passed_over`).
    """
    return _Restoring(store).run(lines)


def require_dump(line: str) -> None:
    """`DumpError` for a first line that does not begin a dump that can be restored."""
    _begun(_parsed(line.rstrip("\n"), 1))


def _begun(record: dict[str, Any]) -> int:
    """The version of the dump that a record begins; `DumpError`."""
    if record.get("sopflow") != "dump":
        raise DumpError(line=1, why=_NO_DUMP)
    version = record.get("v")
    if version not in (1, FORMAT, PERSONAL):
        raise DumpError(line=1, why=_NEWER.filled(version=version, known=PERSONAL))
    return int(version)


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise DumpError(line=number, why=_CUT if number > 1 else _NO_DUMP) from None
    if not isinstance(record, dict):
        raise DumpError(line=number, why=_NO_DUMP)
    return record


class _Restoring:
    def __init__(self, store: Receiving) -> None:
        self._store = store
        self._flows = Flows()
        self._has_activations = False
        self._activations: list[tuple[Flow, Activation]] = []
        self._seal = hashlib.sha256()
        self._open: list[tuple[Change, str]] = []
        self._head = ROOT
        self._number = 0
        self._is_whole = False

    def run(self, lines: Iterable[str]) -> Iterator[Restored]:
        for self._number, line in enumerate(lines, start=1):
            record = _parsed(line.rstrip("\n"), self._number)
            if self._is_whole:
                raise self._error(_CHANGED)
            if self._number == 1:
                self._has_activations = _begun(record) > 1
            elif "definition" in record:
                self._keep(record)
            elif "activation" in record:
                self._note(record["activation"])
            elif "instance" in record:
                if self._open and record["instance"] != self._open[-1][0].after.id:
                    yield self._written()
                self._take(record)
            elif "private" in record:
                self._take_private(record)
            elif "end" in record:
                if self._open:
                    yield self._written()
                self._is_whole = True
                end = record["end"]
                if not isinstance(end, dict) or end.get("sha256") != self._seal.hexdigest():
                    raise self._error(_CHANGED)
            else:
                raise self._error(_NO_DUMP)
            self._seal.update(line.rstrip("\n").encode("utf-8", "surrogatepass") + b"\n")
        if not self._is_whole:
            raise self._error(_CUT)
        self._activate()

    def _keep(self, record: dict[str, Any]) -> None:
        try:
            definition = definition_of(str(record.get("body")))
            if not is_digest_of(record["definition"], definition) or definition.digest != record["definition"]:
                raise self._error(_CHANGED)
            flow = Flow(definition)
        except (UnreadableRecord, KeyError, TypeError, ValueError, AttributeError) as problem:
            raise self._error(_UNREADABLE.filled(why=reason_of(problem))) from None
        self._store.keep(flow)
        self._flows.add(flow)
        if not self._has_activations:
            self._activations.append((flow, activation_of(flow, datetime.now(UTC), SYSTEM)))

    def _note(self, record: dict[str, Any]) -> None:
        try:
            flow, at = self._flows.by_digest[record["digest"]], instant_of(record["activated_at"])
            self._activations.append((flow, activation_of(flow, at, str(record["person"]))))
        except (KeyError, TypeError, OverflowError) as problem:
            raise self._error(_UNREADABLE.filled(why=reason_of(problem))) from None

    def _activate(self) -> None:
        """Say which versions are current, now that the dump is known to be whole; of one that does not say it, the last."""
        known: dict[str, list[Activation]] = {}
        noted = (
            self._activations
            if self._has_activations
            else {one.sop: (flow, one) for flow, one in self._activations}.values()
        )
        for flow, one in noted:
            before = known.setdefault(one.sop, [])
            if self._store.activations(one.sop) == before:
                self._store.keep(flow, one, "always")
            before.append(one)

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
            raise self._error(_UNREADABLE.filled(why=reason_of(problem))) from None
        flow = self._flows.of(after)
        if flow is None:
            raise self._error(_NO_SOP.filled(digest=after.digest))
        was = self._flows.of(before) if before is not None else None
        self._open.append((Change(event, before, after, flow, was), body))
        self._head = str(own)

    def _take_private(self, record: dict[str, Any]) -> None:
        """A personal value with its event; one that was removed later is not taken, wherever it comes from."""
        try:
            one = PrivateValue(*(record[name] for name in ("private", "revision", "field", "salt", "value")))
            at = one.revision - 1
            if not self._open or one.instance != self._open[-1][0].after.id or not 0 <= at < len(self._open):
                raise self._error(_CHANGED)
            change, body = self._open[at]
            details = change.event.details
            stands = details.fields.get(one.field) if details is not None else None
            if not isinstance(stands, Withheld) or stands.commitment != one.commitment:
                raise self._error(_CHANGED)
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise self._error(_UNREADABLE.filled(why=reason_of(problem))) from None
        if not any(removes(later.event, one.field) for later, _ in self._open[at:]):
            self._open[at] = structs.replace(change, private=(*change.private, one)), body

    def _written(self) -> Restored:
        whole, self._open = self._open, []
        name, count = whole[-1][0].after.id, len(whole)
        try:
            there = self._store.head(name)
        except UnknownInstance:
            self._append(whole)
            return self._told(whole, Restored(name, count, count))
        if there == self._head:
            return self._told(whole, Restored(name, count, 0))
        kept = list(self._store.texts(name))
        same = next(
            (at for at, (one, (_, text)) in enumerate(zip(kept, whole, strict=False)) if one != text), None
        )
        if same is not None:
            raise self._error(_OTHER.filled(instance=name, revision=same + 1))
        if len(kept) >= count:
            return self._told(whole, Restored(name, count, 0, is_ahead=True), kept[count:])
        self._append(whole[len(kept) :])
        return self._told(whole, Restored(name, count, count - len(kept)))

    def _told(self, whole: list[tuple[Change, str]], restored: Restored, later: Sequence[str] = ()) -> Restored:
        """What was done with an instance, with the personal values that are not there now; `later` are the events that
        only the store has."""
        stands = Committed()
        for change, _ in whole:
            stands.follow(change.event)
        for text in later:
            stands.follow(event_of(text))
        missing = set(stands.known)
        if missing:
            read = getattr(self._store, "private", None)
            there = read([restored.instance]) if read is not None else ()
            missing -= {(one.revision, one.field) for one in there}
        brought = {(one.revision, one.field) for change, _ in whole for one in change.private}
        return restored._replace(withheld=len(missing), passed_over=len(missing & brought))

    def _append(self, records: list[tuple[Change, str]]) -> None:
        try:
            self._store.append_exactly(records)
        except KeyReused as problem:
            name = records[0][0].after.id
            raise self._error(_KEY.filled(instance=name, key=problem.values["key"])) from None

    def _error(self, why: Words) -> DumpError:
        return DumpError(line=self._number, why=why)
