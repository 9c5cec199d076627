"""What the engine must know of each kind of command, and of the events that it becomes.

Each command says it in its own module, and whatever asks looks it up here: nobody else lists kinds by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from .record import Record

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.language import Words

    from .authority import Capacity
    from .command import Command, CommandKind
    from .commands.fields import FieldName
    from .context import Context
    from .event import Event, EventType, OpenRow
    from .flow import Flow
    from .instance import Instance
    from .lifecycle import Status

Decide = Callable[["Flow", "Instance", "Command", "Context", "Capacity | None"], "Event"]
"""The event of a command that may be given; a `Refusal` where it is not possible."""
Permit = Callable[["Flow", "Instance", "Command", "Context"], "Capacity | None"]
"""The capacity in which a command is given; a `Refusal` where it may not be."""
Changes = Callable[["Instance", "Event"], dict[str, object]]
"""The fields of an instance that an event changes, besides those that any event may."""

Giver = Literal["people", "people or the caller", "the engine"]
"""Who gives a command; the caller is the instance that called this one."""
Target = Literal["row", "instance", "row or instance"]
"""What people give a command to."""
History = Literal["never", "always", "with a directory"]
"""When deciding a command takes the events before it; one that is entered later always does."""


class CommandType(Record, frozen=True):
    """A kind of command."""

    kind: CommandKind
    decide: Decide
    permit: Permit
    statuses: tuple[Status, ...] = ("running",)
    """Of an instance to which it may be given."""
    given_by: Giver = "people"
    target: Target | None = None
    """`None` for what only the engine, or an administrator, gives."""
    history: History = "never"
    title: Words | None = None
    """Its name, for whoever chooses among commands."""
    verb: Words | None = None
    """What somebody does who gives it, where a list of commands says so; the title, where that says it too."""
    summary: Words | None = None
    """What it does, for whoever chooses among commands; `None` for what only the engine, or an administrator, gives."""
    required: tuple[FieldName, ...] = ()
    optional: tuple[FieldName, ...] = ()
    method: str = ""
    """The engine's, where it has another name."""
    more: Words | None = None
    """What else its documentation says."""
    in_scenario: Words | None = None
    """What it says as a step of a scenario, where that is not the summary."""
    who: Words | None = None
    """Who may give it, where the SOP's `may` does not say."""
    place: int = 1000
    """Where commands are listed: its place among them."""
    is_offered_by_trying: bool = False
    """Whether nothing is left to say with it, so that trying it tells whether it is possible."""

    is_for_personal: bool = False
    """It is about values of personal fields, and nothing where an SOP has none."""

    def fits(self, sop: Definition) -> bool:
        """Whether an SOP has what the command is about."""
        return sop.has_personal if self.is_for_personal else bool(sop.fields) or "fields" not in self.required

    @property
    def fields(self) -> tuple[FieldName, ...]:
        return (*self.required, *self.optional)

    @property
    def call(self) -> str:
        """The name of the engine's method."""
        return self.method or self.kind


class EventKind(Record, frozen=True):
    """A kind of event."""

    command: CommandKind
    """That becomes it."""
    happened: Words
    moves: bool = False
    """Tokens move: rows open, close, or wait at joins."""
    ends_row: bool = False
    """Its row is done."""
    is_a_part: bool = False
    """It is a part of its row that is done, or ends it from outside: a signature, a document that came."""
    makes_outputs: bool = True
    """The outputs of its row are available then."""
    gives: bool = False
    """It changes in whose hands its row is."""
    is_on_top: bool = False
    """What happens to a row that the last move opened does not hide that move from an undoing."""
    is_a_note: bool = False
    """It only says something: the past is as it was, and an undoing leaves it where it stands."""
    moves_dues: bool = False
    """It moves due times that stood already."""
    can_be_undone: bool = False
    moves_called: bool = False
    """The instances that this one called stand still, go on, or change their people with it."""
    is_as_recorded: bool = False
    """It rests on another version, or on days off as they were known then: nothing can decide it again."""
    changes: Changes | None = None
    carries: tuple[str, ...] = ()
    """What it may say of its own, by the names of `Event` and `Effects`; besides what every act of a person and every move
    of tokens says (`WHO`, `MOVED`)."""
    stage: str = "complete"
    """What it is to the row, or to every open one, in the lifecycle of XES."""


WHO: Final = ("actor", "capacity", "acting_as", "position", "on_behalf_of")
"""For whom a person acted."""
MOVED: Final = ("opened", "closed", "waiting", "status", "end", "hand_over", "stuck", "compared")
"""What a move of tokens leads to."""
EVENTS: Final[dict[EventType, EventKind]] = {}
"""Filled by the modules of the commands."""
ACTS: Final[dict[CommandKind, Words]] = {}
"""What somebody is about to do, for refusals; filled by the modules of the commands."""


def event(name: EventType, kind: EventKind) -> EventType:
    """The name of an event, with what is to be known of it."""
    assert name not in EVENTS
    EVENTS[name] = kind
    return name


def act(kind: CommandKind, words: Words) -> Words:
    """What a command does, in words that may name its row as `{step}`."""
    assert kind not in ACTS
    ACTS[kind] = words
    return words


def with_dues(row: OpenRow, event: Event) -> OpenRow:
    """An open row, with the due times that an event gives it."""
    key = (row.step, row.visit)
    dues, lates = dict(event.effects.dues), dict(event.effects.lates)
    return row._replace(due=dues.get(key, row.due), late_at=lates.get(key, row.late_at))


def in_row(instance: Instance, event: Event, change: Callable[[OpenRow], OpenRow]) -> dict[str, object]:
    """The open rows, of which the event's own is changed."""
    own = (event.step, event.visit)
    return {"active": tuple(change(r) if (r.step, r.visit) == own else r for r in instance.active)}
