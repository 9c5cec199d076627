"""Change values in a file's text. Only what differs is written; layout and comments stay."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final

from .nodes import Plain
from .reading import List, Map, Node, Text, compose
from .scalars import inline, scalar

_WIDTH: Final = 110
_ID: Final = "id "


class Unpatchable(Exception):
    """A text in which the values cannot be changed one by one: with anchors, say."""


def patched(text: str, wanted: Plain) -> str:
    """The text of a file (as `decode` gives it) with `wanted` for its content; rows of a list are known by their `id`.

    `Unpatchable` where that cannot be done, or what was written would not read back as `wanted`.
    """
    root, _ = compose(text)
    if root is None:
        raise Unpatchable
    patch = _Patch(text)
    patch.refuse_anchors(root)
    patch.change(root, wanted, 0)
    result = patch.applied(0, len(text))
    again, _ = compose(result)
    if again is None or not _is_same(again.plain(), wanted):
        raise Unpatchable
    return result


def _is_same(one: Plain, other: Plain) -> bool:
    """Equal, the order of keys included."""
    return one == other and json.dumps(one) == json.dumps(other)


def flow(value: Plain) -> str:
    """A value on one line; what could be read as a key stands in quotes."""
    return inline(value, lambda text: json.dumps(text, ensure_ascii=False) if ":" in text else scalar(text))


def _is_plain(text: str) -> bool:
    """Whether a text can stand without quotes, in braces too."""
    root, found = compose(f"k: {text}\n")
    return not found and root is not None and root.plain() == {"k": text} and not set(text) & set(",[]{}")


def block(value: Mapping[str, Plain], indent: str) -> Iterator[str]:
    """The lines of a mapping; what is too long for a line goes on below its key."""
    for key, item in value.items():
        line = f"{indent}{scalar(key)}: {flow(item)}"
        if len(line) <= _WIDTH or not item or not isinstance(item, dict | list):
            yield line
            continue
        yield f"{indent}{scalar(key)}:"
        if isinstance(item, dict):
            yield from block(item, indent + "  ")
        else:
            for one in item:
                yield from _item(one, indent + "  ", "- ")


def _item(value: Plain, indent: str, dash: str) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f"{indent}{dash}{flow(value)}"
        return
    first, *rest = block(value, indent + " " * len(dash))
    yield f"{indent}{dash}{first.lstrip()}"
    yield from rest


class _Patch:
    """Edits of one text, which do not overlap."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self.edits: list[tuple[int, int, str]] = []

    def applied(self, start: int, end: int) -> str:
        """What stands between two places after the edits there."""
        parts, at = [], start
        for begin, stop, instead in sorted(self.edits, key=lambda edit: edit[:2]):
            if begin < at:
                raise Unpatchable
            parts += [self.text[at:begin], instead]
            at = stop
        return "".join([*parts, self.text[at:end]])

    def put(self, start: int, end: int, instead: str) -> None:
        self.edits.append((start, end, instead))

    def refuse_anchors(self, root: Node) -> None:
        """A value that stands in two places cannot be changed in one of them."""
        todo = [root]
        while todo:
            node = todo.pop()
            if self.text.startswith("&", self.start(node)):
                raise Unpatchable
            todo += node.items if isinstance(node, List) else node.values.values() if isinstance(node, Map) else []

    # -- places

    def start(self, node: Node) -> int:
        return self.starts[node.span.line - 1] + node.span.column - 1

    def end(self, node: Node) -> int:
        """Behind the last character of a value."""
        if isinstance(node, Map | List) and not self.is_flow(node):
            last = node.items[-1] if isinstance(node, List) else next(reversed(node.values.values()))
            return self.end(last)
        start, end = self.start(node), self.starts[node.span.end_line - 1] + node.span.end_column - 1
        return start + len(self.text[start:end].rstrip())

    def is_flow(self, node: Node) -> bool:
        return self.text[self.start(node)] in "[{"

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def key_start(self, node: Map, key: str) -> int:
        span = node.keys[key]
        return self.starts[span.line - 1] + span.column - 1

    def after_key(self, node: Map, key: str) -> int:
        span = node.keys[key]
        return self.text.index(":", self.starts[span.end_line - 1] + span.end_column - 1) + 1

    # -- values

    def change(self, node: Node, wanted: Plain, after: int) -> None:
        """Let a value be another; `after` is the place behind the colon or the dash before it."""
        was = node.plain()
        if _is_same(was, wanted):
            return
        if isinstance(node, Map) and isinstance(wanted, dict) and self.mapping(node, wanted):
            return
        if isinstance(node, List) and isinstance(wanted, list) and self.sequence(node, wanted):
            return
        if isinstance(node, Map) and isinstance(wanted, list) and wanted[:1] == [was]:
            self.wrap(node, wanted[1:])
        else:
            self.replace(node, wanted, after)

    def replace(self, node: Node, wanted: Plain, after: int) -> None:
        start, end = self.start(node), self.end(node)
        said = flow(wanted)
        if isinstance(node, Text) and isinstance(wanted, str):
            if self.text.startswith('"', start):
                said = json.dumps(wanted, ensure_ascii=False)
            elif not node.quoted and _is_plain(wanted):
                said = wanted
        if start == end or (not isinstance(node, Text) and not self.is_flow(node)):
            self.put(after, end, f" {said}")
        else:
            self.put(start, end, said)

    def wrap(self, node: Map, more: Sequence[Plain]) -> None:
        """A single value becomes the first of a list."""
        start, end = self.start(node), self.end(node)
        if self.is_flow(node):
            self.put(start, start, "[")
            self.put(end, end, "".join(f", {flow(item)}" for item in more) + "]")
            return
        line = self.line_start(start)
        indent = self.text[line:start]
        if indent.strip():
            raise Unpatchable
        self.put(start, start, "- ")
        at = self.line_end(start) + 1
        while at <= end:
            if self.text[at : self.line_end(at)].strip():
                self.put(at, at, "  ")
            at = self.line_end(at) + 1
        last = self.line_end(end)
        self.put(last, last, "".join(f"\n{line}" for item in more for line in _item(item, indent, "- ")))

    # -- mappings

    def mapping(self, node: Map, wanted: Mapping[str, Plain]) -> bool:
        """Change a mapping key by key; `False` where its keys would stand in another order."""
        names = _names(list(node.keys), list(wanted))
        before = {now: was for was, now in names.items()}
        kept = [key for key in node.keys if key in names]
        if not kept or [names[key] for key in kept] != [key for key in wanted if key in before]:
            return False
        for key in kept:
            if names[key] != key:
                start = self.key_start(node, key)
                span = node.keys[key]
                end = self.starts[span.end_line - 1] + span.end_column - 1
                is_quoted = self.text.startswith('"', start)
                self.put(start, end, json.dumps(names[key], ensure_ascii=False) if is_quoted else flow(names[key]))
            self.change(node.values[key], wanted[names[key]], self.after_key(node, key))
        places = [(self.key_start(node, key), self.end_of(node, key)) for key in node.keys]
        self.drop(node, places, [key in names for key in node.keys])
        place = {key: at for at, key in enumerate(node.keys)}
        at = -1
        more: dict[int, list[tuple[str, Plain]]] = {}
        for key, value in wanted.items():
            if key in before:
                at = place[before[key]]
            else:
                more.setdefault(at, []).append((key, value))
        for at, entries in more.items():
            self.add(node, places, at, entries)
        return True

    def end_of(self, node: Map, key: str) -> int:
        return max(self.end(node.values[key]), self.after_key(node, key))

    def add(
        self, node: Map, places: Sequence[tuple[int, int]], at: int, entries: Sequence[tuple[str, Plain]]
    ) -> None:
        """Entries behind that number `at`; at the beginning where it is -1."""
        if self.is_flow(node):
            said = [f"{scalar(key)}: {flow(value)}" for key, value in entries]
            self.add_flow(places, at, said)
            return
        column = self.start(node) - self.line_start(self.start(node))
        lines = [line for key, value in entries for line in block({key: value}, " " * column)]
        end = self.line_end(places[max(at, 0)][1])
        if at < 0:
            raise Unpatchable
        self.put(end, end, "".join(f"\n{line}" for line in lines))

    def add_flow(self, places: Sequence[tuple[int, int]], at: int, said: Sequence[str]) -> None:
        if at < 0:
            self.put(places[0][0], places[0][0], "".join(f"{one}, " for one in said))
        else:
            self.put(places[at][1], places[at][1], "".join(f", {one}" for one in said))

    def drop(
        self,
        node: Map | List,
        places: Sequence[tuple[int, int]],
        kept: Sequence[bool],
        moved: Collection[int] = (),
    ) -> None:
        """Take away entries or items; at least one is kept. The comments above what moved go with it."""
        last = max(at for at, stays in enumerate(kept) if stays)
        for at, (start, end) in enumerate(places):
            if kept[at]:
                continue
            if not self.is_flow(node):
                first, stop = self.lines_of(start, end, isinstance(node, List))
                self.put(min(first, max(self.above(start) - 1, 0)) if at in moved else first, stop, "")
            elif at < last:
                self.put(start, places[at + 1][0], "")
        if self.is_flow(node) and last + 1 < len(places):
            self.put(places[last][1], places[-1][1], "")

    def lines_of(self, start: int, end: int, has_dash: bool) -> tuple[int, int]:
        """The lines of an entry or item, from the line break before them, with the comments at their ends."""
        first, stop = self.line_start(start), self.line_end(end)
        if self.text[first:start].strip() != ("-" if has_dash else ""):
            raise Unpatchable
        is_apart = (
            has_dash and self._is_blank(first - 1) and (stop + 1 >= len(self.text) or self._is_blank(stop + 1))
        )
        if is_apart:
            first = self.line_start(first - 1)
        return (first - 1, stop) if first else (0, min(stop + 1, len(self.text)))

    def above(self, at: int) -> int:
        """The first of the lines of comment that stand right above a line."""
        first = self.line_start(at)
        while first and self.text[self.line_start(first - 1) : first].lstrip().startswith("#"):
            first = self.line_start(first - 1)
        return first

    def _is_blank(self, at: int) -> bool:
        """Whether nothing stands on the line of a place."""
        return at >= 0 and not self.text[self.line_start(at) : self.line_end(at)].strip()

    # -- lists

    def sequence(self, node: List, wanted: Sequence[Plain]) -> bool:
        """Change a list item by item: some stay, some are others, some go, come, or stand elsewhere; `False` where none
        stays."""
        was, now = [_label(item.plain()) for item in node.items], [_label(item) for item in wanted]
        places = [(self.start(item), self.end(item)) for item in node.items]
        kept = _kept(was, now)
        if not kept:
            return False
        others = {*range(len(was))} - {*kept.values()}
        stays = [at not in others for at in range(len(was))]
        elsewhere: dict[str, list[int]] = {}
        for at, label in enumerate(was):
            if not stays[at]:
                elsewhere.setdefault(label, []).append(at)
        more: dict[int, list[str]] = {}
        moved: set[int] = set()
        after = -1
        is_flow = self.is_flow(node)
        indent, dash = ("", "") if is_flow else self.dash(places[0][0])
        for new, value in enumerate(wanted):
            if new in kept:
                after = kept[new]
                self.change(node.items[after], value, places[after][0])
                continue
            old = elsewhere.get(now[new])
            if old:
                moved.add(old[0])
                said = self.moved(node, old.pop(0), value, places)
            else:
                said = flow(value) if is_flow else "\n".join(_item(value, indent, dash))
            more.setdefault(after, []).append(said)
        self.drop(node, places, stays, moved)
        for at, items in more.items():
            self.add_items(node, places, at, items)
        return True

    def dash(self, start: int) -> tuple[str, str]:
        """What stands before the items of a list: the indent, and the dash with the spaces behind it."""
        before = self.text[self.line_start(start) : start]
        indent = before[: before.find("-")]
        if before.strip() != "-":
            raise Unpatchable
        return indent, before[len(indent) :]

    def moved(self, node: List, old: int, value: Plain, places: Sequence[tuple[int, int]]) -> str:
        """An item as it is written, for another place."""
        start, end = places[old]
        if not self.is_flow(node):
            start, end = self.above(start), self.line_end(end)
        piece = _Patch.__new__(_Patch)
        piece.text, piece.starts, piece.edits = self.text, self.starts, []
        piece.change(node.items[old], value, places[old][0])
        return piece.applied(start, end)

    def add_items(self, node: List, places: Sequence[tuple[int, int]], at: int, items: Sequence[str]) -> None:
        if self.is_flow(node):
            self.add_flow(places, at, items)
            return
        first = self.above(places[0][0])
        beside = places[min(max(at + 1, 1), len(places) - 1)]
        apart = "\n" if len(places) > 1 and self._is_blank(self.above(beside[0]) - 1) else ""
        if at < 0:
            self.put(first, first, "".join(f"{item}\n{apart}" for item in items))
            return
        end = self.line_end(places[at][1])
        self.put(end, end, "".join(f"\n{apart}{item}" for item in items))


