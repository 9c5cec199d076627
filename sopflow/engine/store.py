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

from .private import PrivateValue

Item = TypeVar("Item")


class Change(Record, frozen=True):
    """One event, and the snapshots before and after it."""

    event: Event
    before: Instance | None
    after: Instance
    flow: Flow
    was: Flow | None = None
    """The flow before it, where it moved the instance to another version."""
    private: tuple[PrivateValue, ...] = ()
    """The personal values for which the event has something that stands for them."""


class Page(NamedTuple, Generic[Item]):
    """A page of a list. `next` asks for those after it, and is `None` after the last."""

    items: tuple[Item, ...]
    next: str | None = None


class Query(NamedTuple):
    """A filter for instances: those for which everything holds that is not `None`."""

    sop: str | None = None
    status: Status | None = None
    subject: str | None = None
    """Words that are in the subject, whatever their case; one that ends with `*` may go on."""
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
    """Somebody who may see it."""


class Place(NamedTuple):
    """An actor, in the instances of one unit, or in all."""

    actor: str
    unit: str | None = None


class WorkQuery(NamedTuple):
    """A filter for work items: those for which everything holds that is not `None`."""

    actor: str | None = None
    unit: str | None = None
    person: str | None = None
    """What is in a person's hands, and what is in nobody's at any of `places`."""
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
    """Whose turn it is; of several any of whom may do it, the first unless one was asked for."""


class Recorded(NamedTuple):
    """An event in the order in which all events of a store came about."""

    position: int
    event: Event


class Looked(NamedTuple):
    """The events that somebody may see, as far as a store has looked."""

    events: tuple[Recorded, ...]
    position: int
    """Up to here nothing is left to be seen; the next look goes on after it."""
    is_end: bool
    """Whether nothing more was there then."""


class SetAside(NamedTuple):
    """An instance in which a subscriber's handler failed: the events that it has not done, from one revision to another."""

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

    The store owns compare-and-swap and idempotency keys: a key is unique per instance, and for starts per
    definition. `sopflow.testing.StoreContract` holds a store to all of this.
    """

    def load(self, instance: str) -> Instance:
        """The snapshot; `UnknownInstance` if there is none."""
        ...

    def append(self, changes: Sequence[Change]) -> None:
        """Keep all changes or none. `Conflict` where an instance is not at the revision before its event,
        `KeyReused` where the event's idempotency key is taken."""
        ...

    def history(self, instance: str) -> Iterator[Event]:
        """The events of an instance in order; `UnknownInstance` if there is none."""
        ...

    def keyed(self, scope: str, key: str) -> Event | None:
        """The event that an idempotency key stands for; `scope` is an instance, or `start SOP` for starts."""
        ...

    # -- lists

    def find(self, query: Query, after: str | None, limit: int) -> Page[Instance]:
        """Instances in the order of their start; those with a `step` by when that row is due, those with
        `due_before` by when they are."""
        ...

    def open_items(self, query: WorkQuery, after: str | None, limit: int) -> Page[OpenItem]:
        """Work items by when they are due (then by instance and row; without a due time last).

        Those of actors of whom any may do it stand here once for each actor that is asked for, and once if none is.
        """
        ...

    def claim(self, now: datetime, until: datetime, limit: int) -> list[str]:
        """Instances in which something is due at `now`, the longest due first.

        A store of several processes reserves them for the caller until `until`, or until it is brought; others
        are given others meanwhile. That it happens once does not rest on this, but on `append`.
        """
        ...

    # -- definitions

    def keep(self, flow: Flow, activation: Activation | None = None, when: When = "new") -> None:
        """Keep the definition of a flow by its digest, and in the same transaction its activation if `becomes_current`
        says so. `DefinitionChanged` where its id and version are taken by another."""
        ...

    def current(self, sop: str) -> str | None:
        """The digest of the current version of an SOP: one answer for all processes."""
        ...

    def activations(self, sop: str) -> list[Activation]:
        """Which version of an SOP became current when, the last one last."""
        ...

    def definition(self, digest: str) -> Definition | None:
        """The definition with a digest."""
        ...

    def version(self, sop: str, version: str | None = None) -> Definition | None:
        """A version of an SOP; the current one, unless one is named."""
        ...

    def versions(self) -> list[Version]:
        """Every version that is kept; those of one SOP in the order in which they came."""
        ...

    # -- subscribers

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        """The events after a position, in an order in which those of an instance are in theirs.

        Event order is stable: no event can later appear before one already returned.
        """
        ...

    def recorded_for(self, seer: Seer, after: int, limit: int) -> Looked:
        """The events after a position of instances that somebody may see now. Each look is bounded, also where it
        finds nothing."""
        ...

    def epoch(self) -> str:
        """Which numbering of positions this is, in lower-case letters and digits; another once they were renumbered."""
        ...

    def lease(self, subscriber: str, holder: str, now: datetime, until: datetime) -> int | None:
        """The position of a named cursor (0 for a new one), for `holder` alone until an instant; `None` while
        another holds it."""
        ...

    def move(
        self, subscriber: str, holder: str, position: int, changed: Mapping[str, SetAside | None] | None = None
    ) -> bool:
        """Move a cursor that `holder` has leased, and keep what is set aside by instance (`None` for what no longer is),
        together; whether it still had it."""
        ...

    def begin(self, subscriber: str, position: int) -> None:
        """Have a named cursor at a position, unless there is one of that name."""
        ...

    def end(self) -> int:
        """A position behind which everything comes that is kept from now on."""
        ...

    def behind(self, position: int) -> int:
        """How many events there are after a position."""
        ...

    def cursors(self) -> list[Cursor]:
        """All named cursors, by name."""
        ...

    def set_aside(self, subscriber: str) -> list[SetAside]:
        """What a subscriber has set aside, what failed first first."""
        ...
