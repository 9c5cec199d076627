"""Which called SOP a scenario means: by the rows that call, and by the key of the record where a row calls for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sopflow.flow.each import record_of
from sopflow.flow.evolve import fold

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine
    from sopflow.flow.event import OpenRow
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance


def name_of(flow: Flow, caller: Instance, open_row: OpenRow, child: str) -> str:
    """`STEP`, or `STEP=KEY` where the row calls for each record."""
    row = flow.rows[open_row.step]
    if row.each is None:
        return row.id
    field = flow.definition.fields[row.each]
    key = field.column(str(field.key))
    return f"{row.id}={_text(key.to_plain(record_of(flow, row, caller, open_row, child)[key.id]))}"


def _text(plain: Any) -> str:
    return " ".join(str(plain).split())


def children_of(engine: Engine, caller: str, step: str) -> dict[str, str]:
    """The instances that a row has called last, by their names."""
    events = tuple(engine.history(caller))
    for number in range(len(events), 0, -1):
        for open_row in events[number - 1].opened:
            if open_row.step == step and open_row.children:
                state = fold(events[:number])
                flow = engine.flow(state.sop, state.version)
                return {name_of(flow, state, open_row, child): child for child in open_row.children}
    return {}


def called(engine: Engine, caller: str, name: str) -> str | None:
    """The instance that somebody means by `STEP` or `STEP=KEY`: of several only with its key."""
    children = children_of(engine, caller, name.partition("=")[0])
    if name in children:
        return children[name]
    return next(iter(children.values())) if "=" not in name and len(children) == 1 else None
