"""What of an instance stands in a store's indexes: who is to do what until when, and when something is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from .authority import pending
from .event import Claim
from .flow import Flow
from .instance import Instance

NOBODY: Final = ""
"""The actor of a row that ends by itself."""


class Entry(NamedTuple):
    """One actor's part in an open row, or a row that ends by itself."""

    step: str
    visit: int
    actor: str
    due: datetime | None
    is_first: bool
    """Whether it stands for the work item where it is counted once: of actors any of whom may do it, the first."""
    person: str | None = None
    """Who has claimed it or was given it."""


def agenda(flow: Flow, instance: Instance) -> tuple[Entry, ...]:
    """The entries of an instance; none unless it is running."""
    if instance.status != "running":
        return ()
    entries: list[Entry] = []
    people = instance.rare.people
    for open_row in instance.active:
        step, visit, due = open_row.step, open_row.visit, open_row.due
        row = flow.rows[step]
        if row.ends_itself:
            entries.append(Entry(step, visit, NOBODY, due, False))
            continue
        each, claims = row.is_joint, open_row.rare.claims
        listed: dict[str, Entry] = {}
        for actor in pending(row, open_row) if each else open_row.actors:
            if actor not in listed:
                person = _holder(claims, actor, each) if claims else None
                listed[actor] = Entry(step, visit, actor, due, each or not listed, person)
        if people:
            _list_persons(flow, listed, people)
        entries += listed.values()
    return tuple(entries)


def _list_persons(flow: Flow, listed: dict[str, Entry], people: Mapping[str, tuple[str, ...]]) -> None:
    """List a row that nobody has claimed under the names of those who are its actors, and of those who record for them: who
    finds it by the actor's own entry is the first of them, and nobody else."""
    for actor, entry in [*listed.items()]:
        if entry.person is None and actor in people:
            persons, recorders = people[actor], map(str, flow.definition.actors[actor].recorded_by)
            if entry.is_first:
                first, *others = sorted(persons, key=lambda person: person != actor)
                listed[actor] = entry._replace(person=first)
            else:
                others = [*persons]
                if actor not in persons:
                    listed[actor] = entry._replace(person=persons[0])
            for name in (*others, *recorders):
                listed.setdefault(name, entry._replace(actor=name, is_first=False))


def _holder(claims: tuple[Claim, ...], actor: str, each: bool) -> str | None:
    return next((c.person for c in claims if not each or c.actor == actor), None)


def wakes_at(flow: Flow, instance: Instance) -> datetime | None:
    """When time next brings something in an instance, a wait that is over or a row that is late; `None` for never."""
    if not flow.has_timers or instance.status != "running":
        return None
    dues = [r.due for r in instance.active if r.due is not None and flow.rows[r.step].step.wait is not None]
    dues += [r.late_at + _INSTANT for r in instance.active if r.late_at is not None]
    return min(dues, default=None)


_INSTANT: Final = timedelta(microseconds=1)
"""At the very instant a person is still in time."""


def is_provisional(instance: Instance) -> bool:
    """Whether a due time in it rests on days off that are only estimated, or not decided yet."""
    if instance.is_over:
        return False
    return instance.is_provisional or any(row.is_provisional for row in instance.active)
