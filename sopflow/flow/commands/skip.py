"""An optional row is skipped, with a reason."""

from __future__ import annotations

from sopflow.errors import NotOptional
from sopflow.language import Words

from ..authority import Capacity, apart, authorise, require_right_then
from ..command import Command
from ..context import Context
from ..data import require_not_needed
from ..dating import day_of
from ..deciding.ending import row_done
from ..deciding.recording import happened_at, require_note
from ..deciding.rows import open_row_of
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event

act("skip", Words('melewati "{step}"', 'skip "{step}"'))
SKIPPED = event(
    "skipped",
    EventKind(
        "skip",
        Words("dilewati", "skipped"),
        moves=True,
        ends_row=True,
        makes_outputs=False,
        can_be_undone=True,
        carries=("outcome", "deviation", "compared"),
        stage="manualskip",
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    require_note(flow, command, command.step)
    return row_done(flow, instance, command, context, capacity, SKIPPED)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    row, open_row = open_row_of(flow, instance, command, context.zone)
    if not row.step.optional:
        why = Words("hanya langkah opsional yang boleh", "only an optional step can be")
        raise NotOptional(step=row.id, why=why)
    if open_row.signed:
        why = Words("sudah ada yang menandatangani", "somebody has signed it already")
        raise NotOptional(step=row.id, why=why)
    capacity = authorise(flow, row, open_row, command.by, context, open_row.actors)
    require_right_then(flow, row, open_row, command, capacity, context)
    apart(flow, row, instance, command.by, capacity.on_behalf_of)
    # last: only who may skip it learns what the data says
    require_not_needed(flow, row, instance.rare.fields, day_of(flow, happened_at(command, context.at), context))
    return capacity


COMMAND = CommandType(
    "skip",
    decide,
    permit,
    target="row",
    summary=Words("lewati langkah opsional", "leave out an optional row"),
    required=("step", "reason"),
    optional=("outcome", "visit", "choose", "to", "acted_at"),
    place=40,
    title=Words("Lewati", "Skip"),
    in_scenario=Words("Melewati langkah yang tidak wajib (dengan note).", "Skip an optional step (with a note)."),
    who=Words("mereka yang boleh mengerjakan langkah itu", "those who may do the row"),
    more=Words("Keputusan tetap memerlukan `outcome`.", "A decision still needs its `outcome`."),
)
