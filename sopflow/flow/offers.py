"""What a person may do to an instance now, by the very rules that decide; what a command must say besides is theirs to say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from sopflow.errors import Refusal

from .command import Command, CommandKind, More
from .commands import COMMANDS
from .context import Context
from .decide import decide, require_status
from .flow import Flow
from .instance import Instance
from .permission import may

_ON_ROWS: Final = tuple(k for k, one in COMMANDS.items() if one.target in ("row", "row or instance"))
_ON_INSTANCES: Final = tuple(k for k, one in COMMANDS.items() if one.target in ("instance", "row or instance"))


class Offer(NamedTuple):
    """A command that somebody may give."""

    command: CommandKind
    step: str | None = None
    """The row; `None` where it is about the whole instance."""
    visit: int | None = None


def offers(flow: Flow, instance: Instance, by: str, context: Context) -> tuple[Offer, ...]:
    """Everything that `by` may do now, row by row, and to the instance as a whole."""
    return tuple(_rows(flow, instance, by, context)) + tuple(_whole(flow, instance, by, context))


def _rows(flow: Flow, instance: Instance, by: str, context: Context) -> Iterator[Offer]:
    for row in instance.active:
        for kind in _ON_ROWS:
            command = Command(kind, by, row.step, more=More(row.visit))
            if _is_given(flow, instance, command, context):
                yield Offer(kind, row.step, row.visit)


def _whole(flow: Flow, instance: Instance, by: str, context: Context) -> Iterator[Offer]:
    for kind in _ON_INSTANCES:
        one = COMMANDS[kind]
        if not one.is_offered_by_trying and not one.fits(flow.definition):
            continue
        if _is_given(flow, instance, Command(kind, by, more=More(note="-")), context):
            yield Offer(kind)


def _is_given(flow: Flow, instance: Instance, command: Command, context: Context) -> bool:
    try:
        require_status(flow, instance, command)
        if COMMANDS[command.kind].is_offered_by_trying:
            decide(flow, instance, command, context)
    except Refusal:
        return False
    return may(flow, instance, command, context).is_given
