"""One signature of several on a row."""

from __future__ import annotations

from sopflow.errors import AnswersDiffer

from ..authority import Capacity, titles
from ..command import Command
from ..context import Context
from ..event import Event, OpenRow, Signature
from ..files import identified
from ..flow import Flow, Row, Way
from ..instance import Instance
from ..routing import Routing
from .recording import event_of, happened_at, papers_of, require_note_for
from .signed import files_after


def signed_by_one(
    flow: Flow,
    instance: Instance,
    command: Command,
    context: Context,
    row: Row,
    open_row: OpenRow,
    way: Way,
    capacity: Capacity | None,
    **effects: object,
) -> Event | None:
    """The event of a signature after which others are still to sign; `None` for the last one."""
    same_answer(flow, row, open_row, command, way)
    require_note_for(flow, command, row, way)
    if capacity is None or len(open_row.signed) + 1 == len(open_row.actors):
        return None
    at = happened_at(command, context.at)
    documents = papers_of(flow, command)
    files = files_after(open_row, identified(instance, command, documents))
    signature = Signature(capacity.actor, command.by, way.outcome, at, capacity.on_behalf_of, files)
    return event_of(
        Routing(flow, instance, context),
        command,
        "signed_off",
        row=open_row,
        outcome=way.outcome,
        documents=documents,
        capacity=capacity,
        signature=signature,
        **effects,
    )


def same_answer(flow: Flow, row: Row, open_row: OpenRow, command: Command, way: Way) -> None:
    """Refuse an answer that is not that of those who signed before: `AnswersDiffer`."""
    for signature in open_row.signed:
        if signature.outcome != way.outcome:
            raise AnswersDiffer(
                by=command.by,
                step=row.id,
                outcome=way.outcome,
                signer=signature.by,
                other=signature.outcome,
                who=titles(flow, (signature.by,)),
            )
