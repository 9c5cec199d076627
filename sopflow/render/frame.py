"""The columns of a table: how wide each is, and where tracks and symbols stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sopflow.language import Language

from . import words
from .chart import Column
from .contents import Contents
from .routing import Plan
from .sizing import PITCH, Sizes
from .text import widest_amount, widest_word
from .totals import TotalRow

TYPE: Final = 2.8
"""The type of the table, in millimetres: 8 points."""
PAD: Final = 1.1
_LEAST: Final = (7.0, 36.0, 22.0, 13.0, 21.0, 16.0)
_LIKED: Final = (8.0, 58.0, 34.0, 17.0, 32.0, 24.0)
"""Widths of No, Kegiatan, Kelengkapan, Waktu, Output and Keterangan."""
_WIDEST_ACTOR: Final = 30.0
_SLACK: Final = 0.02
"""So that a word is not broken by a rounding."""
_EDGE: Final = 0.6
"""Beside the outermost track of a corridor, and the width of one without tracks."""


@dataclass(slots=True)
class Room:
    """What the actors' columns must hold on every page: the largest of what each section asks."""

    tracks: list[int]
    widths: list[float]
    zones: list[tuple[float, float]]

    @classmethod
    def of(cls, columns: int) -> Room:
        return cls([0] * (columns + 1), [0.0] * columns, [(0.0, 0.0)] * columns)

    def grow(self, plan: Plan, sizes: Sizes) -> bool:
        """Add a section; whether that made it larger."""
        return self.grow_by(Room(plan.tracks, sizes.widths, sizes.zones))

    def grow_by(self, other: Room) -> bool:
        """Add what another holds; whether that made it larger."""
        was = (self.tracks, self.widths, self.zones)
        self.tracks = [max(pair) for pair in zip(self.tracks, other.tracks, strict=True)]
        self.widths = [max(pair) for pair in zip(self.widths, other.widths, strict=True)]
        self.zones = [(max(a, c), max(b, d)) for (a, b), (c, d) in zip(self.zones, other.zones, strict=True)]
        return was != (self.tracks, self.widths, self.zones)


class Others(NamedTuple):
    """The widths of the columns of texts: those at which no word is broken, and those that read well."""

    least: tuple[float, ...]
    liked: tuple[float, ...]


def others_of(contents: Sequence[Contents], total: TotalRow | None, language: Language) -> Others:
    """What the texts of a table need, with the sum below it."""
    heads = (words.NUMBER, words.ACTIVITY, words.INPUTS, words.TIME, words.OUTPUTS, words.REMARKS)
    least, liked = [], []
    for at, head in enumerate(heads):
        longest = max((widest_word(c.by_column[at], TYPE) for c in contents), default=0.0)
        longest = max(longest, widest_word(head.within(language), TYPE, bold=True))
        if total is not None and head is words.TIME:
            longest = max(longest, widest_amount(total.time, TYPE, bold=True))
        low = max(_LEAST[at], longest + 2 * PAD + _SLACK)
        least.append(low)
        liked.append(max(_LIKED[at], low))
    if not any(c.remarks for c in contents):
        liked[-1] = least[-1] = widest_word(words.REMARKS.within(language), TYPE, bold=True) + 2 * PAD + _SLACK
    return Others(tuple(least), tuple(liked))


class Frame:
    """Widths and places of all columns of a table that is `width` wide, or wider where it must be."""

    def __init__(self, columns: Sequence[Column], room: Room, others: Others, width: float) -> None:
        self.room = room
        needed = [self._needed(at, column, room) for at, column in enumerate(columns)]
        corridors = [_corridor_width(n) for n in room.tracks]
        chart = sum(corridors) + sum(sum(parts) for parts in needed)
        least, liked = others
        left = width - chart
        if left >= sum(liked):
            extra = left - sum(liked)
            grown = [min(max(0.0, _WIDEST_ACTOR - sum(parts)), extra / (2 * len(needed))) for parts in needed]
            needed = [(a + g / 2, w, b + g / 2) for (a, w, b), g in zip(needed, grown, strict=True)]
            texts = [*liked]
            rest = extra - sum(grown)
            shares = (0.0, 0.5, 0.15, 0.0, 0.15, 0.2)
            texts = [t + rest * share for t, share in zip(texts, shares, strict=True)]
        else:
            part = max(0.0, (left - sum(least)) / (sum(liked) - sum(least)))
            texts = [low + (high - low) * part for low, high in zip(least, liked, strict=True)]
        self.texts = texts
        self.start = texts[0] + texts[1]
        self.corridors: list[tuple[float, float]] = []
        self.middles: list[float] = []
        at = self.start
        for position, width_of in enumerate(corridors):
            self.corridors.append((at, width_of))
            at += width_of
            if position < len(needed):
                before, symbol, after = needed[position]
                self.middles.append(at + before + symbol / 2)
                at += before + symbol + after
        self.end = at
        self.width = at + sum(texts[2:])

    def _needed(self, at: int, column: Column, room: Room) -> tuple[float, float, float]:
        """Room before, for and after the symbols of a column, wide enough that no word of its title is broken."""
        before, after = room.zones[at]
        width = max(room.widths[at], 8.0)
        edges = _after_border(room, at) + _before_border(room, at + 1)
        title = widest_word(column.title, TYPE, bold=True) + 2 * PAD + _SLACK
        more = max(0.0, (title - before - width - after - edges) / 2)
        return before + more, width, after + more

    @property
    def borders(self) -> list[float]:
        """The rules between the actors' columns, the outermost too: in the middle of a corridor, between its tracks."""
        inner = [self.corridors[at][0] + _before_border(self.room, at) for at in range(1, len(self.corridors) - 1)]
        return [self.start, *inner, self.end]

    def track(self, corridor: int, index: int) -> float:
        """Where a track stands."""
        x, _ = self.corridors[corridor]
        return x + _EDGE + PITCH * (index + 0.5)


def _before_border(room: Room, corridor: int) -> float:
    """Of a corridor, the part on the left of its rule: a rule never lies on a track, and the outermost are outside."""
    if corridor == 0:
        return 0.0
    tracks = room.tracks[corridor]
    return _corridor_width(tracks) if corridor == len(room.tracks) - 1 else _EDGE + PITCH * ((tracks + 1) // 2)


def _after_border(room: Room, corridor: int) -> float:
    return _corridor_width(room.tracks[corridor]) - _before_border(room, corridor)


def _corridor_width(tracks: int) -> float:
    return tracks * PITCH + 2 * _EDGE
