"""Patterns of texts: I-Regexp (RFC 9485) without categories, of which at every character one part alone can go on.

Such a pattern is matched in one pass by every engine, here, in a browser and in a database: no text makes it hang.
It is written out again from what was read, so that what this file has not understood reaches no engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NoReturn

from sopflow.language import Words

from . import limits
from .characters import Characters, joined, one, overlap, without

LONGEST: Final = 200
MOST_CHARACTERS: Final = 2000
"""What a pattern counts to in all, as some engines write its counts out."""
_DEEPEST: Final = 10
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t"}
_USUAL: Final = "A1a0 "
_SYMBOLS: Final = "()*+-.?[\\]^{|}"
_COUNT: Final = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")


class BadPattern(ValueError):
    """A text that cannot be a pattern here; `at` is where, `why` says what would work."""

    def __init__(self, why: Words, at: int) -> None:
        super().__init__(why.en)
        self.why, self.at = why, at


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern: what it begins with, what may go on after an end of it, whether it may be nothing, and how
    it is written for an engine."""

    first: Characters
    after: Characters
    is_nullable: bool
    text: str
    size: int = 0
    example: str = ""
    """A text that it fits, which is empty only where no other does."""
    is_single: bool = False
    """One character, which is repeated without brackets."""


_NOTHING: Final = Part((), (), True, "")
_CLASH: Final = Words(
    "pada karakter ke-{at} dua bagian dapat cocok dengan {shown}; tulis agar selalu hanya satu yang cocok, misalnya [0-9]{{1,3}} bukan [0-9]?[0-9]?[0-9]",
    "at character {at} two parts can match {shown}; write it so that only one can, such as [0-9]{{1,3}} instead of [0-9]?[0-9]?[0-9]",
)
_EMPTY_AGAIN: Final = Words(
    "bagian yang berulang sampai karakter ke-{at} boleh kosong; tulis pengulangannya satu kali saja",
    "the part that repeats up to character {at} may be empty; write its repetition only once",
)


@lru_cache(maxsize=256)
def read(text: str) -> Part:
    """What a pattern means; raises `BadPattern`."""
    if len(text) > LONGEST:
        raise BadPattern(Words(f"paling panjang {LONGEST} karakter", f"{LONGEST} characters at most"), LONGEST)
    reader = _Reader(text)
    part = reader.choice(0)
    if reader.at < len(text):
        reader.refuse(Words('")" tanpa "("', '")" without "("'))
    return part


@lru_cache(maxsize=256)
def compiled(text: str) -> re.Pattern[str]:
    """The pattern for `fullmatch`."""
    return re.compile(read(text).text)


