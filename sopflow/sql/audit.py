"""Whether anybody rewrote what happened: every chain, and every snapshot against the fold of its events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from sopflow.definition.digest import digest
from sopflow.engine.chain import ROOT, link
from sopflow.errors import UnreadableRecord
from sopflow.flow.agenda import agenda, wakes_at
from sopflow.flow.evolve import evolve
from sopflow.flow.flow import Flow
from sopflow.language import Words

from .records import column, definition_of, event_of, snapshot_of
from .tables import EVENT, INSTANCE, NEVER, WORK_ITEM, micros
from .viewing import definitions, instances, strays, viewing
from .writing import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from sopflow.flow.instance import Instance

    from .store import SQLStore
    from .viewing import Kept, Link

_CHANGED: Final = Words("isinya diubah", "its content was changed")
_MISSING: Final = Words("kejadian {first} sampai {last} hilang", "events {first} to {last} are missing")
_MOVED: Final = Words(
    "kejadian ini bukan di tempatnya: isinya kejadian {revision} dari {instance}",
    "this event is out of place: its content is event {revision} of {instance}",
)
_UNREADABLE: Final = Words("tidak terbaca: {why}", "cannot be read: {why}")
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
_SNAPSHOT: Final = Words(
    "keadaannya bukan hasil kejadian-kejadiannya: {what}", "its state is not the fold of its events: {what}"
)
_INDEX: Final = Words("daftar kerjanya bukan yang terbuka: {what}", "its work items are not its open rows: {what}")
_STRAY: Final = Words("ada kejadian tanpa prosesnya", "there are events without their instance")
_DEFINITION: Final = Words("SOP yang disimpan ({digest}) diubah", "the SOP that was kept ({digest}) was changed")
_GONE: Final = Words(
    "kejadian yang pernah dicatat hilang, atau dibuat ulang",
    "an event that was noted once is missing, or was made anew",
)


class Audited(NamedTuple):
    """An instance that was looked at."""

    instance: str
    revision: int
    """Its last event; with a finding, the first that is broken."""
    head: str
    problem: Words | None = None


class Noted(NamedTuple):
    """The head of an instance as it once was."""

    instance: str
    revision: int
    head: str


def audit(store: SQLStore, instance: str | None = None) -> Iterator[Audited]:
    """Look at every instance (or one), in the order of their start, as they are asked for; memory does not grow with
    their number.

    Whoever can write to the database can also make a whole chain anew: note the heads elsewhere, and hold the database
    against them with `compare`.
    """
    with viewing(store.engine) as connection:
        flows: dict[str, Flow | None] = {}
        for known, body in definitions(connection):
            flows[known] = _flow(known, body)
            if flows[known] is None:
                yield Audited("", 0, "", _DEFINITION.filled(digest=known))
        for kept, events in instances(connection, instance):
            found = _chain(kept, events)
            if isinstance(found, Audited):
                yield found
                continue
            problem = _state(connection, kept, found, flows.get(kept.digest))
            yield Audited(kept.id, kept.revision, kept.head, problem)
        if instance is None:
            for name, revision in strays(connection):
                yield Audited(name, revision, "", _STRAY)


def compare(store: SQLStore, noted: Iterable[Noted]) -> Iterator[Audited]:
    """Hold heads that were noted earlier against the database: those that are no longer there come back with their
    problem, the others without."""
    with viewing(store.engine) as connection:
        for one in noted:
            wanted = select(EVENT.c.hash).where(EVENT.c.instance == one.instance, EVENT.c.revision == one.revision)
            is_there = connection.execute(wanted).scalar() == one.head
            yield Audited(*one, None if is_there else _GONE)


def _flow(known: str, body: str) -> Flow | None:
    try:
        definition = definition_of(body)
        return Flow(definition) if digest(definition) == known == definition.digest else None
    except (UnreadableRecord, ValueError, KeyError, TypeError, AttributeError):
        return None


def _chain(kept: Kept, events: Iterator[Link]) -> Instance | Audited:
    """The fold of a chain that is whole, or the first event at which it is not."""
    state: Instance | None = None
    head, expected = ROOT, 1
    problem: Words | None = None
    for revision, body, own in events:
        if problem is not None:
            continue  # read on, so that the next instance begins at its own events
        problem = _broken(kept, head, expected, revision, body, own)
        if problem is None:
            try:
                state = evolve(state, event_of(body))
            except (UnreadableRecord, KeyError, TypeError, ValueError, AttributeError) as error:
                problem = _UNREADABLE.filled(why=error)
        if problem is None:
            head, expected = own, expected + 1
    if problem is None and expected <= kept.revision:
        problem, expected = _CUT.filled(revision=kept.revision), expected - 1
    if problem is None and head != kept.head:
        problem = _HEAD
    if problem is not None or state is None:
        return Audited(kept.id, expected, head, problem or _CUT.filled(revision=kept.revision))
    return state


def _broken(kept: Kept, head: str, expected: int, revision: int, body: str, own: str) -> Words | None:
    if revision != expected:
        return _MISSING.filled(first=expected, last=revision - 1)
    if revision > kept.revision:
        return _MORE.filled(revision=kept.revision)
    if link(head, body.encode("utf-8", "surrogatepass")) == own:
        return None
    try:
        event = event_of(body)
    except UnreadableRecord as problem:
        return _UNREADABLE.filled(why=problem)
    if (event.instance, event.revision) != (kept.id, revision):
        return _MOVED.filled(revision=event.revision, instance=event.instance)
    return _CHANGED


def _state(connection: Connection, kept: Kept, state: Instance, flow: Flow | None) -> Words | None:
    """What stands beside the events, held against their fold."""
    try:
        snapshot = snapshot_of(kept.snapshot)
    except UnreadableRecord as problem:
        return _SNAPSHOT.filled(what=problem)
    if snapshot != state:
        other = [name for name, a, b in zip(state._fields, snapshot, state, strict=True) if a != b]
        return _SNAPSHOT.filled(what=", ".join(other))
    known = (kept.sop, kept.version, kept.digest, kept.revision, kept.status)
    if known != (state.sop, state.version, state.digest, state.revision, state.status):
        return _SNAPSHOT.filled(what="sop, version, digest, revision, status")
    if flow is None:
        return None
    wanted = {
        (
            e.step,
            e.visit,
            column(e.actor),
            micros(e.due) if e.due is not None else NEVER,
            rank(e),
            state.sop,
            _text(state.unit),
            _text(e.person),
        )
        for e in agenda(flow, state)
    }
    table = WORK_ITEM.c
    columns = (
        table.step,
        table.visit,
        table.actor,
        table.due,
        table.is_first,
        table.sop,
        table.unit,
        table.person,
    )
    there = select(*columns).where(table.instance == kept.id)
    found = {tuple(row) for row in connection.execute(there)}
    if found != wanted:
        return _INDEX.filled(what=", ".join(sorted({str(row[0]) for row in found ^ wanted})))
    wakes = wakes_at(flow, state)
    at = connection.execute(select(INSTANCE.c.wakes_at).where(INSTANCE.c.id == kept.id)).scalar()
    if at != (micros(wakes) if wakes is not None else None):
        return _INDEX.filled(what="wakes_at")
    return None


def _text(value: str | None) -> str | None:
    return column(value) if value is not None else None
