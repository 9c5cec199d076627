"""Rows that call an SOP for each record of a list: which records, which ends, what comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sopflow.definition.gathering import taken_by
from sopflow.errors import UnknownOutcome
from sopflow.fields import Field, Problem
from sopflow.frozen import Frozen
from sopflow.language import Words

from .data import missing
from .event import Ended, OpenRow
from .flow import Flow, Row, Way
from .forms import Values, frozen, may_be_empty, refusal, thawed
from .instance import Instance

Record = Mapping[str, Any]
_RUNNING: Final = Words(
    'daftar ini dipakai langkah "{step}", yang masih berjalan; tunggu sampai langkah itu selesai',
    'the list is in use by "{step}", which is still open; wait until that row is done',
)


def records_of(flow: Flow, row: Row, known: Values) -> Sequence[Record]:
    """The records for each of which a row calls; none of a list that may be left empty. `DataMissing` of another that is
    not filled in."""
    name = str(row.each)
    if name not in known and not may_be_empty(flow, name):
        raise missing(flow, row, (name,))
    found: Sequence[Record] = known.get(name, ())
    return found


def record_of(row: Row, instance: Instance, open_row: OpenRow, child: str) -> Record:
    """The record that a called instance is for: the list stays as it is while the row is open."""
    found: Record = instance.rare.fields[str(row.each)][open_row.children.index(child)]
    return found


def way_of_ends(row: Row, ends: Collection[str]) -> Way:
    """Where a row goes on when the SOPs that it called have ended so."""
    if row.sole is not None:
        return row.sole
    found = taken_by(row.step, ends)
    if len(found) != 1:
        raise UnknownOutcome(step=row.id, outcome=", ".join(sorted(set(ends))), outcomes=row.outcomes)
    return row.ways[str(found[0].name)]


def gathered(
    flow: Flow, row: Row, instance: Instance, ended: Iterable[Ended], open_row: OpenRow, new: Record
) -> Values:
    """The list that takes the results, with the record that the last of `ended` brings; nothing where the row has none."""
    if row.step.into is None:
        return Frozen({})
    field = flow.definition.fields[row.step.into]
    key = str(field.key)
    place = {child: n for n, child in enumerate(open_row.children)}
    records = {record_of(row, instance, open_row, one.instance)[key]: place[one.instance] for one in ended}
    kept = [one for one in instance.rare.fields.get(field.id, ()) if one[key] in records and one[key] != new[key]]
    found = field.read([thawed(one) for one in sorted([*kept, new], key=lambda one: records[one[key]])])
    if isinstance(found, Problem):
        raise refusal(flow, [found], step=row.id)
    return Frozen({field.id: frozen(found)})


def brought(flow: Flow, row: Row, record: Record, child: Values) -> Record | None:
    """The record that a called instance brings: its fields of the columns' names, and the key of the record it is for."""
    if row.step.into is None:
        return None
    field = flow.definition.fields[row.step.into]
    own = {column.id: child[column.id] for column in field.columns if _takes(column, child.get(column.id))}
    return Frozen({**own, str(field.key): record[str(field.key)]})


def given(child: Flow, record: Record) -> Values:
    """What of a record is a value of the called SOP's fields; a version that came later may take less of it. A list that
    is not personal tells nothing that is."""
    fields = child.definition.fields
    known = {name: one for name, one in record.items() if name in fields and not fields[name].personal}
    return Frozen({name: one for name, one in known.items() if _takes(fields[name], one)})


def _takes(field: Field, value: Any) -> bool:
    return value is not None and not isinstance(field.read(thawed(value)), Problem)


def require_unused(flow: Flow, instance: Instance, given: Values) -> None:
    """Refuse to change a list while a row calls for each of its records, or gathers into it: `FieldsRefused`."""
    problems = []
    for open_row in instance.active if given else ():
        row = flow.rows[open_row.step]
        for name in (row.each, row.step.into) if row.each is not None else ():
            if name in given:
                expected = _RUNNING.filled(step=flow.title(row.id))
                problems.append(Problem(str(name), given[str(name)], expected, "in_use"))
    if problems:
        raise refusal(flow, problems)