def anchored(text: str) -> str:
    """The pattern as JSON Schema and HTML take it, over the whole text."""
    return f"^(?:{read(text).text}){limits.END}"


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def refuse(self, why: Words) -> NoReturn:
        raise BadPattern(why, self.at)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def choice(self, depth: int) -> Part:
        if depth > _DEEPEST:
            self.refuse(Words("kurungnya terlalu dalam bertingkat", "brackets are nested too deeply"))
        found = self.sequence(depth)
        while self.peek() == "|":
            self.at += 1
            found = self.either(found, self.sequence(depth))
        return found

    def either(self, left: Part, right: Part) -> Part:
        self.apart(left.first, right.first)
        if left.is_nullable and right.is_nullable:
            self.refuse(Words("dua pilihan boleh kosong", "two of the choices may be empty"))
        after = joined(left.after, right.after)
        # the text of a choice is always within brackets, so that it can stand anywhere
        first, is_nullable = joined(left.first, right.first), left.is_nullable or right.is_nullable
        size, example = self.sized(left.size + right.size), left.example or right.example
        return Part(first, after, is_nullable, f"(?:{left.text}|{right.text})", size, example)

    def sized(self, size: int) -> int:
        if size > MOST_CHARACTERS:
            self.refuse(
                Words(
                    f"bila pengulangannya dituliskan, polanya lebih dari {MOST_CHARACTERS} karakter",
                    f"with its repetitions written out it has more than {MOST_CHARACTERS} characters",
                )
            )
        return size

    def sequence(self, depth: int) -> Part:
        found = _NOTHING
        while self.peek() not in ("", "|", ")"):
            found = self.followed(found, self.piece(depth))
        return found

    def followed(self, left: Part, right: Part) -> Part:
        self.apart(left.after, right.first)
        if left.is_nullable:
            self.apart(left.first, right.first)
        first = joined(left.first, right.first) if left.is_nullable else left.first
        after = joined(left.after, right.first, right.after) if right.is_nullable else right.after
        is_nullable, size = left.is_nullable and right.is_nullable, self.sized(left.size + right.size)
        return Part(first, after, is_nullable, left.text + right.text, size, left.example + right.example)

    def piece(self, depth: int) -> Part:
        part = self.atom(depth)
        low, high = self.quantity()
        if (low, high) == (1, 1):
            return part
        if part.is_nullable:
            self.refuse(_EMPTY_AGAIN.filled(at=self.at))
        if high != 1:
            self.apart(part.after, part.first)
        varies = low != high
        after = joined(part.after, part.first) if varies and high != 1 else part.after
        text = part.text if part.is_single else f"(?:{part.text})"
        size = self.sized(part.size * max(low, high or 1))
        return Part(part.first, after, low == 0, text + _times(low, high), size, part.example * max(low, 1))

    def quantity(self) -> tuple[int, int | None]:
        sign = self.peek()
        if sign and sign in "*+?":
            self.at += 1
            low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        elif found := _COUNT.match(self.text, self.at):
            self.at = found.end()
            low = int(found[1])
            high = low if found[2] is None else int(found[3]) if found[3] else None
            if high is not None and (high == 0 or low > high):
                self.refuse(Words("tulis pengulangan misalnya {2,5}", "write a repetition such as {2,5}"))
        else:
            return 1, 1
        if self.peek() and self.peek() in "*+?":
            self.refuse(Words("hanya satu tanda pengulangan", "only one sign of repetition"))
        return low, high

    def atom(self, depth: int) -> Part:
        sign = self.peek()
        if sign == "(":
            if self.text.startswith("(?", self.at):
                self.refuse(Words('"(?" tidak dikenal; pakai ( dan ) saja', '"(?" is not known; use ( and ) only'))
            self.at += 1
            inner = self.choice(depth + 1)
            if self.peek() != ")":
                self.refuse(Words('"(" tanpa ")"', '"(" without ")"'))
            self.at += 1
            return inner
        if sign == "[":
            return self.characters(self.set_of())
        self.at += 1
        if sign == ".":
            return self.characters(without(joined(one("\n"), one("\r"))))
        if sign == "\\":
            return self.characters(one(self.escaped()))
        if sign in "*+?{}]":
            self.at -= 1
            self.refuse(
                Words(
                    f'"{sign}" berdiri sendiri; tulis \\{sign} bila karakternya',
                    f'a bare "{sign}"; write \\{sign} for the character',
                )
            )
        if sign in "^$":
            self.at -= 1
            self.refuse(
                Words(
                    f'"{sign}" tidak perlu: polanya selalu seluruh teks',
                    f'"{sign}" is not needed: a pattern always covers the whole text',
                )
            )
        return self.characters(one(sign))

    def characters(self, own: Characters) -> Part:
        if not own:
            self.refuse(Words("tidak ada karakter yang cocok", "no character matches"))
        return Part(own, (), False, _written(own), 1, _seen(own), is_single=True)

    def escaped(self) -> str:
        sign = self.peek()
        if sign and (sign in _SYMBOLS or sign in _ESCAPES):
            self.at += 1
            return _ESCAPES.get(sign, sign)
        hint = {"d": "[0-9]", "w": "[A-Za-z0-9_]", "s": "[ ]"}.get(sign, "")
        more = f"; tulis {hint}" if hint else ""
        more_en = f"; write {hint}" if hint else ""
        return self.refuse(Words(f'"\\{sign}" tidak dikenal{more}', f'there is no "\\{sign}"{more_en}'))

    def set_of(self) -> Characters:
        self.at += 1
        is_negated = self.peek() == "^"
        self.at += is_negated
        parts: list[Characters] = []
        while self.peek() != "]" or not parts:
            low = self.member()
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] != "]":
                self.at += 1
                high = self.member()
                if high < low:
                    self.refuse(Words(f'"{low}-{high}" terbalik', f'"{low}-{high}" is reversed'))
                parts.append(((ord(low), ord(high)),))
            else:
                parts.append(one(low))
        self.at += 1
        own = joined(*parts)
        return without(own) if is_negated else own

    def member(self) -> str:
        sign = self.peek()
        if sign == "":
            self.refuse(Words('"[" tanpa "]"', '"[" without "]"'))
        self.at += 1
        if sign == "\\":
            return self.escaped()
        if sign in "[]":
            self.at -= 1
            self.refuse(Words(f"tulis \\{sign} di dalam [ ]", f"write \\{sign} within [ ]"))
        return sign

    def apart(self, left: Characters, right: Characters) -> None:
        both = overlap(left, right)
        if both is not None:
            self.refuse(_CLASH.filled(at=self.at, shown=f'"{both}"'))


def _seen(own: Characters) -> str:
    """A character of a set that people write, if there is one."""
    usual = (char for char in _USUAL if overlap(own, one(char)))
    return next(usual, chr(own[0][0]))


def _times(low: int, high: int | None) -> str:
    if (low, high) in ((0, None), (1, None), (0, 1)):
        return {(0, None): "*", (1, None): "+", (0, 1): "?"}[low, high]
    return f"{{{low}}}" if low == high else f"{{{low},{'' if high is None else high}}}"


def _written(own: Characters) -> str:
    """A set of characters as both Python and ECMAScript's `u` mode read it."""
    if len(own) == 1 and own[0][0] == own[0][1]:
        return _character(own[0][0])
    return f"[{''.join(_range(low, high) for low, high in own)}]"


def _range(low: int, high: int) -> str:
    return _character(low) if low == high else f"{_character(low)}-{_character(high)}"


def _character(code: int) -> str:
    """As it is where every engine takes it so; punctuation by its number, as engines differ in what it means in a set, and
    what is not ASCII, as Pythons differ in what can be printed."""
    char = chr(code)
    is_plain = char.isalnum() or char in " _" if code < 0x80 else code > 0xFFFF
    return char if is_plain else f"\\u{code:04x}"
