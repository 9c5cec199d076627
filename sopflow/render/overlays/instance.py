"""A running instance: which rows are done, by whom and when, which are open, which are late, and what came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Final

from sopflow.definition.arcs import FlowArc
from sopflow.definition.model import Actor
from sopflow.flow.event import Event, OpenRow
from sopflow.flow.flow import Flow
from sopflow.flow.following import standing
from sopflow.flow.instance import Instance
from sopflow.flow.markings import Markings
from sopflow.flow.timeline import Passed, passed
from sopflow.flow.trace import trace
from sopflow.frozen import NOTHING
from sopflow.language import Language, Words
from sopflow.render.overlay import Mark, Overlay, Tone
from sopflow.terms import CAPACITIES, said
from sopflow.time import read_in
from sopflow.time.lateness import is_late

_DONE: Final = Words("selesai", "done")
_ACTIVE: Final = Words("sedang dikerjakan", "open now")
_LATE: Final = Words("terlambat", "late")
_SINCE: Final = Words("proses sejak {since}", "instance since {since}")
_BY: Final = Words("{by}, {at}", "{by}, {at}")
_SKIPPED: Final = Words("dilewati oleh {by}, {at}", "skipped by {by}, {at}")
_TIMES: Final = Words("dikerjakan {count} kali", "done {count} time(s)")
_OPEN: Final = Words("terbuka sejak {since}", "open since {since}")
_OPEN_DUE: Final = Words("terbuka, batas {due}", "open, due {due}")
_WAS_LATE: Final = Words("terlambat dari {due}", "late, was due {due}")
_IS_LATE: Final = Words("TERLAMBAT, batas {due}", "LATE, was due {due}")


def instance_overlay(
    flow: Flow,
    run: Instance,
    events: Iterable[Event],
    language: Language,
    *,
    now: datetime,
    zone: tzinfo | None,
    people: Mapping[str, str] = NOTHING,
) -> Overlay:
    """Return an overlay of the rows that an instance has done and that are open. `now` is aware; times are shown in
    `zone` (`None`: the machine's); `people` are names of persons by their ids."""
    events = standing(events)
    done: dict[str, list[Passed]] = defaultdict(list)
    for one in passed(events, flow):
        done[one.step].append(one)
    teller = _Teller(flow.definition.actors, language, now, zone, people)
    steps = {
        step: Mark(*teller.mark(done[step], [row for row in run.active if row.step == step]))
        for step in flow.rows
        if done[step] or any(row.step == step for row in run.active)
    }
    taken: dict[FlowArc, Tone] = {arc: "done" for step in trace(Markings(flow), events) for arc in step.move.arcs}
    title = run.subject or _SINCE.within(language, since=teller.at(run.started_at))
    legend: tuple[tuple[Tone, str], ...] = (
        ("done", _DONE.within(language)), ("active", _ACTIVE.within(language)), ("late", _LATE.within(language)),
    )  # fmt: skip
    return Overlay(title, steps, taken, legend)


class _Teller:
    def __init__(
        self, actors: Mapping[str, Actor], language: Language, now: datetime, zone: tzinfo | None,
        people: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.people = people
        self.actors = actors
        self.language = language
        self.now = now
        self.zone = zone

    def mark(self, done: list[Passed], rows: list[OpenRow]) -> tuple[Tone, tuple[str, ...]]:
        notes = [self._open(row) for row in rows]
        if done:
            last = done[-1]
            effects = last.event.effects
            by = self._person(last.event.by)
            if effects.capacity:
                how = said(effects.capacity, CAPACITIES, self.language)
                by = f"{how} {by}" if how == effects.capacity else f"{by} ({how})"
            words = _SKIPPED if last.event.type == "skipped" else _BY
            notes.append(words.within(self.language, by=by, at=self.at(last.event.acted_at)))
            if last.late and last.row is not None:
                notes.append(_WAS_LATE.within(self.language, due=self.at(last.row.due)))
        times = sum(one.event.type != "skipped" for one in done)
        if times > 1:
            notes.append(_TIMES.within(self.language, count=times))
        late = any(map(self._is_late, rows)) or (not rows and bool(done) and done[-1].late)
        return "late" if late else "active" if rows else "done", tuple(notes)

    def _person(self, name: str) -> str:
        """The name of a person, or the title of an actor who acts under its own name, where there is no directory."""
        return self.people.get(name) or (self.actors[name].title if name in self.actors else name)

    def _is_late(self, row: OpenRow) -> bool:
        return is_late(row.due, self.now)

    def _open(self, row: OpenRow) -> str:
        if row.due is None:
            return _OPEN.within(self.language, since=self.at(row.since))
        words = _IS_LATE if self._is_late(row) else _OPEN_DUE
        return words.within(self.language, due=self.at(row.due))

    def at(self, at: datetime | None) -> str:
        return read_in(at, self.zone).strftime("%d-%m-%Y %H:%M") if at is not None else "-"
