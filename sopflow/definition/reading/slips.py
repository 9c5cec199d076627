"""What people write and YAML cannot read, or reads as something else: found line by line.

Works on the text alone and so gives the same findings whichever parser is underneath; where it finds an
error, the parser's own words are never shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ..diagnostics import Diagnostic, Rule, Span
from . import rules
from .quotes import closing, in_quotes, without_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLON = re.compile(r":(?=\s|\Z)")
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_BLOCK_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])\s*(?:\s#.*)?\Z")
_GLUED_KEY = re.compile(r"([A-Za-z_][\w-]*):(\S.*)")
_WORD_KEY = re.compile(r"[a-z_][a-z0-9_]*")
_NEAR_KEY = re.compile(r"[^\W\d][\w-]*(?: [\w-]+){0,2}")
_GLUED_DASH = re.compile(r"-(?=[A-Za-z_][\w-]*:(?:\s|\Z))")
_GLUED_ITEM = re.compile(r"-(?=\w)")
_NO_COLON = re.compile(r"([A-Za-z_]\w*(?:-\w+)*)(?:\s*(?:=>?|[-–—]?>|[→⇒])\s*|\s+(?=\S)|\s*\Z|(?=[\[{]))(.*)")
"""A word without a colon, with what may stand in its place: `Tidak = tolak`, `Tidak -> tolak`."""
_BRACKET_IN_KEY = re.compile(r"([A-Za-z_][\w-]*)\s*[\[{]")
_ALIAS = re.compile(r"\*[A-Za-z0-9_-]+\s*(?:#.*)?\Z")
_PROPERTIES = re.compile(r"(?:(?:&[A-Za-z0-9_-]+|![!\w<>:/.,-]*)(?: +|\Z))+")
_ENDS: dict[str, str] = {'"': '"', "'": "'", "[": "]", "{": "}"}
_FREE_KEYS: Final = frozenset({"actors", "documents", "branches", "fields", "one_of", "some_of", "list", "when"})
"""Parts whose keys the author chooses."""
_WORDS: Final = (
    "above accept activity actor actors after agency all also among annotate any approved_by at_hand at_least at_most before below branches by calendar "
    "call cancel capacity cell chosen_by closes code correct created decides default document documents draft_of duration effective end "
    "equipment escalate extend extension external field fields filled fills for_each hand_over has has_all has_any hit id identity inputs into is join key kind label late legal_basis "
    "list logo max max_length may may_start migrate min missing_inputs name next nip no not note number on_late one_of optional otherwise "
    "outputs page pattern personal phase "
    "qualifications question rank reading reason reassign rebind receive recorded_by records redact related_sops remarks "
    "remind resume revised rules "
    "same_as scale search see separate_from shows sign_off some_of sopflow source start stated_total step steps substitutes suspend take "
    "terminator text time_limit times title to today type undo unit until version visible_to wait warnings when why"
)
KEYS: Final = frozenset(_WORDS.split())
"""What the format calls its parts: such a word at the place of a key is one, though its colon is missing."""
_LOOK_AHEAD: Final = 40
_MAX_FINDINGS = 50
_MAX_LEVELS = 50
"""Deeper than anything that will be read: what is beyond is not looked at."""


def find_slips(lines: Sequence[str]) -> tuple[Diagnostic, ...]:
    """The slips in a text, given as its lines."""
    scanner = _Scanner(lines)
    scanner.run()
    return tuple(scanner.found)


class _Level(NamedTuple):
    """A block that is open: its column and kind, the line on which it began, and the key whose value it is."""

    column: int
    kind: Literal["map", "list"]
    line: int
    under: str


class _Scanner:
    """Reads line by line. A line with a slip is read on as it was meant, so that its consequences are not told."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        self.found: list[Diagnostic] = []
        self.levels: list[_Level] = []
        self.open_value = True
        self.at = 0
        self.key = ""
        """The last key; what follows deeper is its value."""
        self.first: dict[int, tuple[str, int]] = {}
        """Of each open list's column, the first key of its present item, and how many keys came after it."""
        self.moved: dict[int, int] = {}
        """Of a line that is read as it was meant: by how many columns what stands there was moved."""

    def run(self) -> None:
        while self.at < len(self.lines) and len(self.found) < _MAX_FINDINGS:
            line = self.lines[self.at]
            body = line.lstrip(" ")
            column = len(line) - len(body)
            if not body or body[0] == "#":
                self.at += 1
            elif body[0] in "\t\xa0":
                if body.strip():
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
                self.at += 1
            else:
                self.line(column)

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
            colon = _COLON.match(line, close + 1) if close is not None else None
            return colon.start() if colon else None
        if line[column] in "[{|>%@`":
            return None
        colon = _COLON.search(line, column)
        comment = _COMMENT.search(line, column)
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
                self.say(
                    rules.STRAY_LINE,
                    column,
                    len(line) - column,
                    want=self.levels[-1].column + 1 if self.levels else 1,
                )
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
        return bool(_COLON.search(following[1])) and (word in KEYS or self.key in _FREE_KEYS)

    def next_line(self, at: int) -> tuple[int, str] | None:
        """The column and the content of the next line that has any."""
        for line in self.lines[at : at + _LOOK_AHEAD]:
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

    def read_as(self, line: str, moved: int) -> None:
        self.lines[self.at] = line
        self.moved[self.at] = self.moved.get(self.at, 0) + moved

    def level(self, column: int, kind: Literal["map", "list"]) -> bool:
        """Enter or return to the block at `column`; where there is none, say so, and `False` if the line is to be read
        again at the column that was meant."""
        levels = [*self.levels]
        left: _Level | None = None
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
                self.levels, self.open_value = [*levels, _Level(column, kind, self.at, self.key)], False
                return True
        elif left is None and self.open_value:
            wanted = self.column_of_the_rest(column, kind)
            if wanted is None or wanted <= (top.column if top is not None else -1):
                self.levels, self.open_value = [*levels, _Level(column, kind, self.at, self.key)], False
                return True
            return self.misplaced(column, wanted)
        elif kind == "list" and left is not None and left.kind == "map" and top is not None and top.kind == "map":
            self.forgotten_first_dash(left)
            self.levels = [*levels, _Level(column, kind, self.at, left.under)]
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
        for line in self.lines[self.at + 1 : self.at + 1 + _LOOK_AHEAD]:
            body = line.lstrip(" ")
            own = len(line) - len(body)
            if not body or body[0] == "#" or own > column + 1:
                continue
            if own < column - 1 or (body.startswith("- ")) != (kind == "list"):
                break
            seen.append(own)
        return seen[0] if len(seen) > 1 and column not in seen and len({*seen}) == 1 else None

    def forgotten_first_dash(self, block: _Level) -> None:
        body = self.lines[block.line].lstrip(" ")
        key = body.partition(":")[0]
        self.say(rules.MISSING_DASH, block.column, len(key), line=block.line, key=key, fixed=f"- {body.rstrip()}")

    def value(self, column: int, parent: int) -> None:
        """A value that begins at `column` of the present line, in a block at `parent`."""
        line = self.lines[self.at]
        rest = line[column:]
        self.open_value = False
        if not rest or rest[0] == "#":
            self.open_value = True
            self.at += 1
        elif rest[0] == "\t":
            self.say(rules.TAB, column, 1)
            self.at += 1
        elif rest[0] in "\"'":
            self.quoted(column, parent)
        elif rest[0] in "[{":
            self.brackets(column, parent)
        elif _BLOCK_HEADER.match(rest):
            self.at += 1
            self.skip_deeper(parent)
        elif _ALIAS.match(rest):
            self.at += 1
        elif properties := _PROPERTIES.match(rest):
            self.value(column + properties.end(), parent)
        elif rest.rstrip() in ("-", "?"):
            self.say(rules.LONE_SIGN, column, 1, sign=rest[0])
            self.at += 1
        elif rest[0] in "*&!%@`|>,]}" or rest[:2] in ("- ", "? "):
            self.say(rules.NEEDS_QUOTES, column, len(rest.rstrip()), sign=rest[0], fixed=in_quotes(rest))
            self.at += 1
            self.skip_deeper(parent)
        else:
            self.text(column, parent)

    def text(self, column: int, parent: int) -> None:
        """Plain text, with the lines that continue it."""
        first = True
        whole: list[str] = []
        colon_at: tuple[int, int] | None = None
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not first:
                body = line.lstrip(" ")
                if not body:
                    self.at += 1
                    continue
                column = len(line) - len(body)
                if column <= parent or body[0] == "#":
                    break
            comment = _COMMENT.search(line, column)
            end = comment.start() if comment else len(line)
            content = line[column:end].rstrip(" ")
            colon = _COLON.search(line, column, end)
            if colon and not first and self.is_off(line[column : colon.start()], column, parent):
                self.misplaced(column, max(parent, 0))
                break
            if colon and colon_at is None:
                colon_at = self.at, colon.start()
            elif not colon and "\t" in content:
                self.say(rules.TAB, column + content.index("\t"), 1)
            if comment and content and line[comment.start() + 1 : comment.start() + 2].strip():
                cut = line[comment.start() :].rstrip()
                self.say(rules.HASH_CUTS, comment.start(), len(cut), cut=cut[:40], fixed=in_quotes(line[column:]))
            whole.append(content)
            first = False
            self.at += 1
            if comment:
                break
        if colon_at is not None:
            at, sign = colon_at
            self.say(rules.COLON_IN_TEXT, sign, 1, line=at, fixed=in_quotes(" ".join(whole)))

    @staticmethod
    def is_off(key: str, column: int, parent: int) -> bool:
        """Whether what stands before a colon is a key that is indented too deep."""
        return _WORD_KEY.fullmatch(key) is not None or (
            column == parent + 1 and _NEAR_KEY.fullmatch(key) is not None
        )

    def quoted(self, column: int, parent: int) -> None:
        start_line, sign = self.at, self.lines[self.at][column]
        close = closing(self.lines[self.at], column)
        while close is None:
            self.at += 1
            following = self.lines[self.at] if self.at < len(self.lines) else None
            if following is None or (following.strip() and len(following) - len(following.lstrip(" ")) <= parent):
                self.say(rules.UNCLOSED, column, 1, line=start_line, sign=sign, close=sign)
                self.at = start_line + 1
                self.skip_deeper(parent)
                return
            close = closing(following, -1, sign)
        line = self.lines[self.at]
        rest = line[close + 1 :]
        if rest.strip() and not _COMMENT.match(rest.lstrip(" \t")):
            if start_line == self.at:
                whole = line[column:].rstrip()
                self.say(rules.TEXT_AFTER_QUOTE, close + 1, len(rest.rstrip()), close=sign, fixed=in_quotes(whole))
            else:
                self.say(rules.UNCLOSED, column, 1, line=start_line, sign=sign, close=sign)
        elif rest[:1] == "#":
            self.say(
                rules.TEXT_AFTER_QUOTE,
                close + 1,
                len(rest.rstrip()),
                close=sign,
                fixed=in_quotes(line[column:]),
            )
        elif "\t" in rest.split("#", 1)[0]:
            self.say(rules.TAB, close + 1 + rest.index("\t"), 1)
        self.at += 1
        self.skip_deeper(parent, stray=True)

    def skip_deeper(self, parent: int, *, stray: bool = False) -> None:
        """Pass over the lines that are indented deeper than `parent`."""
        while self.at < len(self.lines):
            body = self.lines[self.at].lstrip(" ")
            column = len(self.lines[self.at]) - len(body)
            if body and column <= parent:
                return
            if stray and body and body[0] != "#":
                if _COLON.search(body):
                    self.misplaced(column, max(parent, 0))
                    return
                self.say(rules.TEXT_AFTER_QUOTE, column, len(body), close='"', fixed='"…"')
            self.at += 1

    def brackets(self, column: int, parent: int) -> None:
        """A value in [ ] or { }, over as many lines as it takes."""
        start_line, start = self.at, column
        stack: list[tuple[str, int, int]] = []
        begins, colons = True, 0
        reported = len(self.found)
        while True:
            line = self.lines[self.at]
            if "\t" in line[column:] and len(self.found) == reported:
                self.tab_in_brackets(line, column)
            while column < len(line):
                sign = line[column]
                if begins and sign in "\"'":
                    close = closing(line, column)
                    if close is None:
                        self.say(rules.UNCLOSED, column, 1, sign=sign, close=sign)
                        self.at += 1
                        self.skip_deeper(parent)
                        return
                    column, begins = close, False
                    after = line[close + 1 :].lstrip(" ")
                    if after and after[0] not in ",]}:#":
                        self.say(rules.TEXT_AFTER_QUOTE, close + 1, 1, close=sign, fixed='"…"')
                    elif after[:1] == ":" and after[1:2].strip():
                        self.say(rules.SPACE_AFTER_COLON, close + 1, 1, key=f"{sign}…{sign}:", fixed=": ")
                elif sign in "[{":
                    if not begins:
                        self.say(rules.SIGN_IN_BRACKETS, column, 1, sign=sign)
                    stack.append((sign, self.at, column))
                    begins, colons = True, 0
                elif sign in "]}":
                    if _ENDS[stack[-1][0]] != sign:
                        self.unclosed(*stack[-1])
                        self.at += 1
                        self.skip_deeper(parent)
                        return
                    stack.pop()
                    begins = False
                    colons = 1
                    if not stack:
                        self.after_brackets(column + 1, start, start_line)
                        return
                elif sign == ",":
                    begins, colons = True, 0
                elif sign == "#" and (column == 0 or line[column - 1] in " \t"):
                    break
                elif sign == ":" and line[column + 1 : column + 2] in (",", "]", "}"):
                    self.say(rules.SPACE_AFTER_COLON, column, 1, key=":", fixed='": "')
                elif sign == ":" and (column + 1 == len(line) or line[column + 1] == " "):
                    colons += 1
                    if colons == 2:
                        self.say(rules.COLON_IN_TEXT, column, 1, fixed='"…"')
                    begins = True
                elif (
                    sign == "?"
                    or (begins and sign in "*&!|>%@`" and not self.legal_start(column))
                    or (begins and sign == "-" and line[column + 1 : column + 2] in ("", " ", ",", "]", "}"))
                ):
                    self.say(rules.SIGN_IN_BRACKETS, column, 1, sign=sign)
                    begins = False
                elif sign not in " \t":
                    begins = False
                column += 1
            self.at += 1
            following = self.lines[self.at] if self.at < len(self.lines) else None
            shallow = (
                following is not None
                and following.strip()
                and (len(following) - len(following.lstrip(" ")) <= parent)
            )
            if following is None or shallow or len(self.found) >= _MAX_FINDINGS:
                self.unclosed(*stack[-1])
                return
            column = 0

    def unclosed(self, sign: str, line: int, column: int) -> None:
        self.say(rules.UNCLOSED, column, 1, line=line, sign=sign, close=_ENDS[sign])

    def legal_start(self, column: int) -> bool:
        rest = self.lines[self.at][column:]
        return re.match(r"[&*][A-Za-z0-9_-]+(?=[\s,\]}]|\Z)|![!\w]*(?=\s)", rest) is not None

    def tab_in_brackets(self, line: str, column: int) -> None:
        at = without_quoted(line).split(" #", 1)[0].find("\t", column)
        if at >= 0:
            self.say(rules.TAB, at, 1)

    def after_brackets(self, column: int, start: int, start_line: int) -> None:
        line = self.lines[self.at]
        rest = line[column:].lstrip(" ")
        if rest and (rest[0] != "#" or line[column] == "#"):
            if start_line == self.at:
                fixed = in_quotes(line[start:])
                self.say(rules.NEEDS_QUOTES, start, len(line.rstrip()) - start, sign=line[start], fixed=fixed)
            else:
                behind = len(line) - len(rest)
                self.say(rules.NEEDS_QUOTES, behind, 1, sign=self.lines[start_line][start], fixed='"…"')
        self.at += 1
        parent = self.levels[-1].column if self.levels else -1
        self.skip_deeper(parent, stray=True)

    def say(self, rule: Rule, column: int, width: int, *, line: int | None = None, **values: object) -> None:
        at = self.at if line is None else line
        number = at + 1
        column = max(column + self.moved.get(at, 0), 0)
        self.found.append(Diagnostic(rule, Span(number, column + 1, number, column + 1 + max(width, 1)), values))
