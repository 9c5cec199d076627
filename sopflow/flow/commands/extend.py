"""A due time is extended, by whoever may, as often and as far as the SOP says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from sopflow.definition import duration
from sopflow.definition.model import ANYONE, STARTER, WHO, Extension
from sopflow.errors import BadCommand, NotAuthorized, NotExtendable
from sopflow.language import Words
from sopflow.time import Calendar

from ..authority import Capacity, capacity_for, titles
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of, require_note
from ..deciding.rows import open_row_of
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event, in_row, with_dues
from ..rights import BY_THE_STARTER, as_named, held, refused
from ..routing import Routing

act("extend", Words("memperpanjang batas waktu", "extend the due time"))


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    """The due time of a row, or of the whole instance."""
    if event.step is None:
        return {"due": event.effects.limit, "extended": instance.extended + 1}
    return in_row(instance, event, lambda row: with_dues(row, event)._replace(extended=row.extended + 1))


EXTENDED = event(
    "extended",
    EventKind(
        "extend",
        Words("diperpanjang", "extended"),
        moves_dues=True,
        changes=_changes,
        carries=("granted", "limit", "dues", "lates"),
    ),
)
_NOT_SAID = Words("SOP ini tidak mengizinkan perpanjangan di sini", "this SOP allows no extension here")
_NO_DUE = Words("batas waktunya tidak ada", "it has no due time")
_OFTEN = Words("sudah diperpanjang {times} kali", "it was extended {times} time(s) already")
_FAR = Words("paling lama {at_most}", "by at most {at_most}")


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Extend the due time of a row, or of the whole instance where no row is named."""
    routing = Routing(flow, instance, context)
    if command.step is None:
        sop = flow.definition
        granted = _granted(sop.extension, instance.due, instance.extended, "")
        require_note(flow, command, "")
        limit, length = _later(granted, instance.due, context.calendar(sop.calendar), command, "")
        return event_of(routing, command, EXTENDED, limit=limit, granted=length, capacity=capacity)
    row, open_row = open_row_of(flow, instance, command, context.zone)
    granted = _granted(row.step.extension, open_row.due, open_row.extended, row.id)
    require_note(flow, command, row.id)
    due, length = _later(granted, open_row.due, context.calendar(row.calendar), command, row.id)
    key = (row.id, open_row.visit)
    late_at = routing.late_at(row, due, open_row.late_acts)
    return event_of(
        routing, command, EXTENDED, row=open_row, dues=((key, due),),
        lates=((key, late_at),) if row.step.on_late else (), granted=length, capacity=capacity,
    )  # fmt: skip


def extension_of(flow: Flow, instance: Instance, command: Command, context: Context) -> Extension:
    """The extension that a command wants; `NotExtendable` where there is none, or no more."""
    if command.step is None:
        return _granted(flow.definition.extension, instance.due, instance.extended, "")
    row, open_row = open_row_of(flow, instance, command, context.zone)
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


_NO_DURATION = Words(
    '"{length}" bukan lama waktu; tulis misalnya "2 hari"',
    '"{length}" is not a duration; write, for example, "2 hari"',
)
_NO_LENGTH = Words("sebutkan lama perpanjangannya (length)", "name the length of the extension (length)")


def _later(
    extension: Extension, due: datetime | None, calendar: Calendar, command: Command, step: str
) -> tuple[datetime, str]:
    assert due is not None
    try:
        length = duration.recorded(command.length) if command.length is not None else extension.at_most
    except duration.NotADuration:
        raise BadCommand(what=_NO_DURATION.filled(length=command.length)) from None
    if length is None or length.is_zero:
        raise BadCommand(what=_NO_LENGTH)
    later = calendar.add(due, length)
    if extension.at_most is not None and later > calendar.add(due, extension.at_most):
        raise NotExtendable(step=step, why=_FAR.filled(at_most=extension.at_most.words))
    return later, str(length)


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whoever the extension names, and whoever `may` names: both."""
    actors = tuple(map(str, extension_of(flow, instance, command, context).by))
    capacity = capacity_for(flow, actors, command.by, context)
    named = tuple(map(str, flow.definition.who_may("extend")))
    if not named or ANYONE in named:
        if capacity is None:
            raise refused(flow, command, actors)
        return held(capacity)
    try:
        as_named(flow, instance, command, context, named)
    except NotAuthorized as unnamed:
        raise _not_both(flow, command, actors, unnamed) from None
    if capacity is None:
        others = (BY_THE_STARTER,) if STARTER in named else ()
        raise _not_both(flow, command, actors, refused(flow, command, (a for a in named if a not in WHO), others))
    return held(capacity)


_BOTH = Words("{one} yang juga {other}", "{one} who is also {other}")


def _not_both(flow: Flow, command: Command, actors: tuple[str, ...], refused: NotAuthorized) -> NotAuthorized:
    """The refusal of who is not both: one of the actors, and one of those whom another refusal names."""
    values = refused.values
    both = tuple(actor for actor in actors if actor in tuple(cast("Iterable[str]", values["actors"])))
    who = _BOTH.filled(one=titles(flow, actors), other=values["who"])
    return NotAuthorized(by=command.by, step=values["step"], actors=both, act=values["act"], who=who)


COMMAND = CommandType(
    "extend",
    decide,
    permit,
    target="row or instance",
    summary=Words(
        "perpanjang batas waktu satu langkah, atau seluruh proses",
        "extend the due time of a row, or of the whole instance",
    ),
    required=("reason",),
    optional=("step", "length", "visit", "acted_at"),
    place=90,
    title=Words("Perpanjang", "Extend"),
    verb=Words("memperpanjang", "extend"),
    in_scenario=Words(
        "Batas waktu langkah ini diperpanjang; all: seluruh proses. Memerlukan note.",
        "The row's due time is extended; all: that of the whole instance. Needs a note.",
    ),
    who=Words(
        "yang disebut `extension.by`; bila `may.extend` juga ditulis, keduanya harus terpenuhi",
        "whoever `extension.by` names; where `may.extend` is given, both must hold (SOP231 where perhaps nobody is both)",
    ),
    more=Words(
        "Tanpa langkah: seluruh proses. Siapa yang boleh diatur SOP dalam `extension`.",
        "Without a row: the whole instance. `extension` in the SOP says who may. `length` counts from when it was due.",
    ),
)
