"""Events: what has happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, TypedDict, Unpack

from msgspec.structs import asdict

from sopflow.definition.model import DONE
from sopflow.frozen import NOTHING, Frozen

from .command import NOTHING_MORE, Command, More
from .lifecycle import Status
from .names import CommandKind
from .names import EventType as EventType
from .record import Record, changed, of_part

if TYPE_CHECKING:
    from .instance import Instance


RowKey = tuple[str, int]
"""A row and its visit."""
Arc = tuple[str, str]
"""From a row to a join row."""


class Signature(NamedTuple):
    """One signer's answer on a row that is signed together."""

    actor: str
    by: str
    outcome: str
    at: datetime
    on_behalf_of: str | None = None
    """In whose name (a.n.)."""
    files: tuple[tuple[str, str], ...] | None = None
    """The documents that were brought by then, each with the SHA-256 of its file: what was signed. It is empty where the
    copy has none; of older records only those whose hash was said with the signature are among them. `None` in still older ones,
    of which nobody knows: such a signature holds nothing as it is."""


class Claim(NamedTuple):
    """Who has claimed an open row, and as which actor."""

    actor: str
    """In whose place."""
    person: str
    on_behalf_of: str | None = None
    """Who delegated it: the person acts in their name (a.n.)."""


class Ended(NamedTuple):
    """One of several called instances that has ended, and how."""

    instance: str
    end: str


class RareRow(Record, frozen=True):
    """What most open rows have nothing of."""

    signed: tuple[Signature, ...] = ()
    children: tuple[str, ...] = ()
    """The instances that a `call` row runs: one, or one for each record of a list, in its order."""
    ended: tuple[Ended, ...] = ()
    """Of several: those that have ended."""
    late_at: datetime | None = None
    """When the next of what its `on_late` says happens."""
    late_acts: int = 0
    """How many of them have happened."""
    is_provisional: bool = False
    """Whether `due` rests on days off that are only estimated, or not decided yet."""
    extended: int = 0
    """How often `due` was extended."""
    claims: tuple[Claim, ...] = ()
    """Who has taken it, or was given it; of a row that several sign, for each of them."""


NOTHING_RARE: Final = RareRow()


class RowValues(TypedDict, total=False):
    """The values of an open row, for `_replace`."""

    step: str
    actors: tuple[str, ...]
    due: datetime | None
    signed: tuple[Signature, ...]
    ended: tuple[Ended, ...]
    late_at: datetime | None
    late_acts: int
    is_provisional: bool
    extended: int
    claims: tuple[Claim, ...]


class OpenRow(Record, frozen=True):
    """A row that is waiting for somebody or something."""

    step: str
    visit: int
    """How often this row has been opened, from 1."""
    actors: tuple[str, ...]
    """Who may do it (or must sign); `unknown` if the paper does not name the actor."""
    since: datetime
    due: datetime | None = None
    rare: RareRow = NOTHING_RARE

    _parts: ClassVar = Frozen({"rare": RareRow})
    signed: ClassVar[tuple[Signature, ...]] = of_part("rare.signed")
    children: ClassVar[tuple[str, ...]] = of_part("rare.children")
    ended: ClassVar[tuple[Ended, ...]] = of_part("rare.ended")
    late_at: ClassVar[datetime | None] = of_part("rare.late_at")
    late_acts: ClassVar[int] = of_part("rare.late_acts")
    is_provisional: ClassVar[bool] = of_part("rare.is_provisional")
    extended: ClassVar[int] = of_part("rare.extended")
    claims: ClassVar[tuple[Claim, ...]] = of_part("rare.claims")

    @property
    def child(self) -> str | None:
        """The instance that it runs; `None` where it runs none, or more than one."""
        return self.rare.children[0] if len(self.rare.children) == 1 else None

    def _replace(self, **values: Unpack[RowValues]) -> OpenRow:
        """The same with other values."""
        return changed(self, values)


class Details(More, frozen=True):
    """The rarer parts of the command behind an event."""

    kind: CommandKind = "complete"
    outcome: str | None = None

    def _replace(self, **values: object) -> Details:
        """The same with other values."""
        return changed(self, values)


