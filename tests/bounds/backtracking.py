"""A backtracking matcher that counts its steps, and the texts that make a pattern take many.

Python's `re` counts nothing, and its time depends on the machine. This runs the same parsed pattern the same way, so
that how the work grows with a text is a number that is always the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import product
from re import _constants as op
from re import _parser as parser
from typing import NamedTuple

MOST_STEPS = 300_000
_CANDIDATES = " a1,;:\"'\\()[]{}<>|-/.#&*=_Z\t\n\x00é"


class TooMany(Exception):
    """More steps than any text of this size is worth."""


class Use(NamedTuple):
    """A pattern and how it is applied."""

    pattern: str
    flags: int
    method: str
    """`match`, `fullmatch`, or anything else for what tries every position."""


# -- one character


@cache
def _accepts(items, ignore_case, char):
    forms = {char, char.lower(), char.upper()} if ignore_case else {char}
    negated = bool(items) and items[0][0] is op.NEGATE
    return any(_one(kind, value, form) for kind, value in items for form in forms) != negated


def _one(kind, value, char):
    if kind is op.LITERAL:
        return ord(char) == value
    if kind is op.RANGE:
        return value[0] <= ord(char) <= value[1]
    if kind is op.CATEGORY:
        name = str(value)
        is_in = (
            char.isspace()
            if "SPACE" in name
            else char.isdecimal()
            if "DIGIT" in name
            else char.isalnum() or char == "_"
        )
        return is_in != ("NOT" in name)
    return False


# -- a program


def _compile(parsed, flags):
    program = []

    def emit(*instruction):
        program.append(list(instruction))
        return len(program) - 1

    def nodes(sequence):
        for kind, value in sequence:
            node(kind, value)

    def repeat(least, most, body):
        for _ in range(least):
            nodes(body)
        if most is op.MAXREPEAT:
            start = emit("split", None, None)
            mark = emit("mark", start)
            nodes(body)
            emit("moved", start)
            emit("jump", start)
            return start, mark, len(program)
        splits = []
        for _ in range(most - least):
            splits.append(emit("split", None, None))
            nodes(body)
        return splits

    def node(kind, value):
        if kind is op.LITERAL:
            emit("char", ((op.LITERAL, value),))
        elif kind is op.NOT_LITERAL:
            emit("char", ((op.NEGATE, None), (op.LITERAL, value)))
        elif kind is op.ANY:
            emit("char", ((op.NEGATE, None),) if flags & re.DOTALL else ((op.NEGATE, None), (op.LITERAL, 10)))
        elif kind is op.IN:
            emit("char", tuple(value))
        elif kind is op.AT:
            emit("at", str(value))
        elif kind is op.SUBPATTERN:
            nodes(value[3])
        elif kind is op.BRANCH:
            ends = []
            for at, branch in enumerate(value[1]):
                last = at == len(value[1]) - 1
                split = None if last else emit("split", len(program) + 1, None)
                nodes(branch)
                if not last:
                    ends.append(emit("jump", None))
                    program[split][2] = len(program)
            for end in ends:
                program[end][1] = len(program)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, body = value
            made = repeat(least, most, body)
            lazy = kind is op.MIN_REPEAT
            if most is op.MAXREPEAT:
                start, inside, after = made
                program[start][1:] = (after, inside) if lazy else (inside, after)
            else:
                for split in made:
                    program[split][1:] = (len(program), split + 1) if lazy else (split + 1, len(program))
        elif kind is op.POSSESSIVE_REPEAT:
            emit("atomic", _compile([(op.MAX_REPEAT, value)], flags))
        elif kind is op.ATOMIC_GROUP:
            emit("atomic", _compile(value, flags))
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            direction, body = value
            width = body.getwidth()[0] if direction < 0 else 0
            emit("look", _compile(body, flags), width, kind is op.ASSERT)
        elif kind is op.GROUPREF:
            raise NotImplementedError("a reference to a group makes matching exponential: write it without")
        else:
            raise NotImplementedError(str(kind))

    nodes(parsed)
    emit("found")
    return program


def _at(kind, text, at):
    if kind == "AT_BEGINNING" or kind == "AT_BEGINNING_STRING":
        return at == 0
    if kind == "AT_END_STRING":
        return at == len(text)
    if kind == "AT_END":
        return at == len(text) or (at == len(text) - 1 and text[at] == "\n")
    word = [0 <= i < len(text) and (text[i].isalnum() or text[i] == "_") for i in (at - 1, at)]
    return (word[0] != word[1]) == (kind == "AT_BOUNDARY")


class _Run:
    def __init__(self, text, ignore_case):
        self.text, self.ignore_case, self.steps = text, ignore_case, 0

    def match(self, program, at, whole=False):
        """Where a match that begins at a place ends; `None` where there is none."""
        text = self.text
        stack = [(0, at, ())]
        while stack:
            pc, at, marks = stack.pop()
            while True:
                self.steps += 1
                if self.steps > MOST_STEPS:
                    raise TooMany
                instruction = program[pc]
                kind = instruction[0]
                if kind == "char":
                    if at >= len(text) or not _accepts(instruction[1], self.ignore_case, text[at]):
                        break
                    at, pc = at + 1, pc + 1
                elif kind == "split":
                    stack.append((instruction[2], at, marks))
                    pc = instruction[1]
                elif kind == "jump":
                    pc = instruction[1]
                elif kind == "mark":
                    marks = (*(m for m in marks if m[0] != instruction[1]), (instruction[1], at))
                    pc += 1
                elif kind == "moved":
                    if (instruction[1], at) in marks:
                        break
                    pc += 1
                elif kind == "at":
                    if not _at(instruction[1], text, at):
                        break
                    pc += 1
                elif kind == "look":
                    _, inner, width, wanted = instruction
                    found = at >= width and self.match(inner, at - width) is not None
                    if found != wanted:
                        break
                    pc += 1
                elif kind == "atomic":
                    end = self.match(instruction[1], at)
                    if end is None:
                        break
                    at, pc = end, pc + 1
                else:
                    if whole and at != len(text):
                        break
                    return at
        return None


@cache
def _program(pattern, flags):
    parsed = parser.parse(pattern, flags)
    return parsed, _compile(parsed, parsed.state.flags)


def steps(use: Use, text: str) -> int:
    """How many steps applying the pattern to a text takes."""
    parsed, program = _program(use.pattern, use.flags)
    run = _Run(text, bool(parsed.state.flags & re.IGNORECASE))
    if use.method in ("match", "fullmatch"):
        run.match(program, 0, use.method == "fullmatch")
        return run.steps
    at = 0
    while at <= len(text):
        end = run.match(program, at)
        at = at + 1 if end is None or end == at else end
    return run.steps


# -- texts made for a pattern


def _member(items):
    return next((c for c in _CANDIDATES if _accepts(tuple(items), False, c)), None) or next(
        (chr(v if k is op.LITERAL else v[0]) for k, v in items if k in (op.LITERAL, op.RANGE)), "a"
    )


def _samples(sequence, found, before=""):
    """One text that a sequence matches; on the way the texts before and inside of each repetition are collected."""
    text = ""
    for kind, value in sequence:
        if kind is op.LITERAL:
            text += chr(value)
            found["chars"].add(chr(value))
        elif kind in (op.NOT_LITERAL, op.IN, op.ANY):
            items = (
                value
                if kind is op.IN
                else [(op.NEGATE, None), (op.LITERAL, value)]
                if kind is op.NOT_LITERAL
                else [(op.NEGATE, None)]
            )
            found["chars"].add(_member(items))
            found["chars"] |= {chr(v) for k, v in items if k is op.LITERAL}
            text += _member(items)
        elif kind is op.SUBPATTERN:
            text += _samples(value[3], found, before + text)
        elif kind is op.ATOMIC_GROUP:
            text += _samples(value, found, before + text)
        elif kind is op.BRANCH:
            ways = [_samples(branch, found, before + text) for branch in value[1][:6]]
            found["pumps"] |= set(ways)
            text += ways[0]
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            body = _samples(value[2], found, before + text)
            if value[1] is op.MAXREPEAT or value[1] > 8:
                found["pumps"].add(body)
                found["prefixes"].add(before + text)
            text += body * max(1, value[0])
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            inside = _samples(value[1], found, before + text)
            found["pumps"].add(inside)
    return text


def attacks(use: Use):
    """Texts that grow with a number, made from the pattern's own characters: (before, repeated, after)."""
    found = {"chars": set(), "pumps": set(), "prefixes": {""}}
    whole = _samples(_program(use.pattern, use.flags)[0], found)
    chars = sorted(found["chars"], key=lambda c: (unicodedata.category(c), c))[:9]
    pumps = {*chars, *(a + b for a, b in product(chars, chars)), *found["pumps"], whole, whole[:-1], whole[1:]}
    before = sorted(found["prefixes"], key=len)[:4]
    for pump in sorted(pumps - {""}):
        for prefix in before:
            for suffix in ("", "\x00"):
                yield prefix, pump[:40], suffix


def worst(use: Use, size: int = 8) -> str | None:
    """A text on which the work grows faster than the text; `None` where there is none."""
    for prefix, pump, suffix in attacks(use):
        try:
            small, large = (steps(use, prefix + pump * n + suffix) for n in (size, 2 * size))
            if large < 2.6 * small:
                continue
            # what only looks steep is a small constant, or a repetition with an end
            small, large = (steps(use, prefix + pump * n + suffix) for n in (12 * size, 24 * size))
            if large > 2.6 * small:
                return f"{prefix!r} + {pump!r} * n + {suffix!r}: {small} steps, for twice the text {large}"
        except TooMany:
            return f"{prefix!r} + {pump!r} * n + {suffix!r}: over {MOST_STEPS} steps"
    return None