def _names(was: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    """What each key that stays is called: another name where one key alone is another at its place."""
    old, new = {*was}, {*now}
    names = {key: key for key in was if key in new}
    if len(was) == len(now):
        pairs = list(zip(was, now, strict=True))
        others = [(one, other) for one, other in pairs if one != other]
        if all(one not in new and other not in old for one, other in others):
            names |= dict(others)
    return names


def _kept(was: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Which item stays, or is another at its place: by the number of the new one, that of the old one."""
    same = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), None)
    first = min(len(was), len(now)) if same is None else same
    kept = {at: at for at in range(first)}
    for kind, *places in SequenceMatcher(None, was[first:], now[first:], autojunk=False).get_opcodes():
        a, b, c, d = (place + first for place in places)
        if kind == "equal":
            kept.update(zip(range(c, d), range(a, b), strict=True))
        elif kind == "replace" and b - a == d - c:
            others = {*was[a:b]} & {*now} | {*now[c:d]} & {*was}
            pairs = zip(range(c, d), range(a, b), strict=True)
            kept.update((new, old) for new, old in pairs if not {was[old], now[new]} & others)
    return {new: old for new, old in kept.items() if was[old] == now[new] or not now[new].startswith(_ID)}


def _label(value: Plain) -> str:
    """By what an item of a list is known."""
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return f"{_ID}{value['id']}"
    return json.dumps(value)
