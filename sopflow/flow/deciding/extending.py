"""Due times that are extended, by whoever may, as often and as far as the SOP says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition import duration
from sopflow.errors import BadCommand, NotExtendable
from sopflow.language import Words

from ..routing import Routing
from .recording import event_of, note_required, recorded_at
from .rows import open_row_of

if TYPE_CHECKING:
    from datetime import datetime

    from sopflow.definition.model import Extension
    from sopflow.time import Calendar

    from ..authority import Capacity
    from ..command import Command
    from ..context import Context
    from ..event import Event
    from ..flow import Flow
    from ..instance import Instance

_NOT_SAID = Words("SOP ini tidak menyebut perpanjangan di sini", "this SOP says nothing of an extension here")
_NO_DUE = Words("batas waktunya tidak ada", "it has no due time")
_OFTEN = Words("sudah diperpanjang {times} kali", "it was extended {times} time(s) already")
_FAR = Words("paling lama {at_most}", "at most by {at_most}")


def extend(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Extend the due time of a row, or of the whole instance where no row is named."""
    routing = Routing(flow, instance, context, recorded_at(instance, context))
    if command.step is None:
        sop = flow.definition
        granted = _granted(sop.extension, instance.due, instance.extended, "")
        _require_reason(command, "extend")
        limit, length = _later(granted, instance.due, context.calendar(sop.calendar), command, "")
        return event_of(routing, command, "extended", limit=limit, granted=length, capacity=capacity)
    row, open_row = open_row_of(flow, instance, command)
    granted = _granted(row.step.extension, open_row.due, open_row.extended, row.id)
    _require_reason(command, row.id)
    due, length = _later(granted, open_row.due, context.calendar(row.calendar), command, row.id)
    key = (row.id, open_row.visit)
    late_at = routing.late_at(row, due, open_row.late_acts)
    return event_of(
        routing, command, "extended", row=open_row, dues=((key, due),),
        lates=((key, late_at),) if row.step.on_late else (), granted=length, capacity=capacity,
    )  # fmt: skip


def extension_of(flow: Flow, instance: Instance, command: Command) -> Extension:
    """The extension that a command wants; `NotExtendable` where there is none, or no more."""
    if command.step is None:
        return _granted(flow.definition.extension, instance.due, instance.extended, "")
    row, open_row = open_row_of(flow, instance, command)
    return _granted(row.step.extension, open_row.due, open_row.extended, row.id)


def _granted(extension: Extension | None, due: datetime | None, times: int, step: str) -> Extension:
    """The extension that may be granted; a refusal says why not."""
    if extension is None:
        raise NotExtendable(step=step, why=_NOT_SAID)
    if due is None:
        raise NotExtendable(step=step, why=_NO_DUE)
    if times >= extension.times:
        raise NotExtendable(step=step, why=_OFTEN.filled(times=times))
    return extension


def _require_reason(command: Command, step: str) -> None:
    if not (command.note or "").strip():
        raise note_required("extend", step)


_NO_DURATION = Words('"{length}" bukan lama waktu', '"{length}" is not a duration')
_NO_LENGTH = Words("perpanjangan perlu lamanya", "an extension needs its length")


def _later(
    extension: Extension, due: datetime | None, calendar: Calendar, command: Command, step: str
) -> tuple[datetime, str]:
    assert due is not None
    try:
        length = duration.parse(command.length) if command.length is not None else extension.at_most
    except duration.NotADuration:
        raise BadCommand(what=_NO_DURATION.filled(length=command.length)) from None
    if length is None or length.is_zero:
        raise BadCommand(what=_NO_LENGTH)
    later = calendar.add(due, length)
    if extension.at_most is not None and later > calendar.add(due, extension.at_most):
        raise NotExtendable(step=step, why=_FAR.filled(at_most=str(extension.at_most)))
    return later, str(length)
