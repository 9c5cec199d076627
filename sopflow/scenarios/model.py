"""A scenario as data: what happens, in order, and what is expected of it; each part with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sopflow.definition.diagnostics import NOWHERE, Span
from sopflow.definition.instants import ZONES
from sopflow.definition.model import Ref
from sopflow.frozen import freeze

from .format.accepting import AcceptedChange as AcceptedChange
from .format.act import WHOLE as WHOLE
from .format.act import Act as Act
from .format.expecting import Doer as Doer
from .format.expecting import Expectation as Expectation
from .format.expecting import PathItem as PathItem
from .names import ActKind as ActKind

if TYPE_CHECKING:
    from sopflow.people.directory import OfficeDirectory

DEFAULT_START: Final = datetime(2024, 1, 2, 8, 0, tzinfo=ZONES["WIB"])
"""A Tuesday morning, for scenarios that do not say when they start."""
ANYTHING: Final = "..."
"""In a path: whatever is in between."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One run of an SOP, and what is expected of it."""

    name: str
    acts: tuple[Act, ...]
    start: datetime = DEFAULT_START
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The actors that each person holds; actors themselves act under their own names too."""
    by_anyone: bool = False
    """Whoever acts is named and nothing else: there are no people, as in an engine without a directory."""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expect: Expectation | None = None
    span: Span = field(default=NOWHERE, compare=False)
    directory: Ref | None = None
    """The file that says who holds which position, as written."""
    unit: Ref | None = None
    """The unit in which it is started."""
    skip: str | None = None
    """Why it is not played."""
    xfail: str | None = None
    """Why it is expected to fail."""
    tags: tuple[Ref, ...] = ()
    office: OfficeDirectory | None = field(default=None, compare=False, repr=False)
    """What is in the directory's file."""

    def __post_init__(self) -> None:
        freeze(self, "people", "answers")


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """The scenarios of one SOP, as a file has them."""

    sop: Ref
    """The id of a definition in the same folder, or a file's name."""
    scenarios: tuple[Scenario, ...]
    accept: tuple[AcceptedChange, ...] = ()
    path: str = ""
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)
