"""The store port: where instances live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from sopflow.definition.model import Definition
from sopflow.flow.audience import Seer
from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.lifecycle import Status
from sopflow.flow.record import Record
from sopflow.frozen import NOTHING

from .private import PrivateValue

Item = TypeVar("Item")


class Change(Record, frozen=True):
    """One event, and the snapshots before and after it."""

    event: Event
    before: Instance | None
    after: Instance
    flow: Flow
    was: Flow | None = None
    """The flow before the event, if the event moved the instance to another version."""
    private: tuple[PrivateValue, ...] = ()
    """The personal values for which the event has something that stands for them."""


class Page(NamedTuple, Generic[Item]):
    """A page of a list. Pass `next` as `after` to get the next page; it is `None` on the last."""

    items: tuple[Item, ...]
    next: str | None = None


class Stretch(NamedTuple):
    """Values of a field that are looked for, in the form in which they are compared, in some versions of an SOP."""

    column: Literal["text", "whole", "decimal"]
    digests: tuple[str, ...]
    values: tuple[str | int | float, ...] | None = None
    """Any of these; `None` where the borders say it."""
    low: str | int | float | None = None
    high: str | int | float | None = None
    is_above: bool = False
    """Whether `low` itself is not among them."""
    is_below: bool = False
    """Whether `high` itself is not among them."""


class FieldQuery(NamedTuple):
    """What is looked for of a field: a value in one of some stretches, or none at all."""

    field: str
    stretches: tuple[Stretch, ...]
    is_filled: bool = True
    is_mixed: bool = False
    """Whether versions of the SOP differ in the field's type, so that a stretch is that of its own versions alone."""


class Order(NamedTuple):
    """By what instances are sorted: their start, their end, or a field; those without an end or a value are left out."""

    by: Literal["started", "ended", "field"] = "started"
    is_descending: bool = False
    field: str | None = None
    column: Literal["text", "whole", "decimal"] = "text"


class Query(NamedTuple):
    """A filter for instances; all values that are not `None` must match."""

    sop: str | None = None
    status: Status | None = None
    subject: str | None = None
    """Words of the subject, in any case; one that ends with `*` is the beginning of a word."""
    key: str | None = None
    """The idempotency key of the start."""
    unit: str | None = None
    step: str | None = None
    """A row that is open."""
    started_from: datetime | None = None
    started_before: datetime | None = None
    due_before: datetime | None = None
    """When a running instance as a whole was due."""
    is_provisional: bool | None = None
    """Whether a due time rests on days off that are not certain."""
    id: str | None = None
    """Its own."""
    seer: Seer | None = None
    """Somebody who may see it. A value that they do not see is none, wherever a field is looked for or sorted by."""
    started_by: str | None = None
    parent: str | None = None
    """The instance that called it."""
    ended_from: datetime | None = None
    ended_before: datetime | None = None
    fields: tuple[FieldQuery, ...] = ()
    order: Order | None = None


class Place(NamedTuple):
    """An actor, in the instances of one unit, or in all."""

    actor: str
    unit: str | None = None


class WorkQuery(NamedTuple):
    """A filter for work items; all values that are not `None` must match."""

    actor: str | None = None
    unit: str | None = None
    person: str | None = None
    """Items that a person has claimed or was given, and unclaimed ones at any of `places`."""
    places: tuple[Place, ...] = ()
    due_before: datetime | None = None
    sop: str | None = None
    step: str | None = None
    seer: Seer | None = None
    """Somebody who may see the instance."""


class OpenItem(NamedTuple):
    """An open row of an instance, as an index finds it."""

    instance: Instance
    step: str
    visit: int
    actor: str
    """Whose turn it is; if any of several may do it, the first, or the one that was asked for."""


class Recorded(NamedTuple):
    """An event with its position among all events of a store."""

    position: int
    event: Event


class Looked(NamedTuple):
    """The events that somebody may see, up to the position to which a store has looked."""

    events: tuple[Recorded, ...]
    position: int
    """Everything up to here was looked at; continue after it."""
    is_end: bool
    """Whether there were no further events."""


class SetAside(NamedTuple):
    """An instance in which a subscriber's handler failed, and the range of its events that are not done."""

    instance: str
    revision: int
    """The event that failed; those before it are done."""
    last: int
    """The last event that came since."""
    attempts: int
    failed_at: datetime
    next_at: datetime | None
    """When it is tried again; `None` once it is parked."""
    problem: str


class Cursor(NamedTuple):
    """How far a subscriber has come."""

    name: str
    position: int


class Version(NamedTuple):
    """A version of an SOP that a store keeps."""

    sop: str
    version: str
    digest: str
    is_current: bool = False
    """Whether new instances start on it."""


class Activation(NamedTuple):
    """The record that a version became the current one: the one that new instances start on."""

    sop: str
    version: str
    digest: str
    at: datetime
    by: str


