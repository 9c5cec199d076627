"""What people read in place of ids: rows, outcomes, ends and persons, for tables of the terminal and of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from sopflow.definition.titles import apart, brief, row_meant, row_name, row_names, row_titles, rows_meant
from sopflow.errors import UnknownDefinition, UnknownInstance
from sopflow.flow.command import SYSTEM
from sopflow.flow.commands import EVENTS
from sopflow.language import Language, Words
from sopflow.people.directory import OfficeDirectory
from sopflow.terms import ENDS, OUTCOMES, outcome_meant, said

from .directory import Directory, names_in

if TYPE_CHECKING:
    from sopflow.definition.model import Definition, Step
    from sopflow.flow.flow import Flow
    from sopflow.flow.instance import Instance
    from sopflow.flow.names import EventType
    from sopflow.flow.possible import WorkItem
    from sopflow.flow.timeline import TimelineEntry

    from .engine import Engine

_SYSTEM: Final = Words("sistem", "system")


class Naming:
    """The titles of one SOP (`None` if it is not known) and the names of whoever acts in it. What it does not have has its
    title in its `other` versions, of which the latest is the last."""

    def __init__(
        self,
        sop: Definition | None,
        directory: Directory | None,
        language: Language,
        other: Iterable[Definition] = (),
    ) -> None:
        self.language = language
        self.titles: dict[str, str] = {}
        self.rows: dict[str, tuple[str, str]] = {}
        self.actors: dict[str, str] = {}
        self.steps: dict[str, Step] = {}
        self.documents: dict[str, str] = {}
        self.fields: dict[str, str] = {}
        for one in (*other, *((sop,) if sop is not None else ())):
            self.titles |= row_titles(one)
            self.rows |= row_names(one)
            self.actors |= {str(name): actor.title for name, actor in one.actors.items()}
            self.steps |= {str(step.id): step for step in one.steps}
            self.documents |= {str(name): document.title for name, document in one.documents.items()}
            self.fields |= {str(name): field.title for name, field in one.fields.items()}
        self.people = names_in(directory)
        self.directory = directory if isinstance(directory, OfficeDirectory) else None

    def row(self, step: str) -> tuple[str, str]:
        """The number of a row (or a dash) and what is done in it, for two columns."""
        return self.rows.get(step, ("-", step))

    def row_of(self, item: WorkItem) -> tuple[str, str]:
        """The same of a work item, which may be of another version."""
        own = row_name(item.number, item.activity)
        known = self.rows.get(item.step, own)
        return known if known[1].startswith(own[1]) and known[0] == own[0] else own

    def title(self, place: str) -> str:
        """A row as one text, or the end to which something led."""
        return self.titles.get(place) or said(place.partition(">")[0].removesuffix("!"), ENDS, self.language)

    def who(self, *people: str) -> str:
        """Actors by their titles and persons by their names."""
        return ", ".join(self._who(one) for one in people) or "-"

    def _who(self, one: str) -> str:
        if one == SYSTEM:
            return _SYSTEM.within(self.language)
        return self.actors.get(one) or self.people.get(one, one)

    def seat(self, name: str) -> str:
        """A position in a unit by their titles, as far as the directory has them."""
        if self.directory is None:
            return name
        unit, _, position = name.rpartition("/")
        positions, units = self.directory.positions, self.directory.all_units
        titles = [positions[position].title if position in positions else position]
        titles += [units[unit].title if unit in units else unit] if unit else []
        return ", ".join(titles)

    def unit(self, unit: str | None) -> str:
        """A unit by its title, as far as the directory has it; a dash for none."""
        known = self.directory.all_units if self.directory is not None else {}
        if unit is None:
            return "-"
        return known[unit].title if unit in known else unit

    def outcome(self, step: str | None, outcome: str) -> str:
        """What was answered, or may be, with the branch's label."""
        branches = self.steps[step].branches if step in self.steps else ()
        label = next((b.label for b in branches if b.name == outcome), None)
        return f"{outcome} ({label})" if label else said(outcome, OUTCOMES, self.language)

    def result(self, event: EventType, step: str | None, outcome: str | None) -> str:
        """What was answered, where people did a row; else what happened, with the answer that came with it."""
        if event == "completed" and outcome is not None:
            return self.outcome(step, outcome)
        happened = EVENTS[event].happened.within(self.language)
        return happened if outcome is None or outcome in OUTCOMES else f"{happened}: {self.outcome(step, outcome)}"


def naming_of(engine: Engine, sop: str, version: str | None, language: Language) -> Naming:
    """The words of a version of an SOP, of its current one if that is `None`."""
    try:
        found = engine.flow(sop, version).definition
    except UnknownDefinition:
        found = None
    return Naming(found, engine.directory, language)


def naming_through(
    engine: Engine, run: Instance, entries: Sequence[TimelineEntry], language: Language
) -> tuple[Naming, ...]:
    """For each entry of an instance the words of the version that it was on then, in which a row or an answer of the same name
    may have been another; of what that one does not have, those of the others, the latest last."""
    moved = [entry.versions for entry in entries if entry.versions is not None]
    current = moved[0][0] if moved else run.version
    known: dict[str, Definition] = {}
    for version in (current, *(new for _, new in moved)):
        with suppress(UnknownDefinition):
            known[version] = engine.flow(run.sop, version).definition
    names: dict[str, Naming] = {}
    found = []
    for entry in entries:
        current = entry.versions[1] if entry.versions is not None else current
        if current not in names:
            others = (one for version, one in known.items() if version != current)
            names[current] = Naming(known.get(current), engine.directory, language, others)
        found.append(names[current])
    return tuple(found)


def _flow_of(engine: Engine, instance: str) -> Flow | None:
    """The SOP of an instance; that one of them is not there is told by what is asked for."""
    try:
        run = engine.instance(instance)
        return engine.flow(run.sop, run.version)
    except (UnknownInstance, UnknownDefinition):
        return None


def step_meant(engine: Engine, instance: str, text: str) -> str:
    """The id of the row that somebody means on an instance, by whatever a table calls it."""
    flow = _flow_of(engine, instance)
    return row_meant(flow.definition, text) if flow is not None else text


def is_row(engine: Engine, instance: str, text: str) -> bool:
    """Whether a text means a row of an instance, or several."""
    flow = _flow_of(engine, instance)
    return flow is None or bool(rows_meant(flow.definition, text))


def outcome_on(engine: Engine, instance: str, step: str, text: str) -> str:
    """The answer that somebody means on a row of an instance."""
    flow = _flow_of(engine, instance)
    row = flow.rows.get(step) if flow is not None else None
    return outcome_meant(text, row.outcomes) if row is not None else text


def sop_titles(engine: Engine, sops: Iterable[str]) -> dict[str, str]:
    """SOPs by their titles; with the id where two would read the same."""
    found = {}
    for sop in dict.fromkeys(sops):
        try:
            found[sop] = brief(engine.flow(sop).definition.title)
        except UnknownDefinition:
            found[sop] = sop
    return apart(found)
