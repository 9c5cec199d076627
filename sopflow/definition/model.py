"""An SOP as data: immutable, one to one with the file, each part with its place in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal, Protocol

from sopflow.frozen import freeze

from .diagnostics import NOWHERE, Span
from .duration import Duration

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Unknown(Enum):
    """What the paper does not say (other than what it says is empty)."""

    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown.UNKNOWN


class Ref(str):
    """A name that stands somewhere in the file and knows where."""

    __slots__ = ("span",)
    span: Span

    def __new__(cls, text: str, span: Span = NOWHERE) -> Ref:
        ref = super().__new__(cls, text)
        ref.span = span
        return ref


def _span() -> Span:
    return NOWHERE


def _place() -> Span:
    return field(default_factory=_span, compare=False, repr=False, kw_only=True)


STARTER: Final = "starter"
ANYONE: Final = "anyone"
NOBODY: Final = "nobody"
WHO: Final = (STARTER, ANYONE, NOBODY)
"""What `may` knows besides actors."""

SignOff = Literal["any", "all", "in_order"]
DocumentKind = Literal["document", "equipment", "state"]
MissingInputs = Literal["note", "refuse"]
Reading = Literal["certain", "probable", "open"]
STARTED: Final = "started"
END: Final = "end"


@dataclass(frozen=True, slots=True)
class Actor:
    """A column of the table: a position (jabatan), never a person."""

    id: str
    title: str
    external: bool = False
    substitutes: tuple[Ref, ...] = ()
    calendar: str | None = None
    chosen_by: Ref | None = None
    """The row whose completion says who this is."""
    among: tuple[Ref, ...] = ()
    also: tuple[Ref, ...] = ()
    """Other names of the position, in the texts of the SOP."""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Document:
    """What a row needs or makes: a paper, a piece of equipment, or a state of affairs."""

    id: str
    title: str
    kind: DocumentKind = "document"
    external: bool = False
    """Comes from outside: no row makes it."""
    at_hand: bool = False
    """Is there before the SOP starts."""
    optional: bool = False
    """May be missing."""
    draft_of: Ref | None = None
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Input:
    """A document that a row needs; with `when` only in some cases, and then never missing."""

    document: Ref
    when: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """Where a token ends: `end`, or a named end."""

    name: str = END
    closes_all: bool = False
    """Ends the whole instance at once and withdraws what is still open."""
    hand_over: str | None = None
    """What follows: an SOP's id, or a text."""
    span: Span = _place()


Target = Ref | End
Targets = tuple[Target, ...] | Unknown
Outputs = tuple[Ref | Unknown, ...] | Unknown


@dataclass(frozen=True, slots=True)
class Branch:
    """One answer of a decision, and where it leads."""

    name: str
    targets: Targets
    note_required: bool = False
    label: str | None = None
    outputs: Outputs | None = None
    """Instead of the row's own outputs."""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class FreeDuration:
    """A cell of the Waktu column that says more, or other, than a duration."""

    text: str
    at_most: Duration | None = None


Time = Duration | FreeDuration | Unknown | None


@dataclass(frozen=True, slots=True)
class Wait:
    """A row that nobody performs: it ends after `lasts`, or when the document `until` arrives."""

    lasts: Duration | None = None
    """The fixed length, or the longest wait for `until`; `None` waits for as long as it takes."""
    until: Ref | None = None
    late: tuple[Target, ...] | None = None
    """Where the token goes when `lasts` is over and `until` has not come; `None`: on to `next`."""


LateAct = Literal["remind", "escalate", "take"]