class Effects(Record, frozen=True):
    """What an event changes besides its row and the rows that it opens."""

    missing: tuple[str, ...] = ()
    """Inputs that were missing."""
    sop: tuple[str, str, str] | None = None
    """In a start or a migration: the definition's id, version and digest."""
    limit: datetime | None = None
    """When the whole instance is due."""
    capacity: str | None = None
    """How the person acts for the actor, in the directory's words."""
    acting_as: str | None = None
    """The substitute position in which the person acted."""
    closed: tuple[RowKey, ...] = ()
    """Rows that ended with it, besides the event's own."""
    waiting: tuple[tuple[Arc, int], ...] | None = None
    """What now waits at which join, where that changed."""
    status: Status | None = None
    """The status of the instance, where that changed."""
    end: str | None = None
    """The last end that a token reached."""
    hand_over: str | None = None
    """What follows after that end, as the SOP names it."""
    deviation: str | None = None
    """The target that somebody chose for a branch whose target the paper does not say."""
    dues: tuple[tuple[RowKey, datetime], ...] = ()
    """Of a resumption, an extension or a rescheduling: what is due when, now."""
    signature: Signature | None = None
    """The signature that was given or withdrawn."""
    stuck: bool = False
    """Tokens wait at joins that nothing can open any more: the definition is not sound."""
    lates: tuple[tuple[RowKey, datetime | None], ...] = ()
    """When the next of a row's `on_late` happens, where that changed."""
    escalated: str | None = None
    """The actor who may now do the row too."""
    restored: Instance | None = None
    """Of an undoing: where the case goes back to; of a migration: where it goes on from. Its data stay as they are."""
    did_by: tuple[str, ...] = ()
    """The persons who did this row, if another row asks about them."""
    position: str | None = None
    """The directory's name of the position in whose place the person acted."""
    on_behalf_of: str | None = None
    """Who delegated the row to the person."""
    claims: tuple[Claim, ...] = ()
    """Of a row that was claimed, reassigned or released: who has it now."""
    is_provisional: bool = False
    """Whether `limit` rests on days off that are not certain."""
    granted: str | None = None
    """Of an extension: its length, as a duration is written."""
    provisional: tuple[RowKey, ...] = ()
    """Of a rescheduling: the rows whose due time rests on days off that are still not certain."""
    is_held: bool = False
    """Of a suspension: it came with that of the calling instance."""
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of a start or a rebinding: who is which actor in the instance, from then on."""
    case: Mapping[str, Any] = NOTHING
    """Field values that were not filled in by the command: defaults, and what an undo or a migration changed; `None`
    means empty."""

    compared: Mapping[str, Any] = NOTHING
    """The values on which the decision was taken: fields, and the day of the act as `@today`."""
    ended: tuple[str, str] | None = None
    """Which of several called instances has ended, and how."""
    kept: tuple[str, ...] = ()
    """Of its documents: those that are still the copy that the case had, and keep what identifies it."""

    def _replace(self, **values: object) -> Effects:
        """The same with other values."""
        return changed(self, values)


NO_EFFECTS: Final = Effects()


class Act(Record, frozen=True):
    """What was done, and what it brought: one for all events that go the same way."""

    type: EventType
    step: str | None = None
    outcome: str | None = None
    documents: tuple[str, ...] = ()
    """Documents that became available, each as a new version."""


class EventValues(TypedDict, total=False):
    """The values of an event, for `_replace`."""

    instance: str
    revision: int
    at: datetime
    by: str
    step: str | None
    outcome: str | None
    opened: tuple[OpenRow, ...]
    documents: tuple[str, ...]
    details: Details | None
    effects: Effects


class Event(Record, frozen=True):
    """What happened in an instance: one accepted command with its consequences."""

    instance: str
    revision: int
    """The number of this event in its instance, from 1."""
    at: datetime
    """When it was recorded; never before the event before it."""
    act: Act
    by: str
    visit: int | None = None
    actor: str | None = None
    """In whose place it was done."""
    opened: tuple[OpenRow, ...] = ()
    details: Details | None = None
    effects: Effects = NO_EFFECTS

    _parts: ClassVar = Frozen({"act": Act})
    type: ClassVar[EventType] = of_part("act.type")
    step: ClassVar[str | None] = of_part("act.step")
    outcome: ClassVar[str | None] = of_part("act.outcome")
    documents: ClassVar[tuple[str, ...]] = of_part("act.documents")

    def _replace(self, **values: Unpack[EventValues]) -> Event:
        """The same with other values."""
        return changed(self, values)

    @property
    def acted_at(self) -> datetime:
        """When it happened; whether it was late is judged by this."""
        if self.details is not None and self.details.acted_at is not None:
            return self.details.acted_at
        return self.at

    @property
    def note(self) -> str | None:
        return self.details.note if self.details is not None else None

    @property
    def command(self) -> Command:
        """The command that was accepted, whole."""
        details = self.details
        if details is None:
            return Command("complete", self.by, self.step, None if self.outcome == DONE else self.outcome)
        more = More(*(getattr(details, name) for name in More.__struct_fields__))
        return Command(
            details.kind, self.by, self.step, details.outcome, more if more != NOTHING_MORE else NOTHING_MORE
        )


def details_of(command: Command) -> Details | None:
    """The rarer parts of a command, where it has any that the event does not say itself."""
    kind, said, more = command.kind, command.outcome, command.more
    if more is NOTHING_MORE or more == NOTHING_MORE:
        return _only_kind(kind, said) if kind != "complete" else None
    return Details(kind=kind, outcome=said, **asdict(more))


@lru_cache(maxsize=1024)
def _only_kind(kind: CommandKind, outcome: str | None) -> Details:
    return Details(kind=kind, outcome=outcome)


@lru_cache(maxsize=4096)
def act_of(
    kind: EventType, step: str | None = None, outcome: str | None = None, documents: tuple[str, ...] = ()
) -> Act:
    """What was done: one record for all events in which the same was."""
    return Act(kind, step, outcome, documents)


def effects_of(rare: dict[str, object]) -> Effects:
    """What an event changes besides; one record for all events that change the same, where that says nothing of anybody."""
    return _usual_effects(tuple(rare.items())) if rare.keys() <= _USUAL else Effects(**rare)  # type: ignore[arg-type]


_USUAL: Final = frozenset({"sop", "missing", "status", "end", "hand_over"})


@lru_cache(maxsize=1024)
def _usual_effects(rare: tuple[tuple[str, object], ...]) -> Effects:
    return Effects(**dict(rare))  # type: ignore[arg-type]
