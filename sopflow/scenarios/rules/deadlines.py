"""What happens when a row is late, to the minute; and by whom, by how much and how often a due time is extended."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sopflow.definition.duration import parse
from sopflow.definition.instants import ZONES
from sopflow.definition.model import Extension, Ref
from sopflow.language import Words

from ..acting import NOTE
from ..model import WHOLE, Act
from ..ways import Way
from .trial import Ground, NoWay, RuleTrial, Trial, about

_TICK: Final = timedelta(minutes=1)
_MONTH: Final = timedelta(days=30)
_IS_LATE: Final = Words("{row} terlambat", "{row} is late")
_ONLY_IS_LATE: Final = Words("terlambat tanpa akibat, sepanjang {way}", "late without consequences, along {way}")
_TO_ITS_END: Final = Words("{row} sampai batasnya", "{row} until it is due")
_IS_EXTENDED: Final = Words("{row} diperpanjang", "{row} is extended")
_WHOLE_IS_EXTENDED: Final = Words("seluruh proses diperpanjang", "the whole instance is extended")
_LONGEST: Final = 20
"""Extensions that a scenario grants; one that may be granted more often is tried so often."""


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for row in ground.flow.rows.values():
        if row.step.on_late:
            yield about(_IS_LATE, _late, row=row.id)
    held: set[str] = set()
    for name, way in ground.ways:
        new = {move.row for move in way.moves if move.row and _only_late(ground, move.row)} - held
        if new:
            yield RuleTrial(_ONLY_IS_LATE.filled(way=name), partial(_nothing_follows, way=way, rows=new))
        held |= new
    for row in ground.flow.rows.values():
        wait = row.step.wait
        if wait is not None and wait.until is not None and wait.lasts is not None and wait.late is None:
            yield about(_TO_ITS_END, _waited, row=row.id)
    for row in ground.work:
        if row.step.extension is not None:
            yield about(_IS_EXTENDED, _extended, row=row.id, extension=row.step.extension)
    if ground.sop.extension is not None:
        yield about(_WHOLE_IS_EXTENDED, _extended, row=None, extension=ground.sop.extension)


def _wib(instant: datetime) -> datetime:
    """Rounded up to a minute: a scenario is read by people."""
    cut = instant.astimezone(ZONES["WIB"]).replace(second=0, microsecond=0)
    return cut if cut >= instant else cut + _TICK


def _late(trial: Trial, row: str) -> None:
    """Just before each effect of lateness nothing has happened; just after, it has."""
    trial.reach(row)
    for act in trial.ground.flow.rows[row].step.on_late:
        open_row = trial.open_row(row)
        if open_row.late_at is None:
            raise NoWay
        before = _wib(open_row.late_at)
        for moment in (before, before + _TICK):
            if moment < trial.rehearsal.clock.now():
                continue
            trial.until(moment)
            _seen(trial, row, act.act, moment)


def _seen(trial: Trial, row: str, act: str, at: datetime) -> None:
    open_row = trial.run.open_row(row)
    if act == "remind":
        reminded = [e.step for e in trial.rehearsal.engine.history(trial.run.id) if e.type == "reminded"]
        trial.expect(at, reminded=tuple(Ref(str(step)) for step in dict.fromkeys(reminded)))
    elif act == "escalate" and open_row is not None:
        trial.expect_who(row, at)
    else:
        trial.expect_open(at)


def _only_late(ground: Ground, row: str) -> bool:
    """Whether a row can be late, and the SOP says nothing of what follows."""
    step = ground.flow.rows[row].step
    return step.wait is None and step.call is None and not step.on_late and ground.flow.rows[row].limit is not None


def _nothing_follows(trial: Trial, way: Way, rows: Set[str]) -> None:
    """A month after it was due the same may still do it, and nobody was reminded; where nothing else happens meanwhile."""
    trial.start()
    for at, move in enumerate(way.moves[1:], start=2):
        open_row = trial.run.open_row(move.row)
        if move.row in rows and open_row is not None and open_row.due is not None:
            moment = _wib(open_row.due) + _MONTH
            timers = [
                r.late_at or r.due
                for r in trial.run.active
                if r.late_at or trial.ground.flow.rows[r.step].step.wait
            ]
            if all(one is None or one > moment for one in timers):
                trial.until(moment)
                able = {Ref(move.row): tuple(map(Ref, trial.able(move.row)))}
                trial.expect(moment, active=tuple(Ref(r.step) for r in trial.run.active), who=able)
        trial.move(move, ahead=way.moves[at:])


def _waited(trial: Trial, row: str) -> None:
    """What it waits for does not come; it is over to the minute all the same."""
    due = trial.reach(row).due
    if due is None:
        raise NoWay
    for moment in (_wib(due) - _TICK, _wib(due)):
        trial.until(moment)
        trial.expect_open(moment)
    versions = {Ref(name): paper.version for name, paper in trial.run.documents.items()}
    trial.expect(versions=versions)


def _extended(trial: Trial, row: str | None, extension: Extension) -> None:
    if row is not None:
        trial.reach(row)
    granter = Ref(extension.by[0])
    length = extension.at_most if extension.at_most is not None else parse("1 hari")
    step = Ref(row) if row is not None else None
    stranger = trial.ground.stranger_to(map(str, extension.by))
    if stranger is not None:
        trial.refused("not-authorized", Act("extend", step, by=Ref(stranger), lasts=length, note=NOTE))
    trial.refused("note-required", Act("extend", step, by=granter, lasts=length))
    if extension.at_most is not None:
        longer = parse(f"{extension.at_most} 1 menit") if "menit" not in str(extension.at_most) else None
        if longer is not None:
            trial.refused("not-extendable", Act("extend", step, by=granter, lasts=longer, note=NOTE))
    for by in [*extension.by[:1]] * min(extension.times, _LONGEST):
        trial.do(Act("extend", step, by=Ref(by), lasts=length, note=NOTE))
    due = trial.open_row(row).due if row is not None else trial.run.due
    assert due is not None
    trial.expect(due={Ref(row or WHOLE): due.astimezone(ZONES["WIB"])})
    if extension.times <= _LONGEST:
        trial.must_refuse("not-extendable", Act("extend", step, by=granter, lasts=length, note=NOTE))
