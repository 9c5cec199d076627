"""What a process in BPMN is made of: elements that stand in lanes, and the flows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from sopflow.definition.duration import Duration

NodeKind = Literal[
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "userTask",
    "receiveTask", "callActivity", "exclusiveGateway", "parallelGateway", "inclusiveGateway",
]  # fmt: skip
EventKind = Literal["", "timer", "message", "terminate", "error", "escalation"]
GATEWAYS: Final = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
TASKS: Final = ("userTask", "receiveTask", "callActivity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An element of the flow."""

    id: str
    kind: NodeKind
    name: str = ""
    row: int
    """In which row of the table it stands, from 0."""
    lane: int
    """In which lane, from the left."""
    event: EventKind = ""
    timer: Duration | None = None
    message: str | None = None
    """The name of the message for which it waits."""
    attached_to: str | None = None
    """The element on whose border it stands."""
    interrupts: bool = True
    calls: str | None = None
    """The id of the SOP that it runs."""
    each: str | None = None
    """The list for each of whose records it runs that SOP."""
    until_first: bool = False
    """Whether the first of these that ends is enough."""
    signers: tuple[str, ...] = ()
    """The actors who all do it, each for themselves; empty where one does."""
    in_order: bool = False
    doers: tuple[str, ...] = ()
    """The actors who may do it."""
    decides: bool = False
    """Whether it ends with one of several answers."""
    documentation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    id: str
    source: str
    target: str
    name: str = ""
    answer: str | None = None
    """The answer with which it is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document beside the element that needs or makes it: a reference to a data object."""

    id: str
    document: str
    """The id of the data object."""
    name: str
    node: str
    row: int
    is_made: bool
    item: int
    """Which of the row's inputs or outputs it is, from 0."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of the table; `actor` is `None` for rows whose actor the paper does not say."""

    id: str
    name: str
    actor: str | None


@dataclass(frozen=True, slots=True)
class Process:
    """One SOP as a process: one pool with its lanes, and what is in them."""

    id: str
    title: str
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    documents: tuple[tuple[str, str], ...] = ()
    """Data objects: their ids and names."""
    papers: tuple[Paper, ...] = ()
    omitted: tuple[str, ...] = ()
    """Rows that are not in it, since nothing leads to them."""
