"""What can be drawn into a picture beside the procedure itself: as data, so that there is one renderer for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from sopflow.definition.arcs import FlowArc
from sopflow.frozen import freeze

Tone = Literal["done", "active", "late", "missed", "mild", "strong"]
FILLS: Final[dict[Tone | None, str]] = {
    None: "#ffffff",
    "done": "#d7ecd9", "active": "#cfe2ff", "late": "#ffd9d2", "missed": "#fff1c9", "mild": "#fde8c8", "strong": "#f6b26b",
}  # fmt: skip
STROKES: Final[dict[Tone | None, str]] = {
    None: "#000000",
    "done": "#1e6b2b", "active": "#0b4fb3", "late": "#a8200d", "missed": "#8a6100", "mild": "#7a4a00", "strong": "#7a3600",
}  # fmt: skip
"""Readable on white and on the fill of their tone."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one row."""

    tone: Tone | None = None
    notes: tuple[str, ...] = ()
    """Lines for the row's remarks: never a colour alone."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Marks on rows and arrows, with the meaning of their tones."""

    title: str = ""
    steps: Mapping[str, Mark] = field(default_factory=dict)
    arcs: Mapping[FlowArc, Tone] = field(default_factory=dict)
    legend: tuple[tuple[Tone, str], ...] = ()

    def __post_init__(self) -> None:
        freeze(self, "steps", "arcs")


NOTHING: Final = Overlay()
