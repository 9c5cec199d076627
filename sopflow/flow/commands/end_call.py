"""The SOP that a row called has ended, and with it the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition.model import DONE, END
from sopflow.errors import NotActive, UnknownOutcome
from sopflow.language import Words

from ..deciding.ending import row_done
from ..deciding.recording import open_steps
from ..rights import itself
from .kind import CommandType, EventKind, act, event

if TYPE_CHECKING:
    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event
    from ..flow import Flow
    from ..instance import Instance

act("end_call", Words("mengakhiri SOP yang dipanggil", "end a called SOP"))
CALL_ENDED = event(
    "call_ended",
    EventKind(
        "end_call",
        Words("SOP yang dipanggil selesai", "the SOP that it called ended"),
        moves=True,
        ends_row=True,
        carries=("outcome", "documents", "compared"),
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """The end of a called SOP, by the system."""
    open_row = instance.open_row(command.step or "", command.visit)
    if open_row is None or open_row.child is None:
        raise NotActive(step=command.step, possible=open_steps(instance))
    row = flow.rows[open_row.step]
    outcome = (command.outcome or END) if row.step.is_decision else DONE
    way = row.ways.get(outcome)
    if way is None:
        raise UnknownOutcome(step=row.id, outcome=outcome, outcomes=row.outcomes)
    return row_done(flow, instance, command, context, None, CALL_ENDED, way)


COMMAND = CommandType(
    "end_call",
    decide,
    itself,
    given_by="the engine",
    place=190,
    who=Words("mesin sendiri, sebagai `system`", "the engine by itself, as `system`; no person may use that name"),
)
