"""The SOP that a row called has ended, and with it the row."""

from __future__ import annotations

from typing import Any

from sopflow.definition.model import DONE, END
from sopflow.errors import NotActive, UnknownOutcome
from sopflow.language import Words

from ..authority import Capacity
from ..command import Command
from ..context import Context
from ..deciding.ending import row_done
from ..deciding.recording import event_of, open_steps, papers_of
from ..each import gathered, way_of_ends
from ..event import Ended, Event, OpenRow
from ..flow import Flow, Row
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event, in_row
from ..rights import itself
from ..routing import Routing

act("end_call", Words("mengakhiri SOP yang dipanggil", "end a called SOP"))
CALL_ENDED = event(
    "call_ended",
    EventKind(
        "end_call",
        Words("SOP yang dipanggil selesai", "the SOP that it called ended"),
        moves=True,
        ends_row=True,
        carries=("outcome", "documents", "compared", "ended", "case"),
    ),
)


def _with_end(instance: Instance, event: Event) -> dict[str, object]:
    assert event.effects.ended is not None
    own = Ended(*event.effects.ended)
    return in_row(instance, event, lambda row: row._replace(ended=(*row.ended, own)))


ONE_ENDED = event(
    "one_ended",
    EventKind(
        "end_call",
        Words("satu dari beberapa SOP yang dipanggil selesai", "one of the SOPs that it called ended"),
        is_a_part=True,
        makes_outputs=False,
        changes=_with_end,
        carries=("outcome", "documents", "ended", "case"),
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """The end of a called SOP, by the system."""
    open_row = instance.open_row(command.step or "", command.visit)
    if open_row is None or not open_row.children:
        raise NotActive(step=command.step, possible=open_steps(instance))
    row = flow.rows[open_row.step]
    if row.each is not None:
        return _one_of_several(flow, instance, command, context, row, open_row)
    outcome = (command.outcome or END) if row.step.is_decision else DONE
    way = row.ways.get(outcome)
    if way is None:
        raise UnknownOutcome(step=row.id, outcome=outcome, outcomes=row.outcomes)
    return row_done(flow, instance, command, context, None, CALL_ENDED, way)


def _one_of_several(
    flow: Flow, instance: Instance, command: Command, context: Context, row: Row, open_row: OpenRow
) -> Event:
    """The end of one of the called SOPs; with the last of them, or the first where that is enough, the row ends."""
    own = Ended(str(command.more.called), command.outcome or END)
    if own.instance not in open_row.children or own.instance in [one.instance for one in open_row.ended]:
        raise NotActive(step=row.id, possible=open_steps(instance))
    every = (*open_row.ended, own)
    effects: dict[str, Any] = {"ended": tuple(own)}
    if row.step.into is not None:
        effects["case"] = gathered(
            flow, row, instance, every, open_row, command.more.fields[str(row.step.into)][0]
        )
    if row.step.until_first or len(every) == len(open_row.children):
        way = way_of_ends(row, {one.end for one in every})
        return row_done(flow, instance, command, context, None, CALL_ENDED, way, effects)
    routing = Routing(flow, instance, context)
    documents = papers_of(flow, command)
    return event_of(routing, command, ONE_ENDED, row=open_row, outcome=own.end, documents=documents, **effects)


COMMAND = CommandType(
    "end_call",
    decide,
    itself,
    optional=("fields",),
    given_by="the engine",
    place=190,
    who=Words("mesin sendiri, sebagai `system`", "the engine by itself, as `system`; no person may use that name"),
)
