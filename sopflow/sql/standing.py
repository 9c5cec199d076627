"""What of an instance and of its work items stands in columns: written by commands, and derived again by `audit`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sopflow.flow.agenda import NOBODY, Entry, is_provisional, wakes_at
from sopflow.flow.audience import audience_of
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance

from .audiences import name_of
from .columns import NEVER, micros
from .records import column, rows_text


def fixed(instance: Instance) -> dict[str, object]:
    """The columns of an instance that stay as they are; the subject, unless an event changes it."""
    return {
        "id": instance.id,
        "sop": instance.sop,
        "subject": _text(instance.subject),
        "unit": _text(instance.unit),
        "started_at": micros(instance.started_at),
        "started_by": column(instance.started_by),
        "parent": instance.parent[0] if instance.parent is not None else None,
    }


def moving(instance: Instance) -> dict[str, object]:
    """The columns that every event changes, but the head and the snapshot."""
    return {"revision": instance.revision, "changed_at": micros(instance.at)}


def turning(flow: Flow, instance: Instance) -> dict[str, object]:
    """The columns that most events leave alone."""
    wakes = wakes_at(flow, instance)
    return {
        "status": instance.status,
        "end_name": _text(instance.end),
        "wakes_at": micros(wakes) if wakes is not None else None,
        "claimed_until": 0,
        "due": micros(instance.due) if instance.due is not None and instance.status == "running" else None,
        "provisional": int(is_provisional(instance)),
        "version": instance.version,
        "digest": instance.digest,
        "audience": name_of(instance.sop, audience_of(flow, instance)),
    }


def placed(instance: Instance, entry: Entry) -> dict[str, object]:
    """The columns of a work item that say whose it is, and when it is due."""
    step, visit, actor, due, is_first, _ = entry
    return {
        "instance": instance.id,
        "step": step,
        "visit": visit,
        "actor": column(actor),
        "due": micros(due) if due is not None else NEVER,
        "is_first": 2 if actor == NOBODY else 1 if is_first else 0,
    }


def work_item(instance: Instance, entry: Entry) -> dict[str, object]:
    """The row of a work item."""
    origin, person = instance.origin, entry.person
    return {
        **placed(instance, entry),
        "sop": origin.sop,
        "unit": column(origin.unit) if origin.unit is not None else None,
        "person": column(person) if person is not None else None,
    }


def work_items(instance: Instance, entries: Iterable[Entry]) -> str:
    """The rows of some, for a database that takes several as one value."""
    return rows_text([work_item(instance, entry) for entry in entries])


def place_taken(instance: Instance, closed: Sequence[Entry], opened: Sequence[Entry]) -> dict[str, object]:
    """What moves a work item to where another is opened in its place; nothing where it is not one for one."""
    if not len(closed) == len(opened) == 1 or closed[0].person is not None or opened[0].person is not None:
        return {}
    was = closed[0]
    now = placed(instance, opened[0])
    now["item_due"] = now.pop("due")
    return {"was_step": was.step, "was_visit": was.visit, "was_actor": column(was.actor), **now}


def _text(value: str | None) -> str | None:
    return column(value) if value is not None else None