@dataclass(frozen=True, slots=True)
class OnLate:
    """What happens, once, when a row is late for longer than `after` (`None`: at once)."""

    act: LateAct
    after: Duration | None = None
    """On the row's calendar, from when it was due."""
    actor: Ref | None = None
    """Who may do the row too, from then on (`escalate`)."""
    branch: Ref | None = None
    """The answer with which the row then ends (`take`)."""
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Extension:
    """By whom a due time can be extended, how often, and by how much at a time."""

    by: tuple[Ref, ...]
    at_most: Duration | None = None
    times: int = 1
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What the printed document says where it differs from the encoding, and how sure the reading is."""

    cell: str | None = None
    text: str | None = None
    reading: Reading | None = None
    why: str | None = None
    page: str | None = None
    span: Span = _place()


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table."""

    id: str
    number: str | None
    """As printed: its position unless `no` says otherwise; `None` for a row that is not printed."""
    activity: str
    actors: tuple[Ref, ...] | Unknown
    sign_off: SignOff
    inputs: tuple[Input | Unknown, ...] | Unknown
    outputs: Outputs
    duration: Time
    next: Targets
    """Where `done` leads; empty for a decision."""
    branches: tuple[Branch, ...] = ()
    question: str | None = None
    join: tuple[Ref, ...] | Literal["started"] | None = None
    optional: bool = False
    phase: str | None = None
    terminator: bool = False
    substitutes: tuple[Ref, ...] = ()
    call: Ref | None = None
    wait: Wait | None = None
    missing_inputs: MissingInputs = "note"
    remarks: str | None = None
    source: tuple[SourceNote, ...] = ()
    on_late: tuple[OnLate, ...] = ()
    """In the order in which they happen."""
    extension: Extension | None = None
    separate_from: tuple[Ref, ...] = ()
    """Rows that another person must have done (four eyes)."""
    same_as: Ref | None = None
    """The row that the same person must have done."""
    span: Span = _place()
    body: Span = _place()
    """The whole row, where `span` is the place of its id."""
    keys: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False, kw_only=True)
    """Where each of its keys stands in the file."""

    def __post_init__(self) -> None:
        freeze(self, "keys")

    def place_of(self, key: str) -> Span:
        """Where a key stands; the place of the id where it is not written."""
        return self.keys.get(key, self.span)

    @property
    def is_decision(self) -> bool:
        return bool(self.branches)

    @property
    def ways(self) -> tuple[tuple[str, Targets], ...]:
        """Every outcome with its targets: `done` or the branches, and `late` of a wait."""
        own = tuple((b.name, b.targets) for b in self.branches) or ((DONE, self.next),)
        if self.wait is not None and self.wait.late is not None:
            return (*own, (LATE, self.wait.late))
        return own


DONE: Final = "done"
LATE: Final = "late"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who signed the SOP."""

    title: str | Unknown | None = None
    name: str | Unknown | None = None
    capacity: str | Unknown | None = None
    rank: str | Unknown | None = None
    nip: str | Unknown | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity page; every field may be missing or unknown."""

    agency: str | Unknown | None = None
    unit: str | Unknown | None = None
    number: str | Unknown | None = None
    created: date | Unknown | None = None
    revised: date | Unknown | None = None
    effective: date | Unknown | None = None
    approved_by: Approval | Unknown | None = None
    legal_basis: tuple[str, ...] | Unknown = ()
    qualifications: tuple[str, ...] | Unknown = ()
    related_sops: tuple[str, ...] | Unknown = ()
    equipment: tuple[str, ...] | Unknown = ()
    warnings: tuple[str, ...] | Unknown = ()
    records: tuple[str, ...] | Unknown = ()
    logo: str | None = None
    """The path of a picture from the SOP's file (`logo.logo_near`)."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that the author has looked at, and why it stays."""

    code: Ref
    reason: str
    step: Ref | None = None


class Printer(Protocol):
    """What pretty-prints for people."""

    def text(self, text: str) -> object: ...


@dataclass(frozen=True, slots=True, repr=False)
class Definition:
    """One SOP. Made by `sopflow.load`; `digest` is over what it means, not over comments or layout."""

    id: str
    title: str
    version: str
    actors: Mapping[str, Actor]
    documents: Mapping[str, Document]
    steps: tuple[Step, ...]
    identity: Identity = field(default_factory=Identity)
    calendar: str | None = None
    time_limit: Duration | None = None
    stated_total: Duration | None = None
    may_start: tuple[Ref, ...] = ()
    missing_inputs: MissingInputs = "note"
    accept: tuple[Acceptance, ...] = ()
    source: tuple[SourceNote, ...] = ()
    digest: str = ""
    extension: Extension | None = None
    """Of `time_limit`."""
    may: tuple[tuple[str, tuple[Ref, ...]], ...] = ()
    """Who may do what to an instance, by command: actors, `starter`, `anyone`, `nobody`. That of `start` is `may_start`,
    its old name."""
    path: str = field(default="", compare=False)
    identity_at: Mapping[str, Span] = field(default_factory=dict, compare=False)
    """Where each field of `identity` stands in the file."""
    span: Span = _place()

    def __post_init__(self) -> None:
        freeze(self, "actors", "documents", "identity_at")

    def __repr__(self) -> str:
        return f"Definition({self.id!r}, version={self.version!r}, path={self.path!r})"

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        """As short for hypothesis and IPython, which print every field of a dataclass else."""
        printer.text(repr(self))

    def who_may(self, command: str) -> tuple[Ref, ...]:
        """Whom the SOP names for a command; empty where it leaves that to the default."""
        return self.may_start if command == "start" else dict(self.may).get(command, ())

    def step(self, step_id: str) -> Step:
        """The row with this id; `KeyError` if there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)
