"""Expectations beside what is: every difference, each with both sides as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition.instants import written
from sopflow.definition.model import Ref
from sopflow.flow.following import standing
from sopflow.flow.timeline import passed
from sopflow.language import Words
from sopflow.time.lateness import is_late
from sopflow.time.spoken import spoken

from .model import WHOLE, Doer, Expectation
from .taken import follows, taken

if TYPE_CHECKING:
    from sopflow.definition.duration import Duration
    from sopflow.engine.engine import Engine
    from sopflow.flow.event import Event
    from sopflow.flow.instance import Instance


NOTHING: Final = Words("(tidak ada)", "(none)")
NOT_OPEN: Final = Words("(tidak terbuka)", "(not open)")
LABELS: Final = {
    "status": Words("status", "status"),
    "end": Words("akhir", "end"),
    "hand_over": Words("diserahkan ke", "handed over to"),
    "path": Words("jalur", "path"),
    "active": Words("terbuka", "open"),
    "worklist": Words("daftar kerja {name}", "worklist of {name}"),
    "who": Words("yang boleh mengerjakan {name}", "who may do {name}"),
    "done_by": Words("yang mengerjakan {name}", "who did {name}"),
    "documents": Words("dokumen", "documents"),
    "versions": Words("versi {name}", "version of {name}"),
    "late": Words("terlambat", "late"),
    "reminded": Words("diingatkan", "reminded"),
    "missing": Words("belum ada", "missing"),
    "elapsed": Words("lama berjalan", "elapsed"),
    "due": Words("batas waktu {name}", "due time of {name}"),
}

WHOLE_DUE: Final = Words("batas waktu seluruh proses", "due time of the whole instance")


class Difference(NamedTuple):
    what: str
    expected: str | Words
    actual: str | Words
    name: str = ""
    """Whose, where an expectation is by name."""

    @property
    def label(self) -> Words:
        if self.what == "due" and self.name == WHOLE:
            return WHOLE_DUE
        return LABELS[self.what].filled(name=self.name)


class Subject(NamedTuple):
    """What expectations are compared with."""

    engine: Engine
    run: Instance
    now: datetime


def differences(expected: Expectation, subject: Subject) -> Iterator[Difference]:
    engine, run, now = subject
    flow = engine.flow(run.sop, run.version)
    for what in ("status", "end", "hand_over"):
        wanted = getattr(expected, what)
        if wanted is not None and wanted != getattr(run, what):
            yield Difference(what, str(wanted), str(getattr(run, what) or "") or NOTHING)
    if expected.path is not None:
        rows = taken(engine.history(run.id), flow)
        if not follows(rows, expected.path):
            yield Difference("path", ", ".join(map(str, expected.path)), ", ".join(map(str, rows)) or NOTHING)
    if expected.active is not None:
        yield from _sets("active", expected.active, [row.step for row in run.active])
    for actor, steps in (expected.worklist or {}).items():
        of_actor = actor in flow.definition.actors
        items = engine.worklist(str(actor)) if of_actor else engine.worklist(person=str(actor))
        yield from _sets("worklist", steps, [item.step for item in items], actor)
    open_items = engine.possible(run.id) if expected.who is not None else ()
    for row, actors in (expected.who or {}).items():
        able = [(*item.actors, *item.substitutes) for item in open_items if item.step == row]
        yield from _sets("who", actors, dict.fromkeys(actor for each in able for actor in each), row)
    yield from _doers(expected, subject)
    yield from _documents(expected, run)
    if expected.late is not None:
        late = [p.step for p in passed(engine.history(run.id), flow) if p.late]
        late += [row.step for row in run.active if is_late(row.due, now)]
        yield from _sets("late", dict.fromkeys(expected.late), dict.fromkeys(late))
    if expected.reminded is not None:
        reminded = [str(event.step) for event in engine.history(run.id) if event.type == "reminded"]
        yield from _sets("reminded", dict.fromkeys(expected.reminded), dict.fromkeys(reminded))
    if expected.missing is not None:
        missing = [d for event in engine.history(run.id) for d in event.effects.missing]
        yield from _sets("missing", dict.fromkeys(expected.missing), dict.fromkeys(missing))
    yield from _times(expected, subject)


_SIGNING: Final = frozenset({"completed", "signed_off"})
"""What somebody did who did a row; whoever skips it does not do it."""


def _doers(expected: Expectation, subject: Subject) -> Iterator[Difference]:
    done = [
        e
        for e in standing(subject.engine.history(subject.run.id))
        if e.type in (*_SIGNING, "skipped", "withdrawn")
    ]
    for step, wanted in (expected.done_by or {}).items():
        events = [event for event in done if event.step == step]
        actual: list[Event] = []
        for event in events:
            if event.visit != events[-1].visit:
                continue
            if event.type == "withdrawn":
                actual = [one for one in actual if one.by != event.by]
            elif event.type in _SIGNING:
                actual.append(event)
        if len(wanted) != len(actual) or not all(map(_is_done_by, actual, wanted)):
            there = ", ".join(str(_doer(event)) for event in actual)
            yield Difference("done_by", ", ".join(map(str, wanted)), there or NOTHING, step)


def _doer(event: Event) -> Doer:
    effects = event.effects
    place = effects.on_behalf_of or (event.actor if effects.capacity is not None else None)
    return Doer(Ref(event.by), effects.capacity, Ref(place) if place is not None else None)


def _is_done_by(event: Event, wanted: Doer) -> bool:
    places = (event.actor, event.effects.on_behalf_of)
    return (
        wanted.by in (None, event.by)
        and wanted.how in (None, event.effects.capacity)
        and (wanted.place is None or wanted.place in places)
    )


def _documents(expected: Expectation, run: Instance) -> Iterator[Difference]:
    absent = [d for d in expected.documents or () if d not in run.documents]
    if absent:
        yield Difference("documents", ", ".join(absent), ", ".join(run.documents) or NOTHING)
    if expected.versions is not None:
        held = {name: paper.version for name, paper in run.documents.items()}
        wanted = {str(name): version for name, version in expected.versions.items()}
        for name in dict.fromkeys([*wanted, *held]):
            if wanted.get(name) != held.get(name):
                left, right = (str(side[name]) if name in side else NOTHING for side in (wanted, held))
                yield Difference("versions", left, right, name)


def _times(expected: Expectation, subject: Subject) -> Iterator[Difference]:
    engine, run, now = subject
    flow = engine.flow(run.sop, run.version)
    if expected.elapsed is not None:
        end = run.at if run.is_over else now
        over = subject.engine.calendar(flow.definition.calendar).add(run.started_at, expected.elapsed)
        if over != end:
            yield _apart("elapsed", expected.elapsed, over, end, run.started_at, flow.definition.calendar)
    for step, wanted in (expected.due or {}).items():
        row = run.open_row(str(step))
        is_whole = step == WHOLE and row is None
        due = run.due if is_whole else row.due if row is not None else None
        since = run.started_at if row is None else row.since
        name = flow.rows[str(step)].calendar if str(step) in flow.rows else flow.definition.calendar
        if isinstance(wanted, datetime):
            if due != wanted:
                actual = written(due.astimezone(wanted.tzinfo)) if due is not None else NOTHING
                yield Difference("due", written(wanted), actual, step)
        elif row is None and not is_whole:
            yield Difference("due", str(wanted) if wanted is not None else NOTHING, NOT_OPEN, step)
        elif wanted is None or due is None:
            if wanted is not None or due is not None:
                actual = NOTHING if due is None else spoken(due - since) if name is None else written(due)
                yield Difference("due", str(wanted) if wanted is not None else NOTHING, actual, step)
        elif (by := subject.engine.calendar(name).add(since, wanted)) != due:
            yield _apart("due", wanted, by, due, since, name)._replace(name=step)


def _apart(
    what: str, wanted: Duration, expected: datetime, actual: datetime, since: datetime, calendar: str | None
) -> Difference:
    """Two lengths; on an office's calendar, where a length tells little, with the moments to which they lead."""
    if calendar is None:
        return Difference(what, str(wanted), spoken(actual - since))
    zone = since.tzinfo
    return Difference(what, f"{wanted} ({written(expected.astimezone(zone))})", written(actual.astimezone(zone)))


def _sets(what: str, wanted: Iterable[str], actual: Iterable[str], name: str = "") -> Iterator[Difference]:
    left, right = sorted(map(str, wanted)), sorted(actual)
    if left != right:
        yield Difference(what, ", ".join(left) or NOTHING, ", ".join(right) or NOTHING, name)
