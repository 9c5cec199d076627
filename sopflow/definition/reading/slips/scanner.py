"""Slips in keys, dashes and indentation, line by line."""

from __future__ import annotations

import re
from typing import Final

from .. import rules
from ..quotes import closing
from .lines import COLON, COMMENT, LOOK_AHEAD, MAX_FINDINGS
from .values import Values

_GLUED_KEY = re.compile(r"([A-Za-z_][\w-]*):(\S.*)")
_GLUED_DASH = re.compile(r"-(?=[A-Za-z_][\w-]*:(?:\s|\Z))")
_GLUED_ITEM = re.compile(r"-(?=\w)")
_NO_COLON = re.compile(r"([A-Za-z_]\w*(?:-\w+)*)(?:\s*(?:=>?|[-–—]?>|[→⇒])\s*|\s+(?=\S)|\s*\Z|(?=[\[{]))(.*)")
"""A word without a colon, with what may stand in its place: `Tidak = tolak`, `Tidak -> tolak`."""
_BRACKET_IN_KEY = re.compile(r"([A-Za-z_][\w-]*)\s*[\[{]")
_FREE_KEYS: Final = frozenset({"actors", "documents", "branches", "fields", "one_of", "some_of", "list", "when"})
"""Parts whose keys the author chooses."""
_WORDS: Final = (
    "above accept activity actor actors after agency all also among annotate any approved_by at_hand at_least at_most before below branches by calendar "
    "call cancel capacity cell chosen_by closes code correct created decides default document documents draft_of duration effective end "
    "equipment escalate extend extension external field fields file filled fills for_each hand_over has has_all has_any hit id identity inputs into is join key kind label late legal_basis "
    "list logo max max_length may may_start migrate min missing_inputs name next nip no not note number on_late one_of optional otherwise "
    "outputs page pattern personal phase "
    "qualifications question rank reading reason reassign rebind receive recorded_by records redact related_sops remarks "
    "remind resume revised rules "
    "same_as scale search see separate_from shows sign_off some_of sopflow source start stated_total step steps substitutes suspend take "
    "terminator text time_limit times title to today type undo unit until version visible_to wait warnings when why"
)
KEYS: Final = frozenset(_WORDS.split())
"""What the format calls its parts: such a word at the place of a key is one, though its colon is missing."""
_MAX_LEVELS = 50
"""Deeper than anything that will be read: what is beyond is not looked at."""


