"""A definition as plain values, while it is changed: what its file says, in whichever of the ways to write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

UNKNOWN: Final = ("unknown", "?")


def items_of(value: Any) -> list[Any]:
    """What may be a list, or one alone, or nothing, one by one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def targets_of(value: Any) -> tuple[str, ...]:
    """Where something leads: ids, `end`, `end:name`, `unknown`."""
    if isinstance(value, list):
        return tuple(target for item in value for target in targets_of(item))
    if isinstance(value, dict):
        if "end" not in value:
            return targets_of(value.get("to"))
        return ("end",) if value["end"] in (None, "end") else (f"end:{value['end']}",)
    return ("unknown",) if value is None or value in UNKNOWN else (str(value),)


def noted(holder: dict[str, Any], notes: Iterable[Any]) -> None:
    """Add notes to those of a row, or of the whole."""
    more = list(notes)
    if more:
        holder["source"] = [*items_of(holder.get("source")), *more]


def retaken(row: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """Let what happens when a row is late take answers by their new names."""
    for act in items_of(row.get("on_late")):
        if isinstance(act, dict) and "take" in act:
            act["take"] = names.get(act["take"], act["take"])
