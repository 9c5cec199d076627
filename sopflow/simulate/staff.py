"""The people of an actor: who is free, what waits for them, and how busy they were."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import NamedTuple

from sopflow.time import Calendar


class Job:
    """A row, or a signature on one, that somebody is to do."""

    __slots__ = ("actor", "begun", "instance", "is_gone", "opened", "rank", "step", "visit", "waits")

    def __init__(self, instance: str, step: str, visit: int, opened: datetime, rank: int = 0) -> None:
        self.instance, self.step, self.visit = instance, step, visit
        self.rank = rank
        """Of its case: what has a lower one is taken first."""
        self.opened = opened
        self.begun: datetime | None = None
        self.actor = ""
        """Who has it."""
        self.waits: list[People] = []
        """In whose queues it stands."""
        self.is_gone = False
        """Whether the row ended otherwise."""


class Queue(NamedTuple):
    """How long a queue was, over time."""

    mean: float
    longest: int


class People:
    """Everybody who is one actor; `count` of `None` for as many as are needed."""

    def __init__(self, count: int | None, calendar: Calendar | None, ranks: int = 1) -> None:
        self.count = count
        self.calendar = calendar
        self.busy = 0
        self.worked = 0.0
        """Seconds of working time, all of them together."""
        self.late = 0
        self._waiting: tuple[deque[Job], ...] = tuple(deque() for _ in range(ranks))
        self._length = 0
        self._longest = 0
        self._area = 0.0
        self._since: datetime | None = None

    @property
    def has_room(self) -> bool:
        return self.count is None or self.busy < self.count

    def wait(self, job: Job, now: datetime) -> None:
        """Put a job at the end of the queue of its rank."""
        self._note(now, 1)
        self._waiting[job.rank].append(job)

    def next(self) -> Job | None:
        """The first job that nobody has begun, of the rank that goes first."""
        for waiting in self._waiting:
            while waiting:
                job = waiting.popleft()
                if job.begun is None and not job.is_gone:
                    return job
        return None

    def leave(self, now: datetime) -> None:
        """A job of the queue was begun by somebody, or is gone."""
        self._note(now, -1)

    def queue(self, start: datetime, end: datetime) -> Queue:
        self._note(end, 0)
        length = (end - start) / timedelta(seconds=1)
        return Queue(self._area / length if length else 0.0, self._longest)

    def _note(self, now: datetime, more: int) -> None:
        if self._since is not None:
            self._area += self._length * ((now - self._since) / timedelta(seconds=1))
        self._since = now
        self._length += more
        self._longest = max(self._longest, self._length)
