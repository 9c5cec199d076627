"""Which called SOP a scenario means: by the rows that call, and by the key of the record where a row calls for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.flow.evolve import fold

from .readable import shown

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine
    from sopflow.flow.event import OpenRow
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance


def names_of(flow: Flow, caller: Instance, open_row: OpenRow) -> dict[str, str]:
    """What each instance is called that a row has called: `STEP`, or `STEP=KEY` where it calls for each record, as a file
    can hold it; of two keys that then read alike the second is `STEP=KEY (2)`."""
    row = flow.rows[open_row.step]
    if row.each is None:
        return dict.fromkeys(open_row.children, row.id)
    field = flow.definition.fields[row.each]
    key = field.column(str(field.key))
    found: dict[str, str] = {}
    for child, record in zip(open_row.children, caller.rare.fields[row.each], strict=False):
        text, number = shown(str(key.to_plain(record[key.id]))), 1
        name = f"{row.id}={text}"
        while name in found:
            number += 1
            name = f"{row.id}={text} ({number})"
        found[name] = child
    return {child: name for name, child in found.items()}


def children_of(engine: Engine, caller: str, step: str) -> dict[str, str]:
    """The instances that a row has called last, by their names."""
    events = tuple(engine.history(caller))
    for number in range(len(events), 0, -1):
        for open_row in events[number - 1].opened:
            if open_row.step == step and open_row.children:
                state = fold(events[:number])
                flow = engine.flow(state.sop, state.version)
                return {name: child for child, name in names_of(flow, state, open_row).items()}
    return {}


def called(engine: Engine, caller: str, name: str) -> str | None:
    """The instance that somebody means by `STEP` or `STEP=KEY`: of several only with its key."""
    children = children_of(engine, caller, name.partition("=")[0])
    if name in children:
        return children[name]
    return next(iter(children.values())) if "=" not in name and len(children) == 1 else None
