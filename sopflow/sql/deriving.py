"""Compare what is stored beside the events of an instance with the fold of those events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Table, select, tuple_

from sopflow.engine.words import words_of
from sopflow.errors import UnreadableRecord
from sopflow.flow.agenda import agenda
from sopflow.flow.audience import Audience, acting_in, audience_of
from sopflow.flow.flow import Flow
from sopflow.flow.flows import Flows
from sopflow.flow.instance import Instance
from sopflow.flow.record import paths
from sopflow.flow.searched import searched
from sopflow.language import Words

from .audiences import audience_rows, name_of
from .columns import micros
from .fields import reader_rows, value_row
from .private import differs
from .records import column, whole_of
from .standing import fixed, moving, turning, work_item
from .tables import CASE, FIELD, KEY, PERSON, POSITION, READER, WORD, WORK_ITEM
from .viewing import InstanceRow

if TYPE_CHECKING:
    from .auditing import Chain

KeyRow = tuple[str, str, str, int]
"""The scope, the key, and the event that it stands for."""
LONGEST_LEASE: Final = timedelta(days=1)
"""No process reserves anything for longer."""
_BATCH: Final = 100
_SNAPSHOT: Final = Words(
    "keadaannya bukan hasil kejadian-kejadiannya: {what}", "its state does not follow from its events: {what}"
)
_COLUMN: Final = Words(
    "kolomnya bukan hasil kejadian-kejadiannya: {what}", "its columns do not match its events: {what}"
)
_INDEX: Final = Words(
    "daftar kerjanya tidak sesuai dengan langkah yang terbuka: {what}",
    "its work items do not match its open rows: {what}",
)
_WORDS: Final = Words(
    "kata pencariannya bukan kata perihalnya: {what}", "its search words do not match its subject: {what}"
)
_KEYS: Final = Words(
    "kunci idempotensinya hilang atau diubah: {what}", "its idempotency keys are missing or changed: {what}"
)
_SIGHT: Final = Words(
    "catatan siapa yang boleh melihatnya tidak sesuai dengan SOP dan kejadiannya: {what}",
    "the record of who may see it does not match its SOP and its events: {what}",
)
_FIELDS: Final = Words(
    "yang dicari bukan isiannya: {what}", "what it is found by is not what its fields say: {what}"
)
_NO_DEFINITION: Final = Words(
    "SOP-nya ({digest}) tidak ada di basis data", "its SOP ({digest}) is not in the database"
)
LEASED: Final = Words("dicadangkan terlalu lama: {what}", "it is reserved for too long: {what}")


def difference(
    connection: Connection,
    chain: Chain,
    state: Instance,
    flows: Flows,
    is_broken: bool,
    now: datetime,
) -> Words | None:
    """The first that differs, of an instance whose chain comes to a state. `is_broken` says that the definition is there and was changed, which is told already."""
    kept = chain.kept
    try:
        snapshot = whole_of(kept.row["snapshot"], _fields_at(connection, state))
    except (UnreadableRecord, TypeError) as problem:
        return _SNAPSHOT.filled(what=problem)
    if snapshot != state:
        names = [name for name in paths(type(state)) if getattr(snapshot, name) != getattr(state, name)]
        return _SNAPSHOT.filled(what=", ".join(names))
    if (
        not state.rare.fields_at
        and connection.execute(select(CASE.c.revision).where(CASE.c.instance == state.id)).first()
    ):
        return _SNAPSHOT.filled(what="fields")
    flow = flows.of(state)
    if flow is None and not is_broken:
        return _NO_DEFINITION.filled(digest=state.digest)
    return (
        _columns(kept, state, chain.ended_at, flow, now)
        or (_work_items(connection, state, flow) if flow is not None else None)
        or (_sight(connection, kept, state, flow, chain.acted) if flow is not None else None)
        or (_searched(connection, kept, state, flow) if flow is not None else None)
        or _words(connection, kept, state)
        or _keys(connection, chain.keys)
        or differs(chain.committed, connection, kept.id)
    )


def _fields_at(connection: Connection, state: Instance) -> str | None:
    """The fields that stand apart, if they are those of the event that changed them last."""
    table = CASE.c
    wanted = select(table.body).where(table.instance == state.id, table.revision == state.rare.fields_at)
    found = connection.execute(wanted).scalar()
    return found if isinstance(found, str) else None


def _columns(
    kept: InstanceRow, state: Instance, ended_at: datetime | None, flow: Flow | None, now: datetime
) -> Words | None:
    expected = {**fixed(state), **moving(state), "version": state.version, "digest": state.digest}
    expected["ended_at"] = micros(ended_at) if ended_at is not None else None
    if flow is not None:
        try:
            expected |= turning(flow, state)
        except KeyError as row:
            return _COLUMN.filled(what=row)
    reserved = expected.pop("claimed_until", None)
    other = [name for name, value in expected.items() if not is_same(kept.row[name], value)]
    if other:
        return _COLUMN.filled(what=", ".join(other))
    if flow is not None and not is_same(kept.row["claimed_until"], reserved):
        return leased(kept.row["claimed_until"], now, "claimed_until")
    return None


def is_same(found: object, expected: object) -> bool:
    """Whether a column holds a value, and of its type."""
    return type(found) is type(expected) and found == expected


def leased(until: object, now: datetime, what: str) -> Words | None:
    """What is wrong with the end of a reservation."""
    is_possible = isinstance(until, int) and 0 <= until <= micros(now + LONGEST_LEASE)
    return None if is_possible else LEASED.filled(what=what)


def _work_items(connection: Connection, state: Instance, flow: Flow) -> Words | None:
    try:
        wanted = Counter(_values(WORK_ITEM, work_item(state, entry)) for entry in agenda(flow, state))
    except KeyError as row:
        return _INDEX.filled(what=row)
    there = connection.execute(select(WORK_ITEM).where(WORK_ITEM.c.instance == state.id)).mappings()
    found = Counter(_values(WORK_ITEM, row) for row in there)
    if found == wanted:
        return None
    step = list(WORK_ITEM.c.keys()).index("step")
    return _INDEX.filled(what=", ".join(sorted({str(row[step]) for row in (found - wanted) + (wanted - found)})))


def _values(table: Table, row: Any) -> tuple[Any, ...]:
    return tuple([row[name] for name in table.c.keys()])  # noqa: SIM118 (a collection of columns)


def _sight(
    connection: Connection, kept: InstanceRow, state: Instance, flow: Flow, acted: Collection[str]
) -> Words | None:
    acting = dict.fromkeys(map(column, acting_in(flow, state)), 0)
    wanted = Counter(
        (person, micros(state.started_at), has)
        for person, has in (acting | dict.fromkeys(map(column, acted), 1)).items()
    )
    there = select(PERSON.c.person, PERSON.c.started_at, PERSON.c.acted).where(PERSON.c.number == kept.number)
    found = Counter(tuple(row) for row in connection.execute(there))
    if found != wanted:
        return _SIGHT.filled(what=_other(found, wanted))
    return _listed(connection, state, audience_of(flow, state))


def _searched(connection: Connection, kept: InstanceRow, state: Instance, flow: Flow) -> Words | None:
    own = searched(flow, state)
    beside = {"number": kept.number, "sop": state.sop, "started_at": micros(state.started_at)}
    wanted = Counter(_values(FIELD, {**beside, **value_row(state.sop, value)}) for value in own.values)
    there = connection.execute(select(FIELD).where(FIELD.c.number == kept.number)).mappings()
    found = Counter(_values(FIELD, row) for row in there)
    if found != wanted:
        return _FIELDS.filled(what=_other(found, wanted, list(FIELD.c.keys()).index("field")))
    readers = Counter((row["audience"], row["person"]) for row in reader_rows(state.sop, own))
    reading = select(READER.c.audience, READER.c.person).where(READER.c.number == kept.number)
    seen = Counter(tuple(row) for row in connection.execute(reading))
    if seen != readers:
        return _SIGHT.filled(what=_other(seen, readers, 1))
    for audience in dict.fromkeys(value.audience for value in own.values):
        if (problem := _listed(connection, state, audience)) is not None:
            return problem
    return None


def _listed(connection: Connection, state: Instance, audience: Audience) -> Words | None:
    """Whether the positions of an audience stand where they are looked for."""
    expected = Counter(tuple(row.values()) for row in audience_rows(state.sop, audience))
    seeing = select(POSITION).where(POSITION.c.audience == name_of(state.sop, audience))
    listed = Counter(tuple(row) for row in connection.execute(seeing))
    return _SIGHT.filled(what=_other(listed, expected, 1)) if listed != expected else None


def _other(found: Counter[Any], wanted: Counter[Any], at: int = 0) -> str:
    told = (row[at] for row in (found - wanted) + (wanted - found))
    return ", ".join(sorted({str(one[1] if isinstance(one, tuple) else one) for one in told}))


def _words(connection: Connection, kept: InstanceRow, state: Instance) -> Words | None:
    """Those that are missing; others are found among what belongs to nothing."""
    wanted = sorted(map(column, words_of(state.subject)))
    if not wanted:
        return None
    table = WORD.c
    there = select(table.word).where(
        table.word.in_(wanted), table.started_at == micros(state.started_at), table.number == kept.number
    )
    missing = set(wanted) - set(connection.execute(there).scalars())
    return _WORDS.filled(what=", ".join(sorted(missing))) if missing else None


def _keys(connection: Connection, keys: Sequence[KeyRow]) -> Words | None:
    table = KEY.c
    for at in range(0, len(keys), _BATCH):
        some = keys[at : at + _BATCH]
        places = [(scope, key) for scope, key, _, _ in some]
        wanted = select(table.scope, table.key, table.instance, table.revision)
        there = connection.execute(wanted.where(tuple_(table.scope, table.key).in_(places)))
        missing = set(some) - {tuple(row) for row in there}
        if missing:
            return _KEYS.filled(what=", ".join(sorted(key for _, key, _, _ in missing)))
    return None
