"""Expectations beside what is: every difference, each with both sides as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.flow.timeline import passed
from sopflow.language import Words
from sopflow.time.spoken import spoken

from .model import ANYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.time import Calendar

    from .model import Expectation, PathItem

NOTHING: Final = Words("(tidak ada)", "(none)")
LABELS: Final = {
    "status": Words("status", "status"),
    "end": Words("akhir", "end"),
    "hand_over": Words("diserahkan ke", "handed over to"),
    "path": Words("jalur", "path"),
    "active": Words("terbuka", "open"),
    "worklist": Words("daftar kerja {name}", "worklist of {name}"),
    "documents": Words("dokumen", "documents"),
    "versions": Words("versi {name}", "version of {name}"),
    "late": Words("terlambat", "late"),
    "missing": Words("belum ada", "missing"),
    "elapsed": Words("lama berjalan", "elapsed"),
    "due": Words("batas waktu {name}", "deadline of {name}"),
}


class Difference(NamedTuple):
    """What was expected and what is."""

    what: str
    expected: str | Words
    actual: str | Words
    name: str = ""
    """Whose, where an expectation is by name."""

    @property
    def label(self) -> Words:
        return LABELS[self.what].filled(name=self.name)


class Subject(NamedTuple):
    """What expectations are compared with."""

    engine: Engine
    run: Instance
    now: datetime

    def calendar(self, name: str | None) -> Calendar:
        return self.engine.calendar(name)


def differences(expected: Expectation, subject: Subject) -> Iterator[Difference]:
    """Everything that is other than expected."""
    engine, run, now = subject
    flow = engine.flow(run.sop, run.version)
    for what in ("status", "end", "hand_over"):
        wanted = getattr(expected, what)
        if wanted is not None and wanted != getattr(run, what):
            yield Difference(what, str(wanted), str(getattr(run, what) or "") or NOTHING)
    if expected.path is not None:
        taken = [(p.step, p.outcome) for p in passed(engine.history(run.id), flow)]
        if not follows(taken, expected.path):
            actual = ", ".join(said(step, outcome) for step, outcome in taken)
            yield Difference("path", ", ".join(map(str, expected.path)), actual or NOTHING)
    if expected.active is not None:
        yield from _sets("active", expected.active, [row.step for row in run.active])
    for actor, steps in (expected.worklist or {}).items():
        yield from _sets("worklist", steps, [item.step for item in engine.worklist(str(actor))], actor)
    yield from _documents(expected, run)
    if expected.late is not None:
        late = [p.step for p in passed(engine.history(run.id), flow) if p.late]
        late += [row.step for row in run.active if row.due is not None and row.due < now]
        yield from _sets("late", dict.fromkeys(expected.late), dict.fromkeys(late))
    if expected.missing is not None:
        missing = [d for event in engine.history(run.id) for d in event.effects.missing]
        yield from _sets("missing", dict.fromkeys(expected.missing), dict.fromkeys(missing))
    yield from _times(expected, subject)


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
        if subject.calendar(flow.definition.calendar).add(run.started_at, expected.elapsed) != end:
            yield Difference("elapsed", str(expected.elapsed), spoken(end - run.started_at))
    for step, duration in (expected.due or {}).items():
        row = run.open_row(str(step))
        due = row.due if row is not None else None
        calendar = subject.calendar(flow.rows[str(step)].calendar if str(step) in flow.rows else None)
        if row is None or due is None or calendar.add(row.since, duration) != due:
            actual = spoken(due - row.since) if row is not None and due is not None else NOTHING
            yield Difference("due", str(duration), actual, step)


def _sets(what: str, wanted: Iterable[str], actual: Iterable[str], name: str = "") -> Iterator[Difference]:
    left, right = sorted(map(str, wanted)), sorted(actual)
    if left != right:
        yield Difference(what, ", ".join(left) or NOTHING, ", ".join(right) or NOTHING, name)


def said(step: str, outcome: str) -> str:
    """A row that is done, as a path says it."""
    return step if outcome == "done" else f"{step}={outcome}"


def fits(item: PathItem, row: tuple[str, str]) -> bool:
    """Whether an item of a path means a row that is done."""
    return item.step == row[0] and item.outcome in (None, row[1])


def follows(taken: Sequence[tuple[str, str]], path: Sequence[PathItem]) -> bool:
    """Whether rows follow a path, `...` standing for any of them."""
    reached = {0}
    for item in path:
        if item.step == ANYTHING:
            reached = set(range(min(reached, default=len(taken) + 1), len(taken) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(taken) and fits(item, taken[at])}
    return len(taken) in reached
