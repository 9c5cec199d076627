"""Commands: what somebody wants to happen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final, NamedTuple, TypedDict, Unpack

from sopflow.frozen import NOTHING, Frozen

from .names import CommandKind as CommandKind
from .record import Record, changed, of_part

SYSTEM = "system"
"""Who ends waits and calls."""


class Paper(NamedTuple):
    """A document that somebody brings, with what identifies this copy of it."""

    document: str
    """The document's id or title."""
    number: str | None = None
    date: str | None = None
    """ISO 8601."""
    uri: str | None = None
    """Where its file is kept."""
    sha256: str | None = None
    name: str | None = None
    """What its file is called."""
    media_type: str | None = None
    size: int | None = None
    """Bytes."""


class More(Record, frozen=True):
    """What most commands do not say."""

    visit: int | None = None
    """Which opening of the row, where it is open more than once."""
    note: str | None = None
    papers: tuple[Paper, ...] = ()
    choose: tuple[tuple[str, str], ...] = ()
    """For actors that this row chooses: who they are."""
    to: str | None = None
    """Where a branch leads whose target the paper does not say: a step, `end`, or `end:name`."""
    subject: str | None = None
    data: str | None = None
    """The host's own data, as JSON."""
    acted_at: datetime | None = None
    """When it happened, if earlier than now; aware."""
    key: str | None = None
    """The idempotency key."""
    parent: tuple[str, str, int] | None = None
    """The calling instance, its row, and that row's visit."""
    length: str | None = None
    """By how much a due time is extended, as a duration is written."""
    unit: str | None = None
    """Of a start: the unit of the directory to which the instance is bound."""
    person: str | None = None
    """To whom a row is given."""
    version: str | None = None
    """Of a migration: the version that it goes to."""
    mapping: tuple[tuple[str, str], ...] = ()
    """Of a migration: the new rows of rows that have another id there."""
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of a start or a rebinding: the persons who are these actors in the instance."""
    fields: Mapping[str, Any] = NOTHING
    """What is filled in; `None` empties a field."""
    called: str | None = None
    """Of the end of a called instance: which of several it is."""
    formerly: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of a called SOP that is told who its actors are: who was which of them in the instance that calls it, before others were."""
    erased: tuple[str, ...] = ()
    """Of a redaction: the fields whose values are removed; none: all of them."""


NOTHING_MORE: Final = More()


class CommandValues(TypedDict, total=False):
    """The values of a command, for `_replace`."""

    by: str
    step: str | None
    outcome: str | None
    visit: int | None
    note: str | None
    papers: tuple[Paper, ...]
    choose: tuple[tuple[str, str], ...]
    to: str | None
    subject: str | None
    data: str | None
    acted_at: datetime | None
    key: str | None
    parent: tuple[str, str, int] | None
    length: str | None
    unit: str | None
    person: str | None
    version: str | None
    mapping: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, tuple[str, ...]], ...]
    fields: Mapping[str, Any]
    called: str | None
    formerly: tuple[tuple[str, tuple[str, ...]], ...]
    erased: tuple[str, ...]


class Command(Record, frozen=True):
    """What somebody asks an instance to do. Values that a kind does not use stay `None` or empty; set the rarer ones
    with `_replace`."""

    kind: CommandKind
    by: str
    """The person, or `system`."""
    step: str | None = None
    outcome: str | None = None
    more: More = NOTHING_MORE

    _parts: ClassVar = Frozen({"more": More})
    visit: ClassVar[int | None] = of_part("more.visit")
    note: ClassVar[str | None] = of_part("more.note")
    papers: ClassVar[tuple[Paper, ...]] = of_part("more.papers")
    choose: ClassVar[tuple[tuple[str, str], ...]] = of_part("more.choose")
    to: ClassVar[str | None] = of_part("more.to")
    subject: ClassVar[str | None] = of_part("more.subject")
    data: ClassVar[str | None] = of_part("more.data")
    acted_at: ClassVar[datetime | None] = of_part("more.acted_at")
    key: ClassVar[str | None] = of_part("more.key")
    parent: ClassVar[tuple[str, str, int] | None] = of_part("more.parent")
    length: ClassVar[str | None] = of_part("more.length")
    unit: ClassVar[str | None] = of_part("more.unit")
    person: ClassVar[str | None] = of_part("more.person")
    version: ClassVar[str | None] = of_part("more.version")
    mapping: ClassVar[tuple[tuple[str, str], ...]] = of_part("more.mapping")
    people: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = of_part("more.people")
    fields: ClassVar[Mapping[str, Any]] = of_part("more.fields")
    called: ClassVar[str | None] = of_part("more.called")
    formerly: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = of_part("more.formerly")
    erased: ClassVar[tuple[str, ...]] = of_part("more.erased")

    def _replace(self, **values: Unpack[CommandValues]) -> Command:
        """The same with other values."""
        return changed(self, values)
