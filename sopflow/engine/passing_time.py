"""What becomes due by itself: waits that end, what is said of rows that are late, and due times that move."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from sopflow.errors import Conflict, NothingDue, NotRunning, Refusal, UpToDate
from sopflow.flow.command import SYSTEM, Command
from sopflow.flow.instance import Instance

from .intake import taken
from .queries import PAGE, over_pages
from .store import Query, Store

_MAX_WAITS = 10_000
_WAKING = 100
_CLAIM = timedelta(minutes=1)


class PassingTime(ABC):
    """The commands of `Engine` that it gives itself, for what has become due."""

    store: Store
    _now: Callable[[], datetime]
    _is_rescheduled: bool

    @abstractmethod
    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        """Decide a command and keep what it becomes."""

    def advance(self, instance: str | None = None) -> int:
        """Process everything that is due, in one instance or in all: end waits and do what `on_late` says, each once,
        even if several processes call this. Return the number of events recorded.

        A call records at most about 10,000 events for each instance, so that a loop of short waits cannot block it.
        The first call of an engine also recalculates provisional due times (`reschedule`).
        """
        if instance is not None:
            return self._advanced(*taken(instance=instance))
        if not self._is_rescheduled:
            self.reschedule()
            self._is_rescheduled = True
        now = self._now()
        count = 0
        passed: set[str] = set()
        while count < _MAX_WAITS:
            todo = [i for i in self.store.claim(now, now + _CLAIM, _WAKING + len(passed)) if i not in passed]
            if not todo:
                break
            for one in todo:
                with suppress(Refusal):  # another was faster; or it is refused alone, and holds up nobody
                    count += self._advanced(one)
                passed.add(one)
        return count

    def _advanced(self, instance: str) -> int:
        count = 0
        while count < _MAX_WAITS:
            try:
                self._execute(instance, Command("advance", SYSTEM), None)
            except NothingDue:
                break
            except Refusal:
                if count:
                    break
                raise
            count += 1
        return count

    def reschedule(self, instance: str | None = None) -> int:
        """Recalculate due times with the days off that the calendars have now, and with all extensions and
        suspensions; in one instance, or in all that have provisional due times. Return the number of instances that
        changed.

        An engine does this by itself at its first `advance()`: new days off come with a release of the package
        holidays or a change of a calendar's file, and both are read when a process starts.
        """
        if instance is not None:
            (instance,) = taken(instance=instance)
        wanted = Query(is_provisional=True)
        found = over_pages(partial(self.store.find, wanted, limit=PAGE)) if instance is None else ()
        count = 0
        for one in (run.id for run in found) if instance is None else (instance,):
            # of many, one that is refused holds up no other
            with suppress(*(UpToDate, NotRunning, Conflict) if instance is not None else (Refusal,)):
                self._execute(one, Command("reschedule", SYSTEM), None)
                count += 1
        return count
