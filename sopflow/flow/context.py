"""What deciding is handed besides the flow: the time, who somebody is, calendars and fresh ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sopflow.time import AROUND_THE_CLOCK, Calendar

if TYPE_CHECKING:
    from .flow import Flow
    from .past import Past

Roles = Mapping[str, str]
"""The actors for whom a person may act, each with the capacity (`definitif`, `Plh.`, …)."""


class Context(NamedTuple):
    """Answers collected by the shell, so that a decision needs no I/O."""

    at: datetime
    """Now, aware."""
    roles: Roles | None = None
    """The directory's answer for the person; `None` where there is no directory and people are named like
    actors."""
    is_known: bool = False
    """Whether the directory knows the person at all."""
    calendars: Mapping[str, Calendar] = {}
    fresh_id: Callable[[], str] = str
    called: Callable[[str], Flow | None] = lambda _: None
    """The flow that a `call` would run."""
    knows: Callable[[str], bool] = lambda _: False
    """Whether the directory knows somebody else, who is to be chosen for a row."""
    past: Past | None = None
    """What the instance did last, for what is to undo it."""

    def calendar(self, name: str | None) -> Calendar:
        return AROUND_THE_CLOCK if name is None else self.calendars[name]
