"""One's own signature is withdrawn from a row that is still open."""

from __future__ import annotations

from sopflow.errors import NotJoint, NotSigned
from sopflow.language import NONE, Words

from ..authority import Capacity, titles
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of
from ..deciding.rows import open_row_of
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, event, in_row
from ..routing import Routing


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    gone = event.effects.signature
    return in_row(instance, event, lambda row: row._replace(signed=tuple(s for s in row.signed if s != gone)))


WITHDRAWN = event(
    "withdrawn",
    EventKind(
        "withdraw",
        Words("tanda tangan ditarik", "signature withdrawn"),
        changes=_changes,
        carries=("outcome", "signature"),
    ),
)


_NOTHING = Words(
    "tidak ada tanda tangan yang dapat ditarik (langkah yang sudah selesai ditarik kembali dengan undo)",
    "there is no signature to withdraw (a row that is done is withdrawn with undo)",
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    _, open_row = open_row_of(flow, instance, command, context.zone)
    own = [signature for signature in open_row.signed if signature.by == command.by][-1]
    routing = Routing(flow, instance, context)
    return event_of(
        routing, command, WITHDRAWN, row=open_row, signature=own, outcome=own.outcome, capacity=capacity
    )


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    """Whoever signed, for as long as nothing follows from it; their own signature asks for no position."""
    row, open_row = open_row_of(flow, instance, command, context.zone)
    if not row.is_joint:
        raise NotJoint(step=row.id, way=_NOTHING)
    last = open_row.signed[-1:] if row.step.sign_off == "in_order" else open_row.signed
    own = [signature for signature in last if signature.by == command.by]
    if not own:
        signed = tuple(s.by for s in open_row.signed)
        who = titles(flow, signed) if signed else NONE
        raise NotSigned(by=command.by, step=row.id, signed=signed, who=who)
    return Capacity(own[-1].actor)


COMMAND = CommandType(
    "withdraw",
    decide,
    permit,
    target="row",
    summary=Words(
        "tarik tanda tangan sendiri dari langkah yang masih terbuka",
        "withdraw one's own signature from a row that is still open",
    ),
    required=("step",),
    optional=("visit", "note"),
    place=30,
    title=Words("Tarik", "Withdraw"),
    in_scenario=Words(
        "Menarik tanda tangan sendiri dari sebuah langkah.", "Withdraw one's own signature from a step."
    ),
    who=Words("siapa yang menandatangani", "whoever signed"),
)
