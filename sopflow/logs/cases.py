"""The cases of a store as a log has them: what was done and stands, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition.titles import row_titles
from sopflow.fields.withheld import Withheld
from sopflow.flow.command import SYSTEM
from sopflow.flow.commands import EVENTS
from sopflow.flow.following import standing
from sopflow.flow.lifecycle import UNFINISHED
from sopflow.flow.timeline import awaited
from sopflow.frozen import NOTHING
from sopflow.time.lateness import is_late

from .values import is_open, logged_value

if TYPE_CHECKING:
    from sopflow.flow.event import Event, OpenRow, RowKey
    from sopflow.flow.flow import Flow

    from .persons import Persons

COMPLETE: Final = "complete"
_PART: Final = "signed_off"
_BACK: Final = "withdrawn"


class Entry(NamedTuple):
    """One line of a log: something that happened to a row."""

    step: str
    name: str
    """The number of the row and what is done in it; no two rows of an SOP have the same."""
    visit: int
    transition: str
    """By the lifecycle of XES: `complete` for what was done."""
    at: datetime
    number: int
    """Of the event in its instance."""
    actor: str = ""
    """In whose place, by its id; nothing for what time did."""
    role: str = ""
    """The same by its title."""
    person: str = ""
    outcome: str = ""
    since: datetime | None = None
    """When the row was opened."""
    due: datetime | None = None
    documents: tuple[str, ...] = ()
    """What it made."""
    note: str = ""
    fields: Mapping[str, bool | int | float | str] = NOTHING
    """What was filled in, where that was asked for."""

    @property
    def late(self) -> bool:
        return is_late(self.due, self.at)


class LoggedCase(NamedTuple):
    """One instance."""

    id: str
    sop: str
    version: str
    started_at: datetime
    status: str
    end: str
    unit: str
    parent: str
    """The instance that called it."""
    subject: str
    """Where personal values were asked for."""
    documents: Mapping[str, str]
    """The titles of the SOP's documents."""
    entries: tuple[Entry, ...]


def logged(
    histories: Iterable[tuple[str, Iterable[Event]]],
    flow_of: Callable[[str, str], Flow],
    persons: Persons,
    *,
    sop: str | None = None,
    whole: bool = False,
    filled: bool = False,
) -> Iterator[LoggedCase]:
    """The cases of some histories, in their order; of one SOP, if it is named. `flow_of` gives the flow of an SOP's id and
    version. With `whole` everything that happened to a row, and not only that it was done; with `filled` what was filled in,
    of fields that not everybody sees, and of personal ones, where persons are named too."""
    tellers: dict[tuple[str, str], _Teller] = {}

    def teller(key: tuple[str, str]) -> _Teller:
        if key not in tellers:
            tellers[key] = _Teller(flow_of(*key), persons, whole, filled)
        return tellers[key]

    for name, events in histories:
        events = standing(events)
        first = events[0]
        begun = first.effects.sop
        if begun is None or sop not in (None, begun[0]):
            continue
        yield _case(name, events, teller)


def _case(name: str, events: list[Event], teller: Callable[[tuple[str, str]], _Teller]) -> LoggedCase:
    first = events[0]
    entries: list[Entry] = []
    rows: dict[RowKey, OpenRow] = {}
    status, end = "running", ""
    told = None
    for event in events:
        effects = event.effects
        if effects.sop is not None:
            told = teller(effects.sop[:2])
        assert told is not None
        told.add(event, rows, entries)
        if effects.status is not None:
            status = effects.status
        if effects.end is not None:
            end = effects.end
    assert told is not None
    details = first.details
    asked = first.command.more if details is not None else None
    parent = asked.parent[0] if asked is not None and asked.parent is not None else ""
    return LoggedCase(
        name, told.sop, told.version, first.acted_at, status, end if status == "completed" else "",
        (asked.unit if asked is not None else None) or "", parent,
        ((asked.subject if asked is not None else None) or "") if told.persons.are_named else "",
        told.documents, tuple(entries),
    )  # fmt: skip


