"""A store under test, and an engine on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypedDict, Unpack

import pytest

from sopflow.definition.loading import loads
from sopflow.definition.model import Definition
from sopflow.engine.clock import Clock, ManualClock
from sopflow.engine.directory import Directory
from sopflow.engine.engine import Engine
from sopflow.engine.store import Store
from sopflow.flow.instance import Instance
from sopflow.time import Calendar

START: Final = datetime(2024, 3, 12, 1, 0, tzinfo=UTC)
HEAD: Final = "sopflow: 1\nid: {id}\ntitle: Kontrak\nversion: {version}\nactors: {{a: A, b: B, c: C}}\nsteps:\n"
LETTER: Final = """\
  - {id: susun, activity: Menyusun, actor: a, duration: 2 jam, outputs: [Surat]}
  - {id: periksa, activity: Memeriksa, actor: [a, b], duration: 1 jam, branches: {Y: paraf, N: susun}}
  - {id: paraf, activity: Memaraf, actor: [b, c], sign_off: in_order, duration: 1 hari}
  - {id: tunggu, activity: Menunggu, wait: 3 hari}
  - {id: arsip, activity: Mengarsipkan, actor: c}
"""
CALLER: Final = """\
  - {id: mulai, activity: Memulai, actor: a}
  - {id: panggil, activity: Menjalankan, call: surat}
  - {id: tutup, activity: Menutup, actor: a}
"""


def sop_of(name: str = "surat", rows: str = LETTER, version: str = "1", also: str = "") -> Definition:
    return loads(HEAD.format(id=name, version=version).replace("steps:", f"{also}\nsteps:") + rows)


class Ports(TypedDict, total=False):
    """What an engine is given besides its store."""

    clock: Clock | None
    directory: Directory | None
    calendars: Mapping[str, Calendar] | None
    new_id: Callable[[], str] | None


class World:
    """A store with an engine on a clock that stands still."""

    def __init__(self, store: Store, engine: Callable[..., Engine] = Engine) -> None:
        self.store = store
        self.clock = ManualClock(START)
        self._engine = engine
        self.engine = self.another()
        self.engine.register(sop_of())

    def another(self, store: Store | None = None, **ports: Unpack[Ports]) -> Engine:
        """Return one more engine, as in another process: it knows only what is stored."""
        given: Ports = {"clock": self.clock, **ports}
        return self._engine(store if store is not None else self.store, **given)

    def after(self, **time: float) -> None:
        self.clock.advance(timedelta(**time))

    def run(self, *steps: str, subject: str | None = None) -> Instance:
        """Return an instance in which these rows were done, each by an actor whose turn it is."""
        state = self.engine.start("surat", "a", subject=subject)
        for step in steps:
            name, _, outcome = step.partition("=")
            (item, *_) = [i for i in self.engine.possible(state.id) if i.step == name]
            state = self.engine.complete(state.id, name, item.actors[0], outcome or None)
        return state


class Contract:
    """A store under test."""

    def make(self, tmp_path: Path) -> Store:
        """A store with nothing in it."""
        raise NotImplementedError

    def again(self, store: Any) -> Store:
        """The same store, opened by another process; for one that forgets, itself."""
        same: Store = store
        return same

    def engine(self, store: Any, **ports: Unpack[Ports]) -> Engine:
        """Return an engine on a store; override it for a store that needs another one."""
        return Engine(store, **ports)

    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        world = World(self.make(tmp_path), self.engine)
        yield world
        getattr(world.store, "close", lambda: None)()
