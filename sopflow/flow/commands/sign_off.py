"""One of several signs a row; the last signature completes it."""

from __future__ import annotations

from sopflow.errors import NotJoint
from sopflow.language import Words

from ..authority import Capacity
from ..command import Command
from ..context import Context
from ..deciding.ending import row_done
from ..deciding.rows import open_row_of
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, event, in_row
from ..rights import work


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    own = (event.effects.signature,) if event.effects.signature is not None else ()
    return in_row(instance, event, lambda row: row._replace(signed=(*row.signed, *own)))


_COMPLETE = Words("pakai complete", "use complete")


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    """Whoever may do the row, if several sign it."""
    row, _ = open_row_of(flow, instance, command, context.zone)
    if not row.is_joint:
        raise NotJoint(step=row.id, way=_COMPLETE)
    return work(flow, instance, command, context)


SIGNED_OFF = event(
    "signed_off",
    EventKind(
        "sign_off",
        Words("ditandatangani", "signed"),
        is_a_part=True,
        changes=_changes,
        carries=("outcome", "documents", "kept", "signature", "case"),
    ),
)
COMMAND = CommandType(
    "sign_off",
    row_done,
    permit,
    target="row",
    summary=Words(
        "tandatangani satu langkah; tanda tangan terakhir menyelesaikannya",
        "sign a row that several sign; the last signature completes it",
    ),
    required=("step",),
    optional=("outcome", "visit", "note", "documents", "acted_at", "fields"),
    place=20,
    title=Words("Tanda tangani", "Sign off"),
    who=Words("mereka yang boleh mengerjakan langkah itu", "those who may do the row"),
)
