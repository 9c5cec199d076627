"""What follows from a key that is not read: what it should have said is missing, and what rests on it looks wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from sopflow.diagnostics import Diagnostic
from sopflow.language import Suggestion, Words

from .nodes import List, Map, Node

_UNKNOWN, _CONDITION = "SOP101", "SOP245"
_SAME_MAP: Final = frozenset({"SOP102", "SOP111"})
"""What a schema says of the keys of one map: which is missing, which needs another."""
_ENTRIES: Final = frozenset({"steps", "actors", "documents", "fields"})
_ELSEWHERE: Final = {
    "steps": frozenset({"SOP203", "SOP206", "SOP207", "SOP209"}),
    "fields": frozenset({"SOP241", "SOP245", "SOP246", "SOP251", "SOP252"}),
}
"""What checks say of other places when a part of a row, or of a field, is not read."""
_FIRST_OF_CHECKS: Final = "SOP200"
Start = tuple[int, int]


class _Key(NamedTuple):
    """A key of the file, the map in which it stands, and what it holds."""

    path: tuple[str | int, ...]
    around: Map
    value: Node


def without_what_follows(findings: list[Diagnostic], root: Node) -> list[Diagnostic]:
    """One finding for a key that is not read: of a condition what its field allows, else that there is no such key."""
    if not any(one.code in (_UNKNOWN, _CONDITION) for one in findings):
        return findings
    keys = dict(_keys(root, ()))
    slips = {one.span[:2]: one for one in findings if one.code == _UNKNOWN}
    unknown = slips.keys()
    refused = {at for one in findings if (at := one.span[:2]) in slips and _names(one, _meant(slips[at]))}
    held = {
        at: _extent(keys[at].value) for one in findings if one.code == _CONDITION and (at := one.span[:2]) in keys
    }
    deeper = {at for at, (low, high) in held.items() if any(low <= place <= high for place in unknown)}
    inner = [extent for at, extent in held.items() if at not in deeper]
    told = [
        _as_written(one, slips[one.span[:2]]) if one.span[:2] in refused else one
        for one in findings
        if not (one.code == _UNKNOWN and one.span[:2] in held.keys() | refused)
        and not (one.code == _CONDITION and one.span[:2] in deeper)
        and not (one.code < _FIRST_OF_CHECKS and any(low <= one.span[:2] <= high for low, high in inner))
    ]
    for one in [one for one in told if _is_unread(one) and one.span[:2] in keys]:
        follows = _Following(keys[one.span[:2]], root)
        told = [other for other in told if not follows.has(other)]
    return told


def _meant(slip: Diagnostic) -> str | None:
    return slip.own_hint.word if isinstance(slip.own_hint, Suggestion) else None


def _names(finding: Diagnostic, key: str | None) -> bool:
    """Whether a check says of a key that it does not belong here: then it is not the one that was meant."""
    why = finding.values.get("why")
    return isinstance(why, Words) and why.en.startswith(f'"{key}"')


def _as_written(finding: Diagnostic, slip: Diagnostic) -> Diagnostic:
    """The finding with the key that stands in the file."""
    why, meant, key = finding.values["why"], f'"{_meant(slip)}"', f'"{slip.values["key"]}"'
    assert isinstance(why, Words)
    said = Words(why.id.replace(meant, key, 1), why.en.replace(meant, key, 1))
    return replace(finding, values={**finding.values, "why": said})


def _is_unread(finding: Diagnostic) -> bool:
    """Whether nobody knows which key was meant: the file was not looked at as if that stood there."""
    return finding.code == _UNKNOWN and not isinstance(finding.own_hint, Suggestion)


class _Following:
    """What follows from one key that is not read."""

    def __init__(self, unread: _Key, root: Node) -> None:
        part, entry, at = str(unread.path[0]), root, root.span
        for step in unread.path[: 2 if part in _ENTRIES else 1]:
            at = entry.keys[str(step)] if isinstance(entry, Map) else at
            entry = entry.values[str(step)] if isinstance(entry, Map) else entry.items[int(step)]  # type: ignore[union-attr]
        self.is_whole = len(unread.path) == 1
        self.starts = _starts(unread.around)
        self.elsewhere = _ELSEWHERE.get(part, frozenset())
        self.low, self.high = _extent(entry)
        if part != "steps":
            self.low = at[:2]  # what is said of an entry as a whole stands at its name

    def has(self, finding: Diagnostic) -> bool:
        place = finding.span[:2]
        if finding.code < _FIRST_OF_CHECKS:
            return finding.code in _SAME_MAP and place in self.starts
        return self.is_whole or finding.code in self.elsewhere or self.low <= place <= self.high


def _starts(around: Map) -> set[Start]:
    """Where a map and its keys begin."""
    return {around.span[:2], *(span[:2] for span in around.keys.values())}


def _keys(node: Node, path: tuple[str | int, ...]) -> Iterator[tuple[Start, _Key]]:
    if isinstance(node, Map):
        for name, value in node.values.items():
            yield node.keys[name][:2], _Key((*path, name), node, value)
            yield from _keys(value, (*path, name))
    elif isinstance(node, List):
        for at, item in enumerate(node.items):
            yield from _keys(item, (*path, at))


def _extent(node: Node) -> tuple[Start, Start]:
    """From where to where something stands."""
    places = [*_places(node)]
    return min(places), max(places)


def _places(node: Node) -> Iterator[Start]:
    yield node.span[:2]
    if isinstance(node, Map):
        for name, value in node.values.items():
            yield node.keys[name][:2]
            yield from _places(value)
    elif isinstance(node, List):
        for item in node.items:
            yield from _places(item)
