"""What names rows, where somebody took rows out of a diagram or led them elsewhere: joins, rules about who may do what,
findings that were accepted, and rows that no diagram shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.patching import flow
from sopflow.definition.plain import items_of, targets_of

from . import without
from .answers import Lost

if TYPE_CHECKING:
    from .drafting import Plain

_PEOPLE: Final = ("separate_from", "same_as")


def without_rows(whole: Plain, gone: Collection[str]) -> Iterator[Lost]:
    """Take the names of rows that are gone out of a definition; what was said with them."""
    if not gone:
        return
    for row in whole["steps"]:
        for key in _PEOPLE:
            yield from _less(row, key, gone)
        for name, to in _ways(row):
            if set(gone).intersection(targets_of(to)):
                yield Lost(row["id"], f"{name}: {flow(to)}", row["id"], without.ROW_GONE)
                _lead(row, name, "unknown")
    for actor in whole["actors"].values():
        if isinstance(actor, dict) and actor.get("chosen_by") in gone:
            yield Lost("", f"chosen_by: {actor['chosen_by']}", actor["chosen_by"], without.ROW_GONE)
            actor.pop("chosen_by")
            actor.pop("among", None)
    accepted = whole.get("accept")
    for one in accepted if isinstance(accepted, list) else ():
        if one.get("step") in gone:
            yield Lost("", f"accept: {one['code']} {one['step']}", one["step"], without.ROW_GONE)
    if isinstance(accepted, list):
        whole["accept"] = [one for one in accepted if one.get("step") not in gone]
        if not whole["accept"]:
            del whole["accept"]


def joined(whole: Plain) -> Iterator[Lost]:
    """Let rows wait only for rows that lead to them, and only where two do."""
    steps = whole["steps"]
    arrivals: dict[str, set[str]] = {row["id"]: set() for row in steps}
    for row, following in zip(steps, [*(row["id"] for row in steps[1:]), ""], strict=True):
        ways = _ways(row)
        if not any(name != "late" for name, _ in ways):
            ways.append(("next", following))
        for _, to in ways:
            for place in arrivals.keys() & targets_of(to):
                arrivals[place].add(row["id"])
    for row in steps:
        join, known = row.get("join"), arrivals[row["id"]]
        left = [one for one in join if one in known] if isinstance(join, list) else []
        if isinstance(join, list) and (left != join or len(known) < 2):
            if left and len(known) > 1:
                row["join"] = left
            else:
                del row["join"]
            yield Lost(row["id"], f"join: {', '.join(join)}", row["id"], without.NOT_LEADING)


def _less(row: Plain, key: str, gone: Collection[str]) -> Iterator[Lost]:
    names = items_of(row.get(key))
    left = [name for name in names if name not in gone]
    if len(left) == len(names):
        return
    yield Lost(row["id"], f"{key}: {', '.join(map(str, names))}", row["id"], without.ROW_GONE)
    if left:
        row[key] = left
    else:
        del row[key]


def _ways(row: Plain) -> list[tuple[str, Any]]:
    branches = row.get("branches")
    found = [(name, one) for name, one in branches.items()] if isinstance(branches, dict) else []
    if "next" in row:
        found.append(("next", row["next"]))
    wait = row.get("wait")
    if isinstance(wait, dict) and "late" in wait:
        found.append(("late", wait["late"]))
    return found


def _lead(row: Plain, name: str, to: str) -> None:
    branches = row.get("branches")
    if isinstance(branches, dict) and name in branches:
        branches[name] = {**branches[name], "to": to} if isinstance(branches[name], dict) else to
    elif name == "late":
        row["wait"] = {**row["wait"], "late": to}
    else:
        row[name] = to
