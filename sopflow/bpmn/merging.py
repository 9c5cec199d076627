"""Changes in a diagram, applied to the definition that it carried: what a diagram does not show stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .drafting import Plain


def merged(carried: Plain, base: Plain, now: Plain) -> Plain:
    """The carried definition with what differs between its own diagram and the one at hand."""
    steps = {row["id"]: row for row in carried["steps"]}
    was = {row["id"]: row for row in base["steps"]}
    rows = {row["id"]: row for row in now["steps"]}
    gone = was.keys() - rows.keys()
    order = [id for id in steps if id not in gone]
    for id in rows:  # new rows stand behind the row that they follow in the diagram
        if id not in steps:
            before = [other for other in list(rows)[: list(rows).index(id)] if other in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, id)
    is_reordered = [id for id in order if id in rows] != [id for id in steps if id in rows] or order != list(steps)
    whole = _changed(carried, base, now, {"steps", "actors", "id", "sopflow"})
    whole["actors"] = _actors(carried, base, now)
    whole["steps"] = [
        _row(steps[id], was.get(id, {}), rows.get(id), is_reordered) if id in steps else rows[id] for id in order
    ]
    return whole


def _actors(carried: Plain, base: Plain, now: Plain) -> Plain:
    """The carried columns, with new titles and new columns of the diagram."""
    actors = dict(carried["actors"])
    for id, title in now["actors"].items():
        if base["actors"].get(id) == title:
            continue
        if id in actors and isinstance(actors[id], dict):
            actors[id] = {**actors[id], "title": title}
        else:
            actors[id] = title
    return actors


def _row(carried: Plain, was: Plain, now: Plain | None, is_reordered: bool) -> Plain:
    if now is None:  # a row that no diagram shows
        return carried
    row = _changed(carried, was, now, set())
    if is_reordered and "next" in now and "next" not in row and "branches" not in row:
        row["next"] = now["next"]
    if "branches" in row:
        row.pop("next", None)
    return row


def _changed(carried: Plain, was: Plain, now: Plain, kept: set[str]) -> Plain:
    found = dict(carried)
    for key in [*now, *(key for key in was if key not in now)]:
        if key in kept or was.get(key) == now.get(key):
            continue
        if key not in now:
            found.pop(key, None)
        elif key == "branches" and isinstance(carried.get(key), dict):
            found[key] = _branches(carried[key], was.get(key, {}), now[key])
        else:
            found[key] = now[key]
    return found


def _branches(carried: Plain, was: Plain, now: Plain) -> Plain:
    """Answers that lead where they led keep what else is said of them."""
    return {name: carried[name] if name in carried and was.get(name) == to else to for name, to in now.items()}


def differences(base: Any, now: Any) -> list[str]:
    """The ids of the rows that are not as they were, new and gone ones too."""
    was = {row["id"]: row for row in base["steps"]}
    rows = {row["id"]: row for row in now["steps"]}
    return [id for id in {**was, **rows} if was.get(id) != rows.get(id)]
