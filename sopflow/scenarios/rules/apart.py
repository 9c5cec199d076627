"""Four eyes: rows that another person must do, and rows that the same person must do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from sopflow.definition.model import Ref
from sopflow.graph import reached
from sopflow.language import Words

from ..ways import Path, Way
from .trial import Ground, NoWay, RuleTrial, Trial, about

_APART: Final = Words("{row} bukan oleh yang mengerjakan {other}", "{row} not by whoever did {other}")
_SAME: Final = Words("{row} oleh yang mengerjakan {other}", "{row} by whoever did {other}")
_DIFFERENT: Final = Words("orang yang berbeda-beda, sepanjang {way}", "a different person each, along {way}")
_FEW: Final = Words("sesedikit mungkin orang, sepanjang {way}", "as few persons as possible, along {way}")
_MANY: Final = 60
"""Rows that are done by as many persons."""


def rules(ground: Ground) -> Iterator[RuleTrial]:
    yield from _all_different(ground)
    yield from _as_few(ground)
    for row in ground.work:
        for other in map(str, row.step.separate_from):
            yield about(_APART, _apart, _people(ground, row.id, other), row=row.id, other=other)
        if row.step.same_as is not None:
            same = str(row.step.same_as)
            yield about(_SAME, _same, _people(ground, row.id, same), row=row.id, other=same)


def _all_different(ground: Ground) -> Iterator[RuleTrial]:
    """Every row by a person of its own, unless the SOP wants the same: whoever wants it too is noticed."""
    known = ground.sop.actors
    rows = [row for row in ground.work if row.actors[0] in known and known[row.actors[0]].chosen_by is None]
    actors = tuple(dict.fromkeys(row.actors[0] for row in rows))
    people = {row.id: ground.person(number) for number, row in enumerate(rows, start=1) if not row.is_joint}
    for row in rows:
        same = _kept_by_one(ground, row.id)[-1]
        if row.id in people and same in people:
            people[row.id] = people[same]
    held: set[str] = set()
    for name, way in ground.ways if len(people) <= _MANY else ():
        new = {move.row for move in way.moves if move.row in people} - held
        if len(new) > 1 or (new and held):
            everybody = dict.fromkeys(
                sorted({people[row] for row in new | (held & {m.row for m in way.moves})}), actors
            )
            yield RuleTrial(_DIFFERENT.filled(way=name), partial(_along, way=way, by=people), everybody)
        held |= new


def _as_few(ground: Ground) -> Iterator[RuleTrial]:
    """One person for all rows but those that another must do: whoever parts more of them is noticed."""
    known = ground.sop.actors
    rows = [row for row in ground.work if not row.is_joint and row.actors[0] in known]
    actors = tuple(dict.fromkeys(row.actors[0] for row in rows if known[row.actors[0]].chosen_by is None))
    people: dict[str, int] = {}
    for row in rows if len(actors) > 1 else ():
        if row.actors[0] in actors:
            same = people.get(_kept_by_one(ground, row.id)[-1])
            apart = {people.get(str(other)) for other in _apart_from(ground, row.id)}
            free = next(number for number in range(1, len(rows) + 2) if number not in apart)
            people[row.id] = free if same is None else same
    by = {row: ground.person(number) for row, number in people.items()}
    held: set[str] = set()
    for name, way in ground.ways if people else ():
        new = {move.row for move in way.moves if move.row in people} - held
        if len(new) > 1 or (new and held):
            yield RuleTrial(
                _FEW.filled(way=name),
                partial(_along, way=way, by=by),
                dict.fromkeys(sorted({by[move.row] for move in way.moves if move.row in by}), actors),
            )
        held |= new


def _apart_from(ground: Ground, row: str) -> set[str]:
    """The rows that another person must do than a row, as either of them says."""
    own = set(map(str, ground.flow.rows[row].step.separate_from))
    return own | {other.id for other in ground.work if row in map(str, other.step.separate_from)}


def _along(trial: Trial, way: Way, by: Mapping[str, str]) -> None:
    trial.start()
    for at, move in enumerate(way.moves[1:], start=2):
        trial.move(move, by=by.get(move.row), ahead=way.moves[at:])


def _people(ground: Ground, row: str, other: str) -> Mapping[str, tuple[str, ...]]:
    """Two persons, each of whom may do both rows."""
    known = ground.sop.actors
    rows = (*_kept_by_one(ground, other), row)
    both = dict.fromkeys(a for name in rows for a in ground.flow.rows[name].actors[:1] if a in known)
    return {ground.person(1): tuple(both), ground.person(2): tuple(both)}


def _kept_by_one(ground: Ground, row: str) -> tuple[str, ...]:
    """A row, and those that the same person must do."""
    rows = ground.flow.rows
    return tuple(reached([row], lambda name: [str(same)] if (same := rows[name].step.same_as) is not None else ()))


def _after(trial: Trial, row: str, other: str) -> None:
    """One person has done the other row, and the row is open."""
    ground = trial.ground
    for outcome in ground.flow.rows[other].outcomes:
        done = ground.explorer.path(lambda move, o=outcome: move.row == other and move.outcome == o)  # type: ignore[misc]
        way: Path | None = (
            ground.explorer.path(lambda move: row in move.after.open, done) if done is not None else None
        )
        if way is not None:
            trial.go(way, by=dict.fromkeys(_kept_by_one(ground, other), ground.person(1)))
            trial.open_row(row)
            return
    raise NoWay


def _apart(trial: Trial, row: str, other: str) -> None:
    _after(trial, row, other)
    trial.must_refuse("same-person", trial.step(row, by=Ref(trial.ground.person(1))))
    trial.do(trial.step(row, by=Ref(trial.ground.person(2))))


def _same(trial: Trial, row: str, other: str) -> None:
    _after(trial, row, other)
    trial.must_refuse("other-person", trial.step(row, by=Ref(trial.ground.person(2))))
    trial.do(trial.step(row, by=Ref(trial.ground.person(1))))
