"""What people write and YAML cannot read, or reads as something else: found line by line.

Works on the text alone and so gives the same findings whichever parser is underneath; where it finds an
error, the parser's own words are never shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from ..diagnostics import Diagnostic, Rule, Severity, Span
from . import rules
from .quotes import closing, in_quotes, without_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLON = re.compile(r":(?=\s|\Z)")
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_BLOCK_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])\s*(?:\s#.*)?\Z")
_GLUED_KEY = re.compile(r"([A-Za-z_][\w-]*):(\S.*)")
_WORD_KEY = re.compile(r"[a-z_][a-z0-9_]*")
_ALIAS = re.compile(r"\*[A-Za-z0-9_-]+\s*(?:#.*)?\Z")
_PROPERTIES = re.compile(r"(?:(?:&[A-Za-z0-9_-]+|![!\w<>:/.,-]*)(?: +|\Z))+")
_ENDS: dict[str, str] = {'"': '"', "'": "'", "[": "]", "{": "}"}
_MAX_FINDINGS = 50
_MAX_LEVELS = 50
"""Deeper than anything that will be read: what is beyond is not looked at."""


def find_slips(lines: Sequence[str]) -> tuple[Diagnostic, ...]:
    """The slips in a text, given as its lines."""
    scanner = _Scanner(lines)
    scanner.run()
    return tuple(scanner.found)


class _Scanner:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.found: list[Diagnostic] = []
        self.levels: list[tuple[int, Literal["map", "list"]]] = []
        self.open_value = True
        self.at = 0

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
        line = self.lines[self.at]
        indent = column
        while line.startswith("- ", column) or line[column:] == "-":
            self.level(column, "list")
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
        self.level(column, "map")
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
        if not in_list:
            glued = _GLUED_KEY.match(line, column)
            if glued and not self.open_value:
                fixed = f"{glued[1]}: {glued[2]}"
                self.say(rules.SPACE_AFTER_COLON, column, len(glued[1]) + 1, key=glued[1] + ":", fixed=fixed)
                self.at += 1
                return
            if not self.open_value or (self.levels and column < self.levels[-1][0]):
                self.say(
                    rules.STRAY_LINE,
                    column,
                    len(line) - column,
                    want=self.levels[-1][0] + 1 if self.levels else 1,
                )
                self.at += 1
                return
        parent = indent if in_list else (self.levels[-1][0] if self.levels else -1)
        self.value(column, parent)

    def level(self, column: int, kind: Literal["map", "list"]) -> None:
        """Enter or return to the block at `column`; says so where there is none."""
        left: int | None = None
        while self.levels and self.levels[-1][0] > column:
            left = self.levels.pop()[0]
        top = self.levels[-1] if self.levels else None
        if top is not None and top[0] == column and top[1] == "list" and kind == "map":
            self.levels.pop()
            if not (self.levels and self.levels[-1][0] == column):
                self.levels.append(top)
                if len(self.levels) > 1 or not self.open_value:
                    self.say(rules.INDENTATION, 0, max(column, 1), has=column, want=column + 2)
                self.levels.append((column + 2, "map"))
        elif top is not None and top[0] == column and top[1] == kind:
            pass
        elif top is not None and top[0] == column and not self.open_value:
            self.say(rules.INDENTATION, 0, max(column, 1), has=column, want=column + 2)
        elif left is not None or not self.open_value:
            want = (
                left if left is not None and (top is None or abs(left - column) <= abs(top[0] - column)) else top
            )
            wanted = want[0] if isinstance(want, tuple) else want
            self.say(rules.INDENTATION, 0, max(column, 1), has=column, want=0 if wanted is None else wanted)
            self.levels.append((column, kind))
        else:
            self.levels.append((column, kind))
        self.open_value = False

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
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not first:
                body = line.lstrip(" ")
                if not body:
                    self.at += 1
                    continue
                column = len(line) - len(body)
                if column <= parent or body[0] == "#":
                    return
            comment = _COMMENT.search(line, column)
            end = comment.start() if comment else len(line)
            content = line[column:end].rstrip(" ")
            colon = _COLON.search(line, column, end)
            if colon and not first and _WORD_KEY.fullmatch(line[column : colon.start()]):
                self.say(rules.INDENTATION, 0, column, has=column, want=max(parent, 0))
            elif colon:
                self.say(rules.COLON_IN_TEXT, colon.start(), 1, fixed=in_quotes(line[column:]))
            elif "\t" in content:
                self.say(rules.TAB, column + content.index("\t"), 1)
            if first and content[:1] in "“”„‘’":
                self.say(rules.CURLY_QUOTES, column, 1)
            if comment and content and line[comment.start() + 1 : comment.start() + 2].strip():
                cut = line[comment.start() :].rstrip()
                self.say(rules.HASH_CUTS, comment.start(), len(cut), cut=cut[:40], fixed=in_quotes(line[column:]))
            first = False
            self.at += 1
            if comment:
                return

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
                    self.say(rules.INDENTATION, 0, column, has=column, want=max(parent, 0))
                else:
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
                self.say(rules.NEEDS_QUOTES, column, 1, sign=self.lines[start_line][start], fixed='"…"')
        self.at += 1
        parent = self.levels[-1][0] if self.levels else -1
        self.skip_deeper(parent, stray=True)

    def say(self, rule: Rule, column: int, width: int, *, line: int | None = None, **values: object) -> None:
        number = (self.at if line is None else line) + 1
        self.found.append(Diagnostic(rule, Span(number, column + 1, number, column + 1 + max(width, 1)), values))


def stops_reading(findings: Sequence[Diagnostic]) -> bool:
    """Whether any of the findings is an error."""
    return any(d.severity is Severity.ERROR for d in findings)
