"""Whether a called SOP can end as its caller's row knows, after one of them has moved to another version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from sopflow.definition.gathering import combined, taken_by
from sopflow.definition.model import END
from sopflow.errors import NoPlace
from sopflow.language import Words

if TYPE_CHECKING:
    from sopflow.flow.event import OpenRow
    from sopflow.flow.flow import Flow, Row
    from sopflow.flow.instance import Instance

    from .store import Change

MIGRATED: Final = "migrated"
Versions = Callable[[str], Iterable["Flow"]]
_CALLER: Final = Words(
    '"{row}" di proses yang memanggilnya tidak punya cabang bila SOP ini berakhir {ends}; pindahkan dahulu proses pemanggil itu ke versi yang mengenalnya (migrate)',
    '"{row}" in the instance that called it has no branch for the end {ends}; first move that instance to a version that has one (migrate)',
)
_CALLED: Final = Words(
    '"{row}" di sana tidak punya cabang bila SOP yang dipanggilnya berakhir {ends}; pakai versi yang juga mengenal akhir itu',
    '"{row}" there has no branch for the end {ends} of the SOP that it called; use a version that has one for it too',
)


def require_ends(
    change: Change, state: Callable[[str], Instance], flow: Callable[[str, str | None], Flow]
) -> None:
    """Refuse a migration after which an SOP could end as the row that called it does not know: it could never end."""
    before, after, now, was = change.before, change.after, change.flow, change.was or change.flow
    if change.event.type != MIGRATED or before is None:
        return

    def versions(called: str) -> Iterable[Flow]:
        run = state(called)
        return (flow(run.sop, run.version),)

    if after.parent is not None:
        caller = state(after.parent[0])
        require_known_by(caller, flow(caller.sop, caller.version), before, (was, now), versions)
    require_known(before, after, (was, now), versions)


def require_known_by(
    caller: Instance, calling: Flow, called: Instance, moves: tuple[Flow, Flow], versions: Versions
) -> None:
    """Refuse that a called instance moves from one version to another of which its caller does not know an end.
    `versions` are those that the others that it called are on, or may be on soon."""
    was, now = moves
    row = next((one for one in caller.active if called.id in one.children), None)
    if row is not None:
        own, title = calling.rows[row.step], calling.title(row.step)
        others = _ends(row, versions, but=called.id)
        unmet = _unmet(own, others | _of(now)) - _unmet(own, others | _of(was))
        _require(unmet, tuple(one.step for one in called.active), now, _CALLER, title)


def require_known(before: Instance, after: Instance, moves: tuple[Flow, Flow], versions: Versions) -> None:
    """Refuse that an instance moves to a version that does not know an end of one that it called."""
    was, now = moves
    for old, new in zip(before.active, after.active, strict=False):
        if new.children:
            ends = _ends(new, versions)
            unmet = _unmet(now.rows[new.step], ends) - _unmet(was.rows[old.step], ends)
            _require(unmet, (old.step,), now, _CALLED, now.title(new.step))


def _require(unmet: set[tuple[str, ...]], steps: tuple[str, ...], target: Flow, why: Words, row: str) -> None:
    """What had no way before, by the author's will, may stay so."""
    if unmet:
        ends = "; ".join(sorted(", ".join(f'"{end}"' for end in some) for some in unmet))
        raise NoPlace(step=steps, version=target.definition.version, why=why.filled(row=row, ends=ends))


def _unmet(row: Row, ends: Iterable[str]) -> set[tuple[str, ...]]:
    """The ends, or the combinations of them, for which a row has no way, or more than one."""
    if row.each is None:
        return {(end,) for end in ends if end not in row.ways} if row.step.is_decision else set()
    if row.sole is not None:
        return set()
    some = combined(row.step, set(ends), may_be_none=False)
    return {one for one in some if len(taken_by(row.step, one)) != 1}


def _ends(row: OpenRow, versions: Versions, but: str = "") -> set[str]:
    """How those that a row has called have ended, or can end."""
    over = {one.instance: one.end for one in row.ended}
    going = (child for child in row.children if child not in over and child != but)
    return {*over.values(), *(end for child in going for flow in versions(child) for end in _of(flow))}


def _of(flow: Flow) -> set[str]:
    return {str(end.name or END) for end in flow.ends.values()}