When = Literal["new", "always", "never"]
"""Whether a version that is kept becomes current: if the store did not have it yet, in any case, or only if the SOP has
no current version."""


def becomes_current(digest: str, when: When, *, is_new: bool, current: str | None) -> bool:
    """Whether a version that is kept needs an activation; `current` is the digest of the version that is current."""
    if current is None or when == "never":
        return current is None
    return digest != current and (is_new or when == "always")


class Store(Protocol):
    """Keeps events, snapshots and definitions. Every method is safe to call from several threads.

    The store is responsible for compare-and-swap and idempotency keys: a key is unique per instance, and for starts
    per SOP. `sopflow.testing.StoreContract` tests a store for all of this.
    """

    def load(self, instance: str) -> Instance:
        """The snapshot; `UnknownInstance` if there is none."""
        ...

    def append(self, changes: Sequence[Change], seen: Mapping[str, int] = NOTHING) -> None:
        """Store all changes or none. Raise `Conflict` if an instance is not at the revision before its event, and
        `KeyReused` if the event's idempotency key is taken.

        `seen` are other instances on which the changes were decided, each with its revision then: `Conflict` too if one
        of them is at another, and until the changes are stored nobody moves it."""
        ...

    def history(self, instance: str) -> Iterator[Event]:
        """The events of an instance in order; `UnknownInstance` if there is none."""
        ...

    def keyed(self, scope: str, key: str) -> Event | None:
        """Return the event of an idempotency key; `scope` is an instance, or `start SOP` for starts."""
        ...

    # -- lists

    def find(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        """Return instances in the order of their start; with `step` in the order in which that row is due, with
        `due_before` in the order in which they are due; with `order` in that order."""
        ...

    def count(self, query: Query) -> int:
        """Return how many instances `find` has on all its pages."""
        ...

    def open_items(self, query: WorkQuery, after: str | None, limit: int) -> Page[OpenItem]:
        """Return work items in the order in which they are due (then by instance and row; those without a due time
        last).

        An item that any of several actors may do is returned once for each actor that is asked for, and once if none
        is.
        """
        ...

    def claim(self, now: datetime, until: datetime, limit: int) -> list[str]:
        """Return instances in which something is due at `now`, the longest due first.

        A store of several processes reserves them for the caller until `until`, or until they are written; other
        callers get other instances. Correctness does not depend on this: `append` ensures that each thing happens
        once.
        """
        ...

    # -- definitions

    def keep(self, flow: Flow, activation: Activation | None = None, when: When = "new") -> None:
        """Store the definition of a flow by its digest, and in the same transaction its activation if
        `becomes_current` returns true. Raise `DefinitionChanged` if another definition has its id and version."""
        ...

    def current(self, sop: str) -> str | None:
        """The digest of the current version of an SOP: one answer for all processes."""
        ...

    def activations(self, sop: str) -> list[Activation]:
        """Return which version of an SOP became current when, the latest last."""
        ...

    def definition(self, digest: str) -> Definition | None:
        """The definition with a digest."""
        ...

    def version(self, sop: str, version: str | None = None) -> Definition | None:
        """A version of an SOP; the current one, unless one is named."""
        ...

    def versions(self, sop: str | None = None) -> list[Version]:
        """Return every stored version, or every one of an SOP; those of one SOP in the order in which they were
        registered."""
        ...

    # -- subscribers

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        """Return the events after a position; those of one instance are in their order.

        Event order is stable: no event can later appear before one already returned.
        """
        ...

    def recorded_for(self, seer: Seer, after: int, limit: int) -> Looked:
        """Return the events after a position of instances that somebody may see now. Each call does a bounded amount
        of work, even if it finds nothing."""
        ...

    def epoch(self) -> str:
        """The identifier of this numbering of positions, in lower-case letters and digits; it changes when positions
        are renumbered."""
        ...

    def lease(self, subscriber: str, holder: str, now: datetime, until: datetime) -> int | None:
        """Lease a named cursor to `holder` until an instant and return its position (0 for a new one); `None` while
        another holds it."""
        ...

    def move(
        self, subscriber: str, holder: str, position: int, changed: Mapping[str, SetAside | None] | None = None
    ) -> bool:
        """Move a cursor that `holder` has leased, and store what is set aside by instance (`None` removes it), in one
        transaction; return whether the lease still held."""
        ...

    def begin(self, subscriber: str, position: int) -> None:
        """Create a named cursor at a position, unless one of that name exists."""
        ...

    def end(self) -> int:
        """Return a position after which everything comes that is stored from now on."""
        ...

    def behind(self, position: int) -> int:
        """How many events there are after a position."""
        ...

    def cursors(self) -> list[Cursor]:
        """All named cursors, by name."""
        ...

    def set_aside(self, subscriber: str) -> list[SetAside]:
        """Return what a subscriber has set aside, in the order in which it failed."""
        ...
