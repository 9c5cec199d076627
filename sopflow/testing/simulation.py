"""An engine on a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sopflow.engine.clock import ManualClock
from sopflow.engine.directory import Directory
from sopflow.engine.engine import Engine
from sopflow.engine.store import Store
from sopflow.scenarios.model import DEFAULT_START
from sopflow.time import Calendar

from .given import instant


class SimulatedEngine(Engine):
    """An engine with a `ManualClock`, as `clock`; everything else as `Engine`.

    `start` is an aware instant, or a text such as `2024-03-12 08:00 WIB`.
    """

    def __init__(
        self, start: datetime | str = DEFAULT_START, store: Store | None = None, *, directory: Directory | None = None,
        calendars: Mapping[str, Calendar] | None = None, new_id: Callable[[], str] | None = None,
    ) -> None:  # fmt: skip
        self.clock = ManualClock(instant("start", start) or DEFAULT_START)
        super().__init__(store, clock=self.clock, directory=directory, calendars=calendars, new_id=new_id)
