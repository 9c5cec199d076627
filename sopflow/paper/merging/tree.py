"""The content of a definition's file, while it is changed."""

from __future__ import annotations

import copy
from collections.abc import Container, Mapping, Sequence
from typing import Any, Final

from sopflow.definition.nodes import Plain
from sopflow.definition.plain import noted, targets_of

from ..draft import Note
from .said import Ways

ROW_KEYS: Final = frozenset({"same_as", "separate_from", "late", "chosen_by", "step"})
"""Where a row is named, besides by arrows and joins."""
ACTOR_KEYS: Final = frozenset({"actor", "may_start", "may", "substitutes", "among", "escalate", "by"})


class Tree:
    """Plain values, with the rows by their ids."""

    def __init__(self, plain: Plain) -> None:
        assert isinstance(plain, dict)
        self.whole: dict[str, Any] = copy.deepcopy(plain)
        self.rows: dict[str, dict[str, Any]] = {row["id"]: row for row in self.steps}
        self._places: dict[str, int] = {}

    @property
    def steps(self) -> list[dict[str, Any]]:
        steps: list[dict[str, Any]] = self.whole["steps"]
        return steps

    # -- rows

    def put(self, row: dict[str, Any], after: str | None) -> None:
        """A row behind another; at the beginning for `None`. One that stands elsewhere moves."""
        if row["id"] in self.rows:
            del self.steps[self.place(row["id"])]
            self._places = {}
        self.steps.insert(self.place(after) + 1 if after is not None else 0, row)
        self.rows[row["id"]] = row
        self._places = {}

    def place(self, name: str) -> int:
        """The position of a row."""
        if not self._places:
            self._places = {row["id"]: at for at, row in enumerate(self.steps)}
        return self._places[name]

    def remove(self, name: str) -> None:
        """A row goes, and no join waits for it."""
        del self.steps[self.place(name)], self.rows[name]
        self._places = {}
        for row in self.steps:
            join = row.get("join")
            if isinstance(join, list) and name in join:
                row["join"] = [one for one in join if one != name]
                if not row["join"]:
                    del row["join"]
            elif join == name:
                del row["join"]

    def following(self, name: str) -> str:
        at = self.place(name) + 1
        return str(self.steps[at]["id"]) if at < len(self.steps) else "end"

    def leads(self, name: str) -> Ways:
        """Where the arrows of a row lead, by ids."""
        row = self.rows[name]
        branches = row.get("branches")
        if isinstance(branches, dict):
            return tuple((label, targets_of(value)) for label, value in branches.items())
        return (("", targets_of(row["next"]) if "next" in row else (self.following(name),)),)

    def joins(self) -> dict[str, tuple[str, ...]]:
        """The rows that rows wait for."""
        return {row["id"]: tuple(row["join"]) for row in self.steps if isinstance(row.get("join"), list)}

    def numbers(self) -> dict[str, str]:
        """What is printed before each row."""
        found, position = {}, 0
        for at, row in enumerate(self.steps, start=1):
            number = row.get("no")
            position += number != "none"
            found[row["id"]] = str(at) if number == "none" else str(number or position)
        return found

    # -- the rest

    def note(self, name: str | None, note: Note) -> None:
        """What is to be decided, at a row or at the top."""
        holder = self.whole if name is None or name not in self.rows else self.rows[name]
        values = {"cell": note.cell, "text": note.text, "reading": note.reading, "why": note.why}
        said = {key: " ".join(value.split()) for key, value in values.items() if value}
        noted(holder, [said])

    def insert(self, section: str, key: str, value: Plain, after: str | None) -> None:
        """An entry of a section, behind another."""
        entries = list((self.whole.get(section) or {}).items())
        at = next((at for at, (one, _) in enumerate(entries, start=1) if one == after), len(entries))
        entries.insert(at, (key, value))
        self.whole[section] = dict(entries)

    def entitle(self, section: str, name: str, title: str) -> None:
        """Another title for an actor or a document."""
        entries = self.whole[section]
        if isinstance(entries[name], dict):
            entries[name]["title"] = title
        else:
            entries[name] = title

    def identify(self, key: str, value: Plain) -> None:
        """A field of the identity page."""
        known = self.whole.get("identity")
        if isinstance(known, dict):
            known[key] = value
            return
        entries = [(one, said) for one, said in self.whole.items() if one != "identity"]
        at = next(at for at, (one, _) in enumerate(entries) if one == "actors")
        self.whole = dict([*entries[:at], ("identity", {key: value}), *entries[at:]])

    def declare(self, title: str) -> None:
        """A document whose title is shaped like an id."""
        documents = self.whole.get("documents")
        if not isinstance(documents, dict):
            entries = [(key, value) for key, value in self.whole.items() if key != "documents"]
            at = next(at for at, (key, _) in enumerate(entries, start=1) if key == "actors")
            entries.insert(at, ("documents", {}))
            self.whole = dict(entries)
        self.whole["documents"].setdefault(title, title)

    def uses(self, keys: frozenset[str], without: Container[str] = ()) -> dict[str, list[str]]:
        """Every name that stands under one of some keys, with these keys; rows `without` are left out."""
        found: dict[str, list[str]] = {}
        rest = {key: value for key, value in self.whole.items() if key != "steps"}
        todo: list[tuple[Any, str]] = [(rest, ""), *((row, "") for row in self.steps if row["id"] not in without)]
        while todo:
            value, key = todo.pop()
            if isinstance(value, dict):
                own = [(item, one) for one, item in value.items() if one != "source"]
                todo += [(item, one if one in keys or key not in keys else key) for item, one in own]
            elif isinstance(value, list):
                todo += [(item, key) for item in value]
            elif isinstance(value, str) and key in keys:
                found.setdefault(value, []).append(key)
        return found


def led(value: Any, targets: Sequence[str]) -> Any:
    """What leads somewhere, leading to `targets`: with its note, label and outputs, if it has any, and with what else happens
    at an end that it still leads to, or that is called otherwise."""
    if value is not None and targets_of(value) == tuple(targets):
        return value
    ends = {targets_of(one)[0]: one for one in _ends(value)}
    if len(targets) == 1 and targets[0].startswith("end") and _is_map(value) and "end" in value:
        return {**value, "end": targets[0].partition(":")[2] or "end"}
    places = [ends.get(target) or _place(target) for target in targets]
    led_to = places[0] if len(places) == 1 else places
    own = {key: value[key] for key in value if key in ("note", "label", "outputs")} if _is_map(value) else {}
    if not own:
        return led_to
    return {**led_to, **own} if isinstance(led_to, dict) else {"to": led_to, **own}


def _ends(value: Any) -> list[dict[str, Any]]:
    """The ends in what leads somewhere at which more happens."""
    if isinstance(value, list):
        return [one for item in value for one in _ends(item)]
    if not _is_map(value):
        return []
    return [value] if "end" in value else _ends(value.get("to"))


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def _place(target: str) -> str | Mapping[str, str]:
    return {"end": target[4:]} if target.startswith("end:") else target
