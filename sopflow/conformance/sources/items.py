"""A JSON document that is one object of long arrays: their members, one after the other, without the whole in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, TextIO

from sopflow.language import Words

from .source import LogError

_CHUNK: Final = 1 << 16
MAX_ITEM: Final = 1 << 20
"""Characters of one member, or of one value besides."""
_BLANKS: Final = " \t\r\n"
_BAD: Final = Words("bukan JSON yang sah: {why}", "this is not valid JSON: {why}")
_EXPECTED: Final = Words('di sini seharusnya "{sign}"', 'a "{sign}" is expected here')
_LONG: Final = Words("satu butir lebih dari {limit:,} karakter", "one item has over {limit:,} characters")
_DEEP: Final = Words("terlalu banyak tingkat", "too many levels")
_DECODE: Final = json.JSONDecoder().raw_decode


class Items:
    """Reads a document once."""

    def __init__(self, file: TextIO, said: str) -> None:
        """`said` is the path as it was given."""
        self._file, self._said = file, said
        self._text, self._at, self._line = "", 0, 1
        self._is_whole = False

    def __iter__(self) -> Iterator[tuple[str, int, Any]]:
        """Each member of an array with the array's name and its line; any other value as if it were a member."""
        self._expect("{")
        while self._sign() != "}":
            name = self._value()
            if not isinstance(name, str):
                raise self._error(_EXPECTED.filled(sign='"'))
            self._expect(":")
            if self._sign() == "[":
                yield from self._members(name)
            else:
                yield name, self._line, self._value()
            self._next("}")

    def _members(self, name: str) -> Iterator[tuple[str, int, Any]]:
        self._expect("[")
        while self._sign() != "]":
            line = self._line
            yield name, line, self._value()
            self._next("]")
        self._expect("]")

    def _next(self, end: str) -> None:
        """To the next member after a comma, or to the sign that ends the list."""
        if self._sign() != end:
            self._expect(",")

    def _sign(self) -> str:
        """The next character besides blanks; nothing at the end."""
        while True:
            while self._at < len(self._text):
                sign = self._text[self._at]
                if sign not in _BLANKS:
                    return sign
                self._line += sign == "\n"
                self._at += 1
            if not self._more():
                return ""

    def _expect(self, sign: str) -> None:
        if self._sign() != sign:
            raise self._error(_EXPECTED.filled(sign=sign))
        self._at += 1

    def _value(self) -> Any:
        self._sign()
        while True:
            try:
                value, end = _DECODE(self._text, self._at)
            except RecursionError:
                raise self._error(_DEEP) from None
            except ValueError as problem:
                if not self._more():
                    raise self._error(_BAD.filled(why=problem)) from None
            else:
                if end < len(self._text) or not self._more():  # a number may go on in what is read next
                    self._line += self._text.count("\n", self._at, end)
                    self._at = end
                    return value
            if len(self._text) - self._at > MAX_ITEM:
                raise self._error(_LONG.filled(limit=MAX_ITEM))

    def _more(self) -> bool:
        """Read on, twice as much as is left each time, so that a long member is not begun too often."""
        left = self._text[self._at :]
        found = self._file.read(max(_CHUNK, len(left)))
        self._text, self._at = left + found, 0
        return bool(found)

    def _error(self, why: Words) -> LogError:
        return LogError(path=self._said, line=self._line, why=why)
