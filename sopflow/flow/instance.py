"""The state of one running SOP: an immutable snapshot, always the fold of its events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Final, TypedDict, Unpack

from sopflow.frozen import NOTHING, Frozen

from .command import Paper
from .event import Arc, OpenRow
from .lifecycle import UNFINISHED, Status
from .record import Record, changed, of_part


class InHand(Record, frozen=True):
    """The latest version of a document that the instance holds."""

    version: int
    """0 for what was there before the start."""
    step: str | None = None
    """The row that made or brought it."""
    paper: Paper | None = None
    """What identifies this copy, where somebody said it."""


class Origin(Record, frozen=True):
    """What an instance is, and stays: one record for all its snapshots, until it is moved to another version."""

    sop: str
    version: str
    digest: str
    started_at: datetime
    started_by: str
    subject: str | None = None
    data_json: str | None = None
    parent: tuple[str, str, int] | None = None
    unit: str | None = None
    """The unit of the directory whose positions act."""


STAYS: Final = frozenset(("id", "sop", "unit", "started_at", "started_by", "parent"))
"""What no event changes: stores write it at the start, and never again."""


class Rare(Record, frozen=True):
    """What most instances have nothing of."""

    due: datetime | None = None

    waiting: tuple[tuple[Arc, int], ...] = ()
    chosen: Mapping[str, str] = NOTHING
    end: str | None = None
    hand_over: str | None = None
    suspended_at: datetime | None = None
    extended: int = 0
    """How often `due` was extended."""
    done_by: Mapping[str, tuple[str, ...]] = NOTHING
    """Of rows that others must be done apart from, or by the same person: who did them last."""
    is_provisional: bool = False
    """Whether `due` rests on days off that are only estimated, or not decided yet."""
    is_held: bool = False
    """Whether it was suspended with the instance that called it; then it is resumed with that one."""
    people: Mapping[str, tuple[str, ...]] = NOTHING
    """Of actors who are certain persons in this instance: who."""
    formerly: Mapping[str, tuple[str, ...]] = NOTHING
    """Who they were before: whose case it once was acts for no actor of the office in it."""
    fields: Mapping[str, Any] = NOTHING
    """The case's data: what was filled in, by field."""
    fields_at: int = 0
    """The event that changed them last."""


NOTHING_RARE: Final = Rare()


class InstanceValues(TypedDict, total=False):
    """The values of an instance, for `_replace`."""

    id: str
    version: str
    digest: str
    revision: int
    at: datetime
    active: tuple[OpenRow, ...]
    documents: Mapping[str, InHand]
    visits: Mapping[str, int]
    waiting: tuple[tuple[Arc, int], ...]
    chosen: Mapping[str, str]
    due: datetime | None
    subject: str | None
    data_json: str | None
    done_by: Mapping[str, tuple[str, ...]]
    is_provisional: bool
    people: Mapping[str, tuple[str, ...]]
    formerly: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, Any]
    fields_at: int


class Instance(Record, frozen=True):
    """The state of an instance after its last event; its mappings cannot be changed. `revision` is the number of its events; comparing it is how two writers
    are kept apart."""

    id: str
    origin: Origin
    revision: int
    status: Status
    at: datetime
    """When the last event was recorded."""
    active: tuple[OpenRow, ...]
    documents: Mapping[str, InHand] = NOTHING
    visits: Mapping[str, int] = NOTHING
    rare: Rare = NOTHING_RARE

    _parts: ClassVar = Frozen({"origin": Origin, "rare": Rare})
    sop: ClassVar[str] = of_part("origin.sop")
    version: ClassVar[str] = of_part("origin.version")
    digest: ClassVar[str] = of_part("origin.digest")
    started_at: ClassVar[datetime] = of_part("origin.started_at")
    started_by: ClassVar[str] = of_part("origin.started_by")
    subject: ClassVar[str | None] = of_part("origin.subject")
    data_json: ClassVar[str | None] = of_part("origin.data_json")
    parent: ClassVar[tuple[str, str, int] | None] = of_part("origin.parent")
    unit: ClassVar[str | None] = of_part("origin.unit")
    due: ClassVar[datetime | None] = of_part("rare.due")
    waiting: ClassVar[tuple[tuple[Arc, int], ...]] = of_part("rare.waiting")
    chosen: ClassVar[Mapping[str, str]] = of_part("rare.chosen")
    end: ClassVar[str | None] = of_part("rare.end")
    hand_over: ClassVar[str | None] = of_part("rare.hand_over")
    suspended_at: ClassVar[datetime | None] = of_part("rare.suspended_at")
    extended: ClassVar[int] = of_part("rare.extended")
    done_by: ClassVar[Mapping[str, tuple[str, ...]]] = of_part("rare.done_by")
    is_provisional: ClassVar[bool] = of_part("rare.is_provisional")
    is_held: ClassVar[bool] = of_part("rare.is_held")
    people: ClassVar[Mapping[str, tuple[str, ...]]] = of_part("rare.people")
    formerly: ClassVar[Mapping[str, tuple[str, ...]]] = of_part("rare.formerly")
    fields: ClassVar[Mapping[str, Any]] = of_part("rare.fields")
    fields_at: ClassVar[int] = of_part("rare.fields_at")

    def _replace(self, **values: Unpack[InstanceValues]) -> Instance:
        """The same with other values."""
        return changed(self, values)

    @property
    def changed_at(self) -> datetime:
        """When the last event was recorded: `at`, by its name in JSON."""
        return self.at

    @property
    def data(self) -> Any:
        """The host's data from the start."""
        return json.loads(self.data_json) if self.data_json is not None else None

    @property
    def control(self) -> Instance:
        """The state of the flow, without subject, data, people and fields."""
        return self._replace(
            subject=None, data_json=None, people=NOTHING, formerly=NOTHING, fields=NOTHING, fields_at=0
        )

    @property
    def is_over(self) -> bool:
        return self.status not in UNFINISHED

    @property
    def is_stuck(self) -> bool:
        """Whether tokens wait at joins that nothing can open any more (an unsound definition)."""
        return self.status == "running" and not self.active

    def open_row(self, step: str, visit: int | None = None) -> OpenRow | None:
        """The open row of a step; of several the first, unless `visit` says which."""
        for row in self.active:
            if row.step == step and visit in (None, row.visit):
                return row
        return None
