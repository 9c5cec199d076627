"""The lines of a file that is written by hand, and the blocks that are open where it is being read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from sopflow.diagnostics import Diagnostic, Rule, Span

from .. import rules

COLON = re.compile(r":(?=\s|\Z)")
COMMENT = re.compile(r"(?:^|(?<=\s))#")
LOOK_AHEAD: Final = 40
MAX_FINDINGS = 50


class Level(NamedTuple):
    """A block that is open: its column and kind, the line on which it began, and the key whose value it is."""

    column: int
    kind: Literal["map", "list"]
    line: int
    under: str


class Lines:
    """A line with a slip is read on as it was meant, so that its consequences are not told."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        self.found: list[Diagnostic] = []
        self.levels: list[Level] = []
        self.open_value = True
        self.at = 0
        self.key = ""
        """The last key; what follows deeper is its value."""
        self.first: dict[int, tuple[str, int]] = {}
        """Of each open list's column, the first key of its present item, and how many keys came after it."""
        self.moved: dict[int, int] = {}
        """Of a line that is read as it was meant: by how many columns what stands there was moved."""

    def say(self, rule: Rule, column: int, width: int, *, line: int | None = None, **values: object) -> None:
        at = self.at if line is None else line
        number = at + 1
        column = max(column + self.moved.get(at, 0), 0)
        self.found.append(Diagnostic(rule, Span(number, column + 1, number, column + 1 + max(width, 1)), values))

    def read_as(self, line: str, moved: int) -> None:
        self.lines[self.at] = line
        self.moved[self.at] = self.moved.get(self.at, 0) + moved

    def level(self, column: int, kind: Literal["map", "list"]) -> bool:
        """Enter or return to the block at `column`; where there is none, say so, and `False` if the line is to be read
        again at the column that was meant."""
        levels = [*self.levels]
        left: Level | None = None
        while levels and levels[-1].column > column:
            left = levels.pop()
        top = levels[-1] if levels else None
        if top is not None and top.column == column:
            if top.kind == kind:
                self.levels, self.open_value = levels, False
                return True
            if top.kind == "list":  # the list stood at its key's own column
                levels.pop()
                if levels and levels[-1].column == column:
                    self.levels, self.open_value = levels, False
                    return True
            elif self.open_value:
                self.levels, self.open_value = [*levels, Level(column, kind, self.at, self.key)], False
                return True
        elif left is None and self.open_value:
            wanted = self.column_of_the_rest(column, kind)
            if wanted is None or wanted <= (top.column if top is not None else -1):
                self.levels, self.open_value = [*levels, Level(column, kind, self.at, self.key)], False
                return True
            return self.misplaced(column, wanted)
        elif kind == "list" and left is not None and left.kind == "map" and top is not None and top.kind == "map":
            self.forgotten_first_dash(left)
            self.levels = [*levels, Level(column, kind, self.at, left.under)]
            self.open_value = False
            return True
        alike = [one.column for one in self.levels if one.kind == kind]
        if not alike:
            alike = [one.column for one in self.levels] or [0]
        return self.misplaced(column, min(reversed(alike), key=lambda one: abs(one - column)))

    def misplaced(self, column: int, wanted: int) -> bool:
        """Say that a line stands at the wrong column, and read it at the right one."""
        if self.at in self.moved and wanted == column:
            self.open_value = False
            return True
        self.say(rules.INDENTATION, 0, max(column, 1), has=column, want=wanted)
        self.read_as(" " * wanted + self.lines[self.at][column:], column - wanted)
        if column == wanted:  # of another kind than the block there: nothing to move
            self.levels = [one for one in self.levels if one.column < column]
            self.open_value = True
        return False

    def column_of_the_rest(self, column: int, kind: Literal["map", "list"]) -> int | None:
        """Where the other lines of a block stand whose first line is a space off; `None` where it is not."""
        seen: list[int] = []
        for line in self.lines[self.at + 1 : self.at + 1 + LOOK_AHEAD]:
            body = line.lstrip(" ")
            own = len(line) - len(body)
            if not body or body[0] == "#" or own > column + 1:
                continue
            if own < column - 1 or (body.startswith("- ")) != (kind == "list"):
                break
            seen.append(own)
        return seen[0] if len(seen) > 1 and column not in seen and len({*seen}) == 1 else None

    def forgotten_first_dash(self, block: Level) -> None:
        body = self.lines[block.line].lstrip(" ")
        key = body.partition(":")[0]
        self.say(rules.MISSING_DASH, block.column, len(key), line=block.line, key=key, fixed=f"- {body.rstrip()}")

    def skip_deeper(self, parent: int, *, stray: bool = False) -> None:
        """Pass over the lines that are indented deeper than `parent`."""
        while self.at < len(self.lines):
            body = self.lines[self.at].lstrip(" ")
            column = len(self.lines[self.at]) - len(body)
            if body and column <= parent:
                return
            if stray and body and body[0] != "#":
                if COLON.search(body):
                    self.misplaced(column, max(parent, 0))
                    return
                self.say(rules.TEXT_AFTER_QUOTE, column, len(body), close='"', fixed='"…"')
            self.at += 1
