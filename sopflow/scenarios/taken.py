"""The rows that a run has done, and the paths that scenarios say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sopflow.definition.model import DONE
from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.flow.timeline import passed

from .model import ANYTHING, PathItem

SKIPPED: Final = "skip"
"""In a path: skipped, whatever its outcome. Where nothing or an outcome is said, a row may have been skipped too."""


class Taken(NamedTuple):
    """A row that is done, or was skipped."""

    step: str
    outcome: str = DONE
    is_skipped: bool = False

    @property
    def said(self) -> str | None:
        """What a path says of it beside its name."""
        return SKIPPED if self.is_skipped else self.outcome if self.outcome != DONE else None

    def __str__(self) -> str:
        said = self.said
        return self.step if said is None else f"{self.step}={said}"


def taken(events: Iterable[Event], flow: Flow) -> list[Taken]:
    """The rows of one instance that are done or skipped, in order."""
    return [Taken(p.step, p.outcome, p.event.type == "skipped") for p in passed(events, flow)]


def fits(item: PathItem, row: Taken) -> bool:
    """Whether an item of a path means a row."""
    if item.step != row.step:
        return False
    if item.outcome == SKIPPED and row.is_skipped:
        return True
    if item.outcome == DONE and row.is_skipped:
        return False
    return item.outcome in (None, row.outcome)


def follows(rows: Sequence[Taken], path: Sequence[PathItem]) -> bool:
    """Whether rows follow a path, `...` standing for any of them."""
    reached = {0}
    for item in path:
        if item.step == ANYTHING:
            reached = set(range(min(reached, default=len(rows) + 1), len(rows) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(rows) and fits(item, rows[at])}
    return len(rows) in reached
