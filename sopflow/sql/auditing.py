"""Whether anybody rewrote what happened: every chain, and all that stands beside the events, derived again from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, select

from sopflow.definition.digest import is_digest_of
from sopflow.engine.chain import ROOT, link
from sopflow.engine.memory import scope_of
from sopflow.errors import UnknownInstance, UnreadableRecord
from sopflow.flow.audience import acted_by
from sopflow.flow.event import Event
from sopflow.flow.evolve import ended_at, evolve
from sopflow.flow.flow import Flow
from sopflow.flow.flows import Flows
from sopflow.flow.instance import Instance
from sopflow.language import Words

from .audited import DEFINITION, GONE, UNREADABLE, Audited, Noted
from .committed import Committed
from .deriving import KeyRow, difference
from .loose import loose
from .records import column, definition_of, event_of
from .redeciding import Redeciding
from .seals import SealKeys, same
from .store import SQLStore
from .tables import EVENT, INSTANCE
from .viewing import EventRow, InstanceRow, definitions, instances, viewing

_CHANGED: Final = Words("isinya diubah", "its content was changed")
_MISSING: Final = Words("kejadian {first} sampai {last} hilang", "events {first} to {last} are missing")
_MOVED: Final = Words(
    "kejadian ini bukan di tempatnya: isinya kejadian {revision} dari {instance}",
    "this event is out of place: its content is event {revision} of {instance}",
)
_AGAIN: Final = Words("kejadian ini ada dua kali", "this event is there twice")
_CUT: Final = Words(
    "kejadian sesudahnya hilang: proses ini sudah sampai {revision}",
    "the events after it are missing: the instance had come to {revision}",
)
_MORE: Final = Words(
    "kejadian sesudah {revision} disisipkan: proses ini baru sampai di sana",
    "the events after {revision} were inserted: the instance has come no further",
)
_HEAD: Final = Words(
    "sidik terakhir yang dicatat proses ini lain dari rantainya",
    "the head that the instance holds is not that of its chain",
)
_ORDER: Final = Words("nomor urut kejadian ini diubah", "the position of this event among all events was changed")
_UNSEALED: Final = Words("segelnya hilang", "its seal is missing")
_OTHER_SEAL: Final = Words("segelnya bukan dari kunci ini", "its seal was not made with the key")
_NO_KEY: Final = Words('kunci segel "{name}" tidak diberikan', 'the seal key "{name}" was not given')
_LABEL: Final = Words(
    "SOP yang disimpan ({digest}) diberi nama atau versi lain",
    "the stored SOP ({digest}) was given another id or version",
)
_BATCH: Final = 1000
_LAST: Final = 2**31 - 1
"""The last revision that a column can hold."""
_BROKEN: Final = (UnreadableRecord, KeyError, TypeError, ValueError, AttributeError, LookupError, OverflowError)


def audit(
    store: SQLStore,
    instance: str | None = None,
    *,
    decide: bool = False,
    now: datetime | None = None,
    progress: Callable[[str, int], object] | None = None,
) -> Iterator[Audited]:
    """Audit every instance (or one), in the order of their start, as the caller iterates; memory does not grow with
    their number. Raise `UnknownInstance` if nothing is stored of the one.

    With `decide` every event is decided again, as of the recorded time, capacity and due times. A store with a
    `seal_key` has its seals verified. `now` (aware, by default the present) is compared with reservations; `progress`
    is called with the number of rows of each table that were checked, if this takes long.

    Anybody who can write to the database can also rewrite a whole chain, unless it is sealed: keep the heads
    elsewhere, and compare them with `compare`.
    """
    at = now if now is not None else datetime.now(UTC)
    with viewing(store.engine) as connection:
        flows, broken = Flows(), set()
        for known, body, sop, version in definitions(connection):
            flow, problem = _flow(known, body, sop, version)
            if flow is not None:
                flows.add(flow)
            if problem is not None:
                broken.add(known)
                yield Audited("", 0, "", problem, is_loose=True)
        begun = _sealing_began(connection, store.seals) if store.seals is not None else None
        is_there = False
        for kept, events in instances(connection, instance):
            is_there = True
            chain = Chain(kept, store.seals, begun, Redeciding(flows) if decide else None)
            found = chain.follow(events)
            if isinstance(found, Words):
                yield Audited(str(kept.id), chain.expected, chain.head, found, unsealed=chain.unsealed)
                continue
            problem = difference(connection, chain, found, flows, found.digest in broken, at)
            yield Audited(kept.id, kept.revision, chain.head, problem, unsealed=chain.unsealed)
        for name, revision, problem in loose(connection, instance, at, progress):
            is_there = True
            yield Audited(name, revision, "", problem, is_loose=True)
        if instance is not None and not is_there:
            raise UnknownInstance(instance=instance)


def _sealing_began(connection: Connection, seals: SealKeys) -> int | None:
    """The position of the first event that was sealed, since `since` where that is given: all after it have seals."""
    table = EVENT.c
    wanted = select(table.position, table.body).where(table.seal.is_not(None)).order_by(table.position)
    with connection.execute(wanted.execution_options(yield_per=_BATCH)) as rows:
        for position, body in rows:
            with suppress(*_BROKEN):
                if seals.since is None or event_of(body).at >= seals.since:
                    return int(position)
    return None


def compare(store: SQLStore, noted: Iterable[Noted]) -> Iterator[Audited]:
    """Compare heads that were noted earlier with the database: each is returned, with a problem if it is missing. The
    chain is computed from the events alone."""
    with viewing(store.engine) as connection:
        for one in noted:
            yield Audited(*one, None if same(_head_at(connection, one), one.head) else GONE)


def _head_at(connection: Connection, noted: Noted) -> str | None:
    """The head of an instance as of an event, by what its events say; `None` where it has not come there."""
    if not 0 < noted.revision <= _LAST:
        return None
    table, name = EVENT.c, column(noted.instance)
    rows = connection.execute(select(INSTANCE.c.revision).where(INSTANCE.c.id == name)).scalars().all()
    if not any(isinstance(revision, int) and revision >= noted.revision for revision in rows):
        return None
    wanted = select(table.revision, table.body).where(table.instance == name, table.revision <= noted.revision)
    head, expected = ROOT, 1
    ordered = wanted.order_by(table.revision).execution_options(yield_per=_BATCH)
    with connection.execute(ordered) as events:
        for revision, body in events:
            if revision != expected or not isinstance(body, str):
                return None
            head, expected = link(head, body.encode("utf-8", "surrogatepass")), expected + 1
    return head if expected == noted.revision + 1 else None


def _flow(known: str, body: str, sop: str, version: str) -> tuple[Flow | None, Words | None]:
    """A definition that is kept, as far as it is what its digest says."""
    try:
        definition = definition_of(body)
        if not is_digest_of(known, definition) or definition.digest != known:
            return None, DEFINITION.filled(digest=known)
        label = _LABEL.filled(digest=known) if (definition.id, definition.version) != (sop, version) else None
        return Flow(definition), label
    except _BROKEN:
        return None, DEFINITION.filled(digest=known)


class Chain:
    """The events of an instance, each verified against the one before it."""

    def __init__(
        self, kept: InstanceRow, seals: SealKeys | None, begun: int | None, deciding: Redeciding | None
    ) -> None:
        self.kept = kept
        self._seals = seals
        self._begun = begun
        """The position from which on every event is sealed."""
        self._deciding = deciding
        self._state: Instance | None = None
        self._position = 0
        self._is_sealed = False
        self.head, self.expected = ROOT, 1
        self.unsealed = 0
        self.keys: list[KeyRow] = []
        """The idempotency keys that its events carry."""
        self.acted: set[str] = set()
        self.committed = Committed()
        self.ended_at: datetime | None = None

    def follow(self, events: Iterator[EventRow]) -> Instance | Words:
        """The fold of a chain that is whole, or what is wrong with the event `expected`."""
        problem: Words | None = None
        for one in events:
            if problem is not None:
                continue  # read on, so that the next instance begins at its own events
            try:
                problem = self._broken(one) or self._followed(one)
            except _BROKEN as error:
                problem = UNREADABLE.filled(why=error)
            if problem is None:
                self.head, self.expected = one.hash, self.expected + 1
        if problem is not None:
            return problem
        if self._state is None or self.expected - 1 != self.kept.revision:
            self.expected -= 1
            return _CUT.filled(revision=self.kept.revision)
        return self._state if same(self.kept.row["head"], self.head) else _HEAD

    def _followed(self, one: EventRow) -> Words | None:
        event = event_of(one.body)
        before, self._state = self._state, evolve(self._state, event)
        self.ended_at = ended_at(self.ended_at, event, self._state)
        person = acted_by(event)
        if person is not None:
            self.acted.add(person)
        key = event.details.key if event.details is not None else None
        if key is not None:
            self.keys.append((column(scope_of(event, self._state)), column(key), self._state.id, event.revision))
        self.committed.follow(event)
        if one.position <= self._position:
            return _ORDER
        self._position = one.position
        return self._seal_of(one, event) or (self._deciding.differs(before, event) if self._deciding else None)

    def _seal_of(self, one: EventRow, event: Event) -> Words | None:
        if one.seal is None or self._seals is None:
            self.unsealed += 1
        if self._seals is None:
            return None
        if one.seal is None:
            is_due = self._seals.since is not None and event.at >= self._seals.since
            is_late = self._begun is not None and one.position > self._begun
            return _UNSEALED if is_due or is_late or self._is_sealed else None
        self._is_sealed = True
        if not self._seals.knows(one.seal):
            return _NO_KEY.filled(name=one.seal.partition(":")[0])
        return None if self._seals.verifies(one.seal, one.hash) else _OTHER_SEAL

    def _broken(self, one: EventRow) -> Words | None:
        if one.revision < self.expected:
            return _AGAIN
        if one.revision != self.expected:
            return _MISSING.filled(first=self.expected, last=one.revision - 1)
        if one.revision > self.kept.revision:
            return _MORE.filled(revision=self.kept.revision)
        event = event_of(one.body)
        if (event.instance, event.revision) != (self.kept.id, one.revision):
            return _MOVED.filled(revision=event.revision, instance=event.instance)
        is_whole = same(one.hash, link(self.head, one.body.encode("utf-8", "surrogatepass")))
        return None if is_whole else _CHANGED
