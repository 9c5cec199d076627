"""A row is completed with an outcome, by whoever may do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.language import Words

from ..deciding.ending import row_done
from ..deciding.signing import signed_by_one
from ..rights import work
from .kind import CommandType, EventKind, event

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event
    from ..flow import Flow
    from ..instance import Instance

COMPLETED = event(
    "completed",
    EventKind("complete", Words("dikerjakan", "completed"), moves=True, ends_row=True, can_be_undone=True),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """The row ends; one that several sign only with the last signature."""
    row = flow.rows[command.step]  # type: ignore[index]
    signed = signed_by_one(flow, instance, command, context, row, capacity) if row.is_joint else None
    return signed or row_done(flow, instance, command, context, capacity)


COMMAND = CommandType(
    "complete",
    decide,
    work,
    target="row",
    summary=Words(
        "selesaikan satu langkah; yang ditandatangani beberapa orang: tandatangani",
        "do a row; on one that several sign, sign it",
    ),
    required=("step",),
    optional=("outcome", "visit", "note", "documents", "choose", "to", "data", "acted_at"),
    place=10,
    title=Words("Langkah", "Step"),
    in_scenario=Words(
        "Mengerjakan sebuah langkah: LANGKAH, atau LANGKAH=JAWABAN. Bentuk pendek: PELAKSANA: LANGKAH=JAWABAN.",
        "Complete a step: STEP, or STEP=OUTCOME. Short form: ACTOR: STEP=OUTCOME.",
    ),
    who=Words("mereka yang boleh mengerjakan langkah itu", "those who may do the row"),
    more=Words(
        "`documents` dibawa serta, dengan yang mengenalinya. `to` memerlukan catatan.",
        "`documents` are brought along, with what identifies them. `to` takes a `note`.",
    ),
)
