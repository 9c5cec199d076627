"""A draft of a definition: what the paper says for certain, and notes on what is left open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .identity import IdentityPage

UNKNOWN: Final = "unknown"


@dataclass
class Note:
    """What the paper says where the draft had to decide, or could not."""

    cell: str
    text: str
    reading: str = "open"
    why: str = ""
    page: int = 0
    """From 1; 0 where it is not known."""


@dataclass
class DraftStep:
    """A row as it will stand in the file."""

    id: str
    number: str
    activity: str
    actors: list[str] = field(default_factory=list)
    joint: bool = False
    """Whether all of them act."""
    in_order: bool = False
    """Whether they act one after another."""
    inputs: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    time: str | None = None
    time_is_text: bool = False
    limit: str = ""
    """The time within which it is to be done, where `time` is a text."""
    wait: bool = False
    optional: bool = False
    branches: dict[str, list[str]] = field(default_factory=dict)
    """Answers with their targets: ids of rows, `end`, `end:name`, `unknown`."""
    next: list[str] = field(default_factory=list)
    join: list[str] = field(default_factory=list)
    """Rows that it waits for, or `started` alone: those of them that are on their way."""
    remarks: str = ""
    cell_of_remarks: str = ""
    """The whole cell, where keys say a part of it."""
    said: dict[str, object] = field(default_factory=dict)
    """What that part says, by these keys: `sign_off`, `optional`, `join`."""
    question: str = ""
    phase: str = ""
    sources: list[Note] = field(default_factory=list)

    @property
    def targets(self) -> list[str]:
        """Where it leads, if it says so."""
        return [target for targets in self.branches.values() or (self.next,) for target in targets]


@dataclass
class Draft:
    """A definition in the making."""

    id: str
    title: str
    actors: dict[str, str]
    outside: set[str]
    documents: dict[str, str]
    steps: list[DraftStep]
    total: str | None
    sources: list[Note]
    identity: IdentityPage | None = None

    @property
    def open_notes(self) -> list[tuple[DraftStep | None, Note]]:
        """Everything that is to be looked at by somebody who has the paper."""
        own = [(None, note) for note in self.sources if note.reading == "open"]
        return [*own, *((step, note) for step in self.steps for note in step.sources if note.reading == "open")]
