"""From each version of the wire to the next, as JSON values: every version stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sopflow.errors import NewerRecord, UnreadableRecord

from .shape import Json

VERSION: Final = 2
"""What is written."""
_V: Final = "v"
_CASE_1: Final = {"subject": "subject", "data_json": "data"}
"""Of a snapshot of version 1: what is the case's data, and how version 2 calls it."""


def stamped(record: Json) -> Json:
    """A record of the newest version, which says so before all else."""
    return {_V: VERSION, **record}


def unstamped(record: Mapping[str, Any]) -> tuple[int, Json]:
    """The version of a record, read before the rest, and the rest. `NewerRecord` for a later one."""
    rest = dict(record)
    version = rest.pop(_V)
    if type(version) is not int or version < 1:
        raise UnreadableRecord(why=f"version {version!r}")
    if version > VERSION:
        raise NewerRecord(what=f"version {version} > {VERSION}")
    return version, rest


def event_2(event: Json) -> Json:
    """An event of version 1 as version 2 writes it."""
    if "opened" in event:
        event["opened"] = _rows_2(event["opened"])
    if "restored" in event.get("effects", ()):
        version, restored = unstamped(event["effects"]["restored"])
        if version != 1:
            raise UnreadableRecord(why=f"version {version} within 1")
        # an undoing and a migration leave the case's data alone; version 1 repeated them
        event["effects"] = {**event["effects"], "restored": snapshot_2(restored)["control"]}
    return event


def snapshot_2(snapshot: Json) -> Json:
    """A snapshot of version 1 as version 2 writes it."""
    case = {new: snapshot.pop(old) for old, new in _CASE_1.items() if old in snapshot}
    if "active" in snapshot:
        snapshot["active"] = _rows_2(snapshot["active"])
    return {"control": snapshot, "case": case}


def event_1(event: Json) -> Json:
    """An event of version 2 as version 1 wrote it; what only version 2 can say stays as it is."""
    if "opened" in event:
        event["opened"] = _rows_1(event["opened"])
    return {_V: 1, **event}


def _rows_2(rows: list[Json]) -> list[Json]:
    if type(rows) is not list or any("children" in row for row in rows):
        raise UnreadableRecord(why="rows of version 1")
    return [_renamed(row, "child", "children", [row["child"]]) if "child" in row else row for row in rows]


def _rows_1(rows: list[Json]) -> list[Json]:
    return [
        _renamed(row, "children", "child", row["children"][0]) if len(row.get("children", ())) == 1 else row
        for row in rows
    ]


def _renamed(row: Json, old: str, new: str, value: object) -> Json:
    return {new if name == old else name: value if name == old else kept for name, kept in row.items()}
