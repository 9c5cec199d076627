"""Slips in what stands behind a key or a dash: texts, quotes and brackets."""

from __future__ import annotations

import re

from .. import rules
from ..quotes import closing, in_quotes
from .lines import COLON, COMMENT, MAX_FINDINGS, Lines

_BLOCK_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])\s*(?:\s#.*)?\Z")
_WORD_KEY = re.compile(r"[a-z_][a-z0-9_]*")
_NEAR_KEY = re.compile(r"[^\W\d][\w-]*(?: [\w-]+){0,2}")
_ALIAS = re.compile(r"\*[A-Za-z0-9_-]+\s*(?:#.*)?\Z")
_PROPERTIES = re.compile(r"(?:(?:&[A-Za-z0-9_-]+|![!\w<>:/.,-]*)(?: +|\Z))+")
_ENDS: dict[str, str] = {'"': '"', "'": "'", "[": "]", "{": "}"}


class Values(Lines):
    """Each method reads one kind of value, from the present line on."""

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
            if "\t" in rest.split("#", 1)[0]:
                self.say(rules.TAB, column + rest.index("\t"), 1)
            self.at += 1
            if not re.match(r"[|>][+-]?[1-9]", rest):
                self.tab_for_indentation(parent)
            self.skip_deeper(parent)
        elif _ALIAS.match(rest):
            if "\t" in rest.split(" #", 1)[0]:
                self.say(rules.TAB, column + rest.index("\t"), 1)
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

    def tab_for_indentation(self, parent: int) -> None:
        """A tab where the first line of a block says how far all are indented."""
        for at in range(self.at, len(self.lines)):
            line = self.lines[at]
            column = len(line) - len(line.lstrip(" "))
            if column < len(line):
                if line[column] == "\t" and column > parent:
                    self.say(rules.TAB, column, 1, line=at)
                return

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
            comment = COMMENT.search(line, column)
            end = comment.start() if comment else len(line)
            content = line[column:end].rstrip(" ")
            colon = COLON.search(line, column, end)
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
        if rest.strip() and not COMMENT.match(rest.lstrip(" \t")):
            if start_line == self.at:
                whole = line[column:].rstrip()
                self.say(rules.TEXT_AFTER_QUOTE, close + 1, len(rest.rstrip()), close=sign, fixed=in_quotes(whole))
            else:
                self.say(rules.UNCLOSED, column, 1, line=start_line, sign=sign, close=sign)
        elif rest[:1] == "#":
            self.say(
                rules.TEXT_AFTER_QUOTE, close + 1, len(rest.rstrip()), close=sign, fixed=in_quotes(line[column:])
            )
        elif "\t" in rest.split("#", 1)[0]:
            self.say(rules.TAB, close + 1 + rest.index("\t"), 1)
        self.at += 1
        self.skip_deeper(parent, stray=True)

    def brackets(self, column: int, parent: int) -> None:
        """A value in [ ] or { }, over as many lines as it takes."""
        start_line, start = self.at, column
        stack: list[tuple[str, int, int]] = []
        begins, colons = True, 0
        reported = len(self.found)
        while True:
            line = self.lines[self.at]
            while column < len(line):
                sign = line[column]
                if sign == "\t" and len(self.found) == reported:
                    self.say(rules.TAB, column, 1)
                if begins and sign in "\"'":
                    close = closing(line, column)
                    if close is None:
                        self.say(rules.UNCLOSED, column, 1, sign=sign, close=sign)
                        self.at += 1
                        self.skip_deeper(parent)
                        return
                    column, begins = close, False
                    after = line[close + 1 :].lstrip(" \t")
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
            if following is None or shallow or len(self.found) >= MAX_FINDINGS:
                self.unclosed(*stack[-1])
                return
            column = 0

    def unclosed(self, sign: str, line: int, column: int) -> None:
        self.say(rules.UNCLOSED, column, 1, line=line, sign=sign, close=_ENDS[sign])

    def legal_start(self, column: int) -> bool:
        rest = self.lines[self.at][column:]
        return re.match(r"[&*][A-Za-z0-9_-]+(?=[\s,\]}]|\Z)|![!\w]*(?=\s)", rest) is not None

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
