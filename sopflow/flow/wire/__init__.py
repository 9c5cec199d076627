"""Events, snapshots and commands as JSON and back: what stores, journals, dumps, clusters and the service hold of them.

`v` is the version of the wire. It is read before the rest; each older version is brought to the newest, so that nothing
else knows that there ever was one. What a newer sopflow wrote is refused (`NewerRecord`), never read in part. All names in
it are stored names (`shapes.py`): a name in the code may change, these may not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sopflow.errors import NewerRecord, UnreadableRecord
from sopflow.flow.command import Command
from sopflow.flow.event import Event
from sopflow.flow.instance import Instance
from sopflow.flow.record import maker
from sopflow.frozen import NOTHING

from .shape import Json
from .shapes import CASE, COMMAND, CONTROL, EVENT
from .versions import VERSION, event_1, event_2, snapshot_2, stamped, unstamped

Read = TypeVar("Read")

__all__ = [
    "VERSION",
    "command_from_json",
    "command_to_json",
    "event_from_json",
    "event_to_json",
    "instance_from_json",
    "instance_to_json",
    "pinned",
    "place_of",
]


def event_to_json(event: Event) -> Json:
    """An event as JSON values; what is empty is left out."""
    return stamped(EVENT.write(event))


def event_from_json(record: Mapping[str, Any]) -> Event:
    """The event again; `UnreadableRecord` for a broken record, `NewerRecord` for a later sopflow's."""
    return _read(record, _event)


def instance_to_json(instance: Instance, *, fields: bool = True) -> Json:
    """A snapshot as JSON values, in two parts: where the case stands, and what it is about; its `fields` may stand
    elsewhere."""
    record = stamped({"control": CONTROL.write(instance)})
    case = CASE.write(instance if fields or not instance.rare.fields else instance._replace(fields=NOTHING))
    if case:
        record["case"] = case
    return record


def instance_from_json(record: Mapping[str, Any]) -> Instance:
    """The snapshot again; refusals as for an event."""
    return _read(record, _instance)


def command_to_json(command: Command) -> Json:
    """A command as JSON values; what is empty is left out."""
    return stamped(COMMAND.written(command))


def command_from_json(record: Mapping[str, Any]) -> Command:
    """The command again; refusals as for an event."""
    return _read(record, lambda version, rest: COMMAND.read(rest))


def pinned(event: Event) -> Json:
    """An event in a form that no later version changes, for marks that readers keep."""
    return event_1(EVENT.written(event))


def place_of(record: Mapping[str, Any]) -> tuple[Any, Any]:
    """Of which instance an event is, and its revision, of whatever version it is."""
    return record.get("instance"), record.get("revision")


def _event(version: int, rest: Json) -> Event:
    return EVENT.read(event_2(rest) if version == 1 else rest)


def _instance(version: int, rest: Json) -> Instance:
    parts = snapshot_2(rest) if version == 1 else rest
    control, case = parts.pop("control"), parts.pop("case", NOTHING)
    for name in parts:
        raise NewerRecord(what=f'"{name}"')
    instance: Instance = maker(Instance)(CONTROL.values(control) | CASE.values(case))
    return instance


def _read(record: Mapping[str, Any], read: Callable[[int, Json], Read]) -> Read:
    try:
        return read(*unstamped(record))
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise UnreadableRecord(why=f"{type(problem).__name__}: {problem}") from None
