"""A scenario as data: what happens, in order, and what is expected of it; each part with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.diagnostics import NOWHERE, Span
from sopflow.definition.duration import Duration
from sopflow.definition.instants import ZONES
from sopflow.definition.model import Ref
from sopflow.flow.command import Paper
from sopflow.flow.forms import frozen
from sopflow.frozen import freeze

from .format.accepting import AcceptedChange as AcceptedChange
from .format.expecting import Doer as Doer
from .format.expecting import Expectation as Expectation
from .format.expecting import PathItem as PathItem
from .names import ActKind as ActKind
from .verbs import BY_PERSON

if TYPE_CHECKING:
    from sopflow.people.directory import OfficeDirectory

DEFAULT_START: Final = datetime(2024, 1, 2, 8, 0, tzinfo=ZONES["WIB"])
"""A Tuesday morning, for scenarios that do not say when they start."""
WHOLE: Final = "all"
"""Of `extend` and `due`: the whole instance."""
ANYTHING: Final = "..."
"""In a path: whatever is in between."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens in a run; what a kind does not use stays `None` or empty."""

    kind: ActKind
    step: Ref | None = None
    """Of `auto`: the row until whose opening it goes on, `None` to the end."""
    outcome: str | None = None
    by: Ref | None = None
    """The person; `None` is whoever's turn it is."""
    after: Duration | None = None
    at: datetime | None = None
    acted_at: datetime | None = None
    lasts: Duration | None = None
    """Of `wait` and `extend`."""
    note: str | None = None
    papers: tuple[Paper, ...] = ()
    choose: Mapping[str, str] = field(default_factory=dict)
    visit: int | None = None
    inside: tuple[Ref, ...] = ()
    """The calling rows, from the outside in, where the command is for a called SOP."""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subject: str | None = None
    to: Ref | None = None
    """The person to whom a row is given."""
    refused: Ref | None = None
    """The code with which it must be refused."""
    expect: Expectation | None = None
    span: Span = field(default=NOWHERE, compare=False)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who is which actor in the instance."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What is filled in, as the file says it; for `auto`, whichever row asks for it."""

    def __post_init__(self) -> None:
        freeze(self, "choose", "answers", "people")
        object.__setattr__(self, "fields", frozen(self.fields))

    def __str__(self) -> str:
        step = self.step or ""
        if self.outcome is not None:
            step += f"={self.outcome}"
        if self.kind == "step":
            text = f"{self.by}: {step}" if self.by is not None else step
        elif self.kind == "extend":
            text = f"extend: {step or WHOLE}" + (f", length: {self.lasts}" if self.lasts is not None else "")
        elif self.to is not None:
            text = f"{self.kind}: {step}, to: {self.to}"
        elif self.kind in BY_PERSON:
            text = f"{self.kind}: {self.by}" if self.by is not None else self.kind
        else:
            what = (
                str(self.lasts) if self.lasts is not None else ", ".join(p.document for p in self.papers) or step
            )
            what = what or (self.note or "") if self.kind == "annotate" else what or "end"
            text = f"{self.kind}: {what}" if self.kind != "expect" else "expect"
        if self.inside:
            text += f", in: {'/'.join(self.inside)}"
        return f"{text}, refused: {self.refused}" if self.refused is not None else text


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
