"""The store port: where instances live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

from sopflow.definition.model import Definition
from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.lifecycle import Status

Item = TypeVar("Item")


class Change(NamedTuple):
    """One event, and the snapshots before and after it."""

    event: Event
    before: Instance | None
    after: Instance
    flow: Flow
    was: Flow | None = None
    """The flow before it, where it moved the instance to another version."""


class Page(NamedTuple, Generic[Item]):
    """Some of many. `next` asks for those after it, and is `None` after the last."""

    items: tuple[Item, ...]
    next: str | None = None


class Query(NamedTuple):
    """Which instances are meant: those for which everything holds that is not `None`."""

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


class Place(NamedTuple):
    """An actor, in the instances of one unit, or in all."""

    actor: str
    unit: str | None = None


class WorkQuery(NamedTuple):
    """Which work items are meant: those for which everything holds that is not `None`."""

    actor: str | None = None
    unit: str | None = None
    person: str | None = None
    """What is in a person's hands, and what is in nobody's at any of `places`."""
    places: tuple[Place, ...] = ()
    due_before: datetime | None = None
    sop: str | None = None
    step: str | None = None


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


class Version(NamedTuple):
    """A version of an SOP that a store keeps."""

    sop: str
    version: str
    digest: str


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
        """Instances in which time has something to bring by `now`, the longest due first.

        A store of several processes reserves them for the caller until `until`, or until it is brought; others
        are given others meanwhile. That it happens once does not rest on this, but on `append`.
        """
        ...

    # -- definitions

    def keep(self, flow: Flow) -> None:
        """Keep the definition of a flow by its digest. `DefinitionChanged` where its id and version are taken by another."""
        ...

    def definition(self, digest: str) -> Definition | None:
        """The definition with a digest."""
        ...

    def version(self, sop: str, version: str | None = None) -> Definition | None:
        """A version of an SOP; the last that was kept, unless one is named."""
        ...

    def versions(self) -> list[Version]:
        """Every version that is kept; those of one SOP in the order in which they came."""
        ...

    # -- subscribers

    def recorded(self, after: int, limit: int) -> list[Recorded]:
        """The events after a position, in an order in which those of an instance are in theirs. An event that is
        not there yet will not come before one that is."""
        ...

    def epoch(self) -> str:
        """Which numbering of positions this is, in lower-case letters and digits; another once they were given anew."""
        ...

    def lease(self, subscriber: str, holder: str, now: datetime, until: datetime) -> int | None:
        """The position of a named cursor (0 for a new one), for `holder` alone until an instant; `None` while
        another holds it."""
        ...

    def move(self, subscriber: str, holder: str, position: int) -> bool:
        """Move a cursor that `holder` has leased; whether it still had it."""
        ...