class Scanner(Values):
    """Reads a file to its end, or until enough is found."""

    def run(self) -> None:
        while self.at < len(self.lines) and len(self.found) < MAX_FINDINGS:
            line = self.lines[self.at]
            body = line.lstrip(" ")
            column = len(line) - len(body)
            if not body or body[0] == "#":
                self.at += 1
            elif body[0] in "\t\xa0":
                self.say(rules.TAB if body[0] == "\t" else rules.INVISIBLE, column, 1, name="U+00A0")
                self.at += 1
                if body.strip():
                    self.open_value = True
            elif column == 0 and body[0] == "%":
                self.say(rules.DIRECTIVE, 0, len(body))
                self.at += 1
            elif column == 0 and body.split(maxsplit=1)[0] in ("---", "..."):
                self.levels.clear()
                self.open_value = True
                self.beside_marker(line)
            else:
                self.line(column)

    def beside_marker(self, line: str) -> None:
        """What stands on the line of a `---` or `...`."""
        rest = line[3:].lstrip(" ")
        if rest:
            self.value(len(line) - len(rest), -1)
        else:
            self.at += 1

    def line(self, column: int) -> None:
        """One line of block style: its dashes, its key, its value."""
        if self.dashes_mended(column):
            return
        line = self.lines[self.at]
        indent = column
        while line.startswith("- ", column) or line[column:] == "-":
            if not self.level(column, "list"):
                return
            if len(self.levels) > _MAX_LEVELS:
                self.at = len(self.lines)
                return
            self.open_value = True
            column += 1
            column += len(line[column:]) - len(line[column:].lstrip(" "))
        rest = line[column:]
        if not rest or rest[0] == "#":
            self.at += 1
            return
        if rest[0] == "\t":
            self.say(rules.TAB, column, 1)
            self.at += 1
            return
        key_end = self.key_end(column)
        if key_end is None:
            self.no_key(column, indent)
            return
        key = line[column:key_end]
        glued = _BRACKET_IN_KEY.match(key)
        if glued:
            self.colon_missing(column, glued[1], line[column + len(glued[1]) :])
            return
        if indent == column and self.dash_missing(column, key):
            return
        if not self.level(column, "map"):
            return
        self.key = key
        top = next((one for one in reversed(self.levels) if one.kind == "list"), None)
        if top is not None and self.levels[-1].column == top.column + 2:
            known = self.first.get(top.column)
            self.first[top.column] = (key, 0) if indent != column or known is None else (known[0], known[1] + 1)
        value_at = key_end + 1
        if "\t" in line[column:key_end]:
            self.say(rules.TAB, column + line[column:key_end].index("\t"), 1)
        value_at += len(line[value_at:]) - len(line[value_at:].lstrip(" "))
        self.value(value_at, column)

    def key_end(self, column: int) -> int | None:
        """Where the colon of this line's key stands; `None` where there is no key."""
        line = self.lines[self.at]
        if line[column] in "\"'":
            close = closing(line, column)
            colon = COLON.match(line, close + 1) if close is not None else None
            return colon.start() if colon else None
        if line[column] in "[{|>%@`":
            return None
        colon = COLON.search(line, column)
        comment = COMMENT.search(line, column)
        if colon is None or (comment is not None and comment.start() < colon.start()):
            return None
        return colon.start() if colon.start() > column else None

    def no_key(self, column: int, indent: int) -> None:
        line = self.lines[self.at]
        in_list = indent != column
        word = _NO_COLON.fullmatch(line, column)
        if word and self.is_key(word[1], word[2], column, in_list):
            self.colon_missing(column, word[1], word[2])
            return
        if not in_list:
            glued = _GLUED_KEY.match(line, column)
            if glued and not self.open_value:
                fixed = f"{glued[1]}: {glued[2]}"
                self.say(rules.SPACE_AFTER_COLON, column, len(glued[1]) + 1, key=glued[1] + ":", fixed=fixed)
                self.at += 1
                return
            if not self.open_value or (self.levels and column < self.levels[-1].column):
                want = self.levels[-1].column + 1 if self.levels else 1
                self.say(rules.STRAY_LINE, column, len(line) - column, want=want)
                self.at += 1
                return
        parent = indent if in_list else (self.levels[-1].column if self.levels else -1)
        self.value(column, parent)

    def is_key(self, word: str, rest: str, column: int, in_list: bool) -> bool:
        """Whether a line without a colon was to have one behind its first word."""
        if not in_list and not self.open_value:
            top = next((one for one in reversed(self.levels) if one.column <= column), None)
            if top is None or top.column != column or top.kind != "map":
                return False
            return word in KEYS or (top.under in _FREE_KEYS and bool(rest) and len(rest.split()) < 5)
        following = self.next_line(self.at + 1)
        if following is None or following[0] != column:
            return False
        return bool(COLON.search(following[1])) and (word in KEYS or self.key in _FREE_KEYS)

    def next_line(self, at: int) -> tuple[int, str] | None:
        """The column and the content of the next line that has any."""
        for line in self.lines[at : at + LOOK_AHEAD]:
            body = line.lstrip(" ")
            if body and body[0] != "#":
                return len(line) - len(body), body
        return None

    def colon_missing(self, column: int, word: str, rest: str) -> None:
        fixed = f"{word}: {rest.strip()}".rstrip()
        self.say(rules.MISSING_COLON, column, len(word), key=word, fixed=fixed)
        self.read_as(self.lines[self.at][:column] + fixed, 0)

    def dashes_mended(self, column: int) -> bool:
        """Whether a dash was glued to what follows it, and the line is read again."""
        line = self.lines[self.at]
        in_list = any(one.kind == "list" and one.column == column for one in self.levels)
        glued = _GLUED_DASH.match(line, column) or (in_list and _GLUED_ITEM.match(line, column))
        if not glued:
            return False
        fixed = f"- {line[column + 1 :]}"
        self.say(rules.DASH_SPACE, column, 1, fixed=fixed.rstrip())
        self.read_as(line[:column] + fixed, -1)
        return True

    def dash_missing(self, column: int, key: str) -> bool:
        """Whether a key begins an item whose dash was forgotten; the line is then read with it."""
        top = next((one for one in reversed(self.levels) if one.kind == "list" and one.column <= column), None)
        if top is None or column > top.column + 2 or self.at in self.moved:
            return False
        first, more = self.first.get(top.column, ("", 0))
        if key != first or not more:
            return False
        fixed = f"- {self.lines[self.at][column:]}"
        self.say(rules.MISSING_DASH, column, len(key), key=key, fixed=fixed.rstrip())
        self.read_as(" " * top.column + fixed, column - top.column - 2)
        return True
