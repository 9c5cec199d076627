"""The commands that can be given to an instance, one module each: what it takes, who may give it, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import (
    advance,
    annotate,
    cancel,
    claim,
    complete,
    delegate,
    end_call,
    extend,
    migrate,
    reassign,
    receive,
    release,
    reschedule,
    resume,
    sign_off,
    skip,
    start,
    suspend,
    undo,
    withdraw,
)
from .kind import ACTS, EVENTS, CommandType, EventKind

if TYPE_CHECKING:
    from ..command import CommandKind

COMMANDS: Final[dict[CommandKind, CommandType]] = {
    module.COMMAND.kind: module.COMMAND
    for module in (
        complete, sign_off, withdraw, skip, claim, release, reassign, delegate, extend, receive, annotate, suspend,
        resume, cancel, undo, migrate, reschedule, advance, end_call,
    )
}  # fmt: skip
"""All but the start, which is given to no instance; those that people give to a row first."""

__all__ = ["ACTS", "COMMANDS", "EVENTS", "CommandType", "EventKind", "start"]