class _Teller:
    """Tells of events on one version of an SOP."""

    def __init__(self, flow: Flow, persons: Persons, whole: bool, filled: bool) -> None:
        self.flow = flow
        self.persons = persons
        self.whole = whole
        definition = flow.definition
        self.sop, self.version = str(definition.id), definition.version
        self.names = dict(row_titles(definition))
        self.actors = {str(name): actor.title for name, actor in definition.actors.items()}
        self.fields = {
            name: field
            for name, field in definition.fields.items()
            if filled and (persons.are_named or is_open(field))
        }
        self.documents = {str(name): one.title for name, one in definition.documents.items()}

    def add(self, event: Event, rows: dict[RowKey, OpenRow], entries: list[Entry]) -> None:
        """Add what an event says of rows; `rows` are those that were opened."""
        step, visit, kind = event.step, event.visit or 1, EVENTS[event.type]
        done = kind.ends_row or event.type == _PART
        if event.type == "received":
            entries += [self._entry(event, key, COMPLETE, rows) for key in awaited(event, self.flow)]
        elif step is not None and done and kind.stage == COMPLETE:
            entries.append(self._entry(event, (step, visit), COMPLETE, rows))
        elif event.type == _BACK:
            self._withdraw(event, entries)
        elif self.whole and kind.stage != COMPLETE:
            on = ((step, visit),) if step is not None else tuple(rows)
            entries += [self._entry(event, key, kind.stage, rows) for key in on]
        if self.whole and event.type != "received":
            entries += [self._entry(event, key, "ate_abort", rows) for key in event.effects.closed]
        if event.effects.restored is not None or event.effects.status not in (None, *UNFINISHED):
            rows.clear()
        if kind.ends_row and step is not None:
            rows.pop((step, visit), None)
        for key in event.effects.closed:
            rows.pop(key, None)
        for opened in event.opened:
            rows[opened.step, opened.visit] = opened
            if self.whole:
                name = self.names.get(opened.step, opened.step)
                entries.append(Entry(opened.step, name, opened.visit, "schedule", opened.since, event.revision))
        restored = event.effects.restored
        for stands in restored.active if restored is not None else ():
            rows[stands.step, stands.visit] = stands
        for key, moved in event.effects.dues:
            if key in rows:
                rows[key] = rows[key]._replace(due=moved)

    def _entry(self, event: Event, key: RowKey, transition: str, rows: Mapping[RowKey, OpenRow]) -> Entry:
        step, visit = key
        row = rows.get(key)
        actor = event.actor or ""
        outcome = event.outcome or ""
        if event.type == _PART and event.effects.signature is not None:
            outcome = event.effects.signature.outcome
        return Entry(
            step, self.names.get(step, step), visit, transition, event.acted_at, event.revision,
            actor if event.by != SYSTEM else "", self.actors.get(actor, actor) if event.by != SYSTEM else "",
            self.persons.name(event.by, self.actors), outcome,
            row.since if row is not None else None, row.due if row is not None else None, event.documents,
            (event.note or "") if self.persons.are_named else "",
            self._filled(event) if self.fields else NOTHING,
        )  # fmt: skip

    def _filled(self, event: Event) -> Mapping[str, bool | int | float | str]:
        said = event.details.fields if event.details is not None else NOTHING
        return {
            name: logged_value(self.fields[name], value)
            for name, value in said.items()
            if name in self.fields and value is not None and not isinstance(value, Withheld)
        }

    def _withdraw(self, event: Event, entries: list[Entry]) -> None:
        """Without the signature that was taken back."""
        for at in range(len(entries) - 1, -1, -1):
            one = entries[at]
            if (one.step, one.visit, one.actor) == (event.step, event.visit, event.actor):
                del entries[at]
                return
