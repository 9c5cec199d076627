"""The numbers that Word puts in front of paragraphs; the file holds only the rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..limits import TooMuch
from .package import W, members, number, value_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MAX_LEVELS: Final = 9
"""Of one list, as in Word."""
MAX_LABEL: Final = 100
"""Characters of a rule for a number."""
_PLACE: Final = re.compile("%([1-9])")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN: Final = 3_999
_LARGEST_LETTER: Final = 780
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
"""What symbol fonts make of a bullet."""


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    restart: int | None
    """After which levels it begins again: those up to this one, counted from 1; `None` after any above it."""
    is_legal: bool
    style: str


class Numbering:
    """Counts the numbered paragraphs in the order in which they are asked for."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles: dict[str, tuple[str | None, int | None, str]] = {}
        for style in members(styles):
            if style.tag == f"{W}style":
                number_of, level = _number_of(style.find(f"{W}pPr"))
                self._styles[style.get(f"{W}styleId", "")] = (number_of, level, _value(style, "basedOn"))
        for one in members(numbering):
            if one.tag == f"{W}abstractNum":
                key = one.get(f"{W}abstractNumId", "")
                self._levels[key] = dict(_levels(one))
                self._linked[key] = _value(one, "numStyleLink")
            elif one.tag == f"{W}num":
                self._lists[one.get(f"{W}numId", "")] = (_value(one, "abstractNumId"), *_overrides(one))

    def label(self, paragraph: Element) -> str:
        """What stands in front of a paragraph; empty where it has no number."""
        properties = paragraph.find(f"{W}pPr")
        key, level = _number_of(properties)
        style = _value(properties, "pStyle")
        if key is None and style:
            key, level = self._of_style(style, level)
        if key in (None, "0") or key not in self._lists:
            return ""
        abstract, own, starts = self._lists[key]
        abstract = self._followed(abstract)
        levels = {**self._levels.get(abstract, {}), **own}
        if level is None:
            level = next((at for at, one in levels.items() if style and one.style == style), 0)
        if not 0 <= level < MAX_LEVELS:
            raise TooMuch("numbers", MAX_LEVELS)
        if level not in levels:
            return ""
        return self._said(levels, level, self._counted(key, abstract, levels, level, starts))

    def _of_style(self, style: str, level: int | None) -> tuple[str | None, int | None]:
        seen: set[str] = set()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            key, own, style = self._styles[style]
            level = own if level is None else level
            if key is not None:
                return key, level
        return None, level

    def _followed(self, abstract: str) -> str:
        """The list that a list's style stands for."""
        linked = self._linked.get(abstract)
        if not linked or self._levels.get(abstract):
            return abstract
        key = self._styles.get(linked, (None, None, ""))[0]
        return self._lists[key][0] if key in self._lists else abstract

    def _counted(
        self, key: str, abstract: str, levels: dict[int, _Level], level: int, starts: dict[int, int]
    ) -> list[int | None]:
        counts = self._counts.setdefault(abstract, [None] * MAX_LEVELS)
        if key not in self._begun:
            self._begun.add(key)
            for at in starts:
                counts[at] = None
        for at in range(level + 1):
            if counts[at] is None:
                counts[at] = starts.get(at, levels[at].start if at in levels else 1) - (at == level)
        counts[level] = (counts[level] or 0) + 1
        for at in range(level + 1, MAX_LEVELS):
            restart = levels[at].restart if at in levels else None
            if restart is None or (restart > 0 and level < restart):
                counts[at] = None
        return counts

    @staticmethod
    def _said(levels: dict[int, _Level], level: int, counts: list[int | None]) -> str:
        own = levels[level]
        if own.form == "none":
            return ""
        if own.form == "bullet":
            return _PRIVATE.sub("•", own.text)

        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form = "decimal" if own.is_legal or at not in levels else levels[at].form
            return _written(counts[at] or 0, form) if at <= level else ""

        return _PLACE.sub(one, own.text)


def _number_of(properties: Element | None) -> tuple[str | None, int | None]:
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None, None
    key = found.find(f"{W}numId")
    level = found.find(f"{W}ilvl")
    return (
        key.get(f"{W}val") if key is not None else None,
        int(number(level.get(f"{W}val"))) if level is not None else None,
    )


def _levels(holder: Element) -> Iterator[tuple[int, _Level]]:
    for one in holder.findall(f"{W}lvl"):
        at = int(number(one.get(f"{W}ilvl")))
        text = _value(one, "lvlText")
        if len(text) > MAX_LABEL:
            raise TooMuch("numbers", MAX_LABEL)
        restart = one.find(f"{W}lvlRestart")
        yield at, _Level(
            _value(one, "numFmt") or "decimal", text, int(number(_value(one, "start") or None, 1)),
            int(number(restart.get(f"{W}val"))) if restart is not None else None, _is_on(one.find(f"{W}isLgl")),
            _value(one, "pStyle"),
        )  # fmt: skip


def _overrides(one: Element) -> tuple[dict[int, _Level], dict[int, int]]:
    levels: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in one.findall(f"{W}lvlOverride"):
        at = int(number(override.get(f"{W}ilvl")))
        levels |= dict(_levels(override))
        if 0 <= at < MAX_LEVELS and (start := _value(override, "startOverride")):
            starts[at] = int(number(start, 1))
    return levels, starts


def _value(element: Element | None, name: str) -> str:
    return value_in(element, name) or ""


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _written(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < count <= _LARGEST_LETTER:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count <= _LARGEST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman if form == "lowerRoman" else roman.upper()
    return f"{count:02}" if form == "decimalZero" else str(count)
