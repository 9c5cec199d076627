"""The commands that can be given to an instance, one module each: what it takes, who may give it, and what it becomes.

`listed.py`, and whatever else follows from a module, is written by `python -m tests.generate`.
"""

from __future__ import annotations

from typing import Final

from ..kinds import ACTS, EVENTS, MOVED, WHO, CommandType, EventKind
from ..names import CommandKind, EventType
from . import start
from .listed import LISTED

COMMANDS: Final[dict[CommandKind, CommandType]] = {one.kind: one for one in LISTED}
"""All but the start, which is given to no instance; those that people give to a row first."""

__all__ = ["ACTS", "COMMANDS", "EVENTS", "CommandType", "EventKind", "carried", "start"]


def carried(name: EventType) -> tuple[str, ...]:
    """What an event may say besides its instance, number, time, type, person and row."""
    kind = EVENTS[name]
    command = COMMANDS.get(kind.command)  # none: the start, which a person gives
    is_personal = command is None or command.given_by != "the engine"
    return (*(WHO if is_personal else ()), *kind.carries, *(MOVED if kind.moves else ()))
