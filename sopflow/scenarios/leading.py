"""Rows of called SOPs, where an act names one and not the row that calls it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sopflow.language import Words, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopflow.definition.library import Procedure
    from sopflow.definition.model import Definition
    from sopflow.diagnostics import Diagnostic

    from .model import Act

_INSIDE: Final = Words(
    'langkah "{step}" ada di SOP "{sop}"; tambahkan in: {path}',
    'the step "{step}" is one of the SOP "{sop}"; add in: {path}',
)
_KEY: Final = Words("PEMBEDA", "KEY")
_LIST: Final = Words("[{rows}]", "[{rows}]")


def with_way_in(
    found: Iterable[Diagnostic], act: Act, procedure: Procedure, sop: Definition
) -> Iterator[Diagnostic]:
    """The findings of an act; with what leads to its row, where that is one of a called SOP."""
    hint = _way_in(act, procedure, sop)
    yield from (replace(one, own_hint=hint) if hint is not None else one for one in found)


def _way_in(act: Act, procedure: Procedure, sop: Definition) -> Words | None:
    if act.step is None or any(row.id == act.step for row in sop.steps):
        return None
    paths: list[tuple[str, ...]] = [act.calls]
    seen = {sop.id}
    for path in paths:  # grows: the nearest comes first
        caller = procedure.within(path)
        for row in caller.steps if caller is not None else ():
            inner = procedure.within((*path, str(row.id))) if row.call is not None else None
            if inner is None or inner.id in seen:
                continue
            seen.add(inner.id)
            paths.append((*path, str(row.id)))
            if any(one.id == act.step for one in inner.steps):
                return _INSIDE.filled(step=act.step, sop=inner.id, path=_written(paths[-1], act, procedure))
    return None


def _written(path: tuple[str, ...], act: Act, procedure: Procedure) -> Words:
    """The calling rows as `in` names them; of records whose keys are not known, a placeholder."""
    said = [Words(str(name), str(name)) for name in act.inside]
    for at in range(len(act.inside), len(path)):
        caller = procedure.within(path[:at])
        row = next(s for s in caller.steps if s.id == path[at]) if caller is not None else None
        key = "={key}" if row is not None and row.for_each is not None else ""
        said.append(Words(path[at] + key, path[at] + key).filled(key=_KEY))
    if len(said) == 1:
        return said[0]
    return _LIST.filled(rows=joined(said, ", "))
