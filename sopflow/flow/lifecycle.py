"""The status of an instance: a second, small machine."""

from __future__ import annotations

from typing import Final, Literal, cast, get_args

from transitions import MachineError

from sopflow.errors import NotRunning

from .machine import LeanMachine

Status = Literal["running", "suspended", "completed", "cancelled"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)

LIFECYCLE: Final = LeanMachine(
    list(STATUSES),
    [
        {"trigger": "suspend", "source": "running", "dest": "suspended"},
        {"trigger": "resume", "source": "suspended", "dest": "running"},
        {"trigger": "cancel", "source": "running", "dest": "cancelled"},
        {"trigger": "cancel", "source": "suspended", "dest": "cancelled"},
        {"trigger": "finish", "source": "running", "dest": "completed"},
    ],
    "running",
)
UNFINISHED: Final = tuple(status for status in STATUSES if LIFECYCLE.get_triggers(status))
"""Of an instance that can still go on."""


def moved(status: Status, trigger: str) -> Status:
    """The status after `trigger`; `NotRunning` where it is not possible."""
    try:
        return cast("Status", LIFECYCLE.moved(trigger, status))
    except MachineError:
        possible = LIFECYCLE.get_triggers(status)
        raise NotRunning(status=status, commands=tuple(t for t in possible if t != "finish")) from None
