"""The verbs of a scenario's acts: a new command of the flow is one, under its own name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, cast

from sopflow.flow.commands import COMMANDS, EVENTS, CommandType

if TYPE_CHECKING:
    from sopflow.flow.command import CommandKind

    from .names import ActKind

_SHORT: Final = ("complete", "sign_off")
"""What an act does that names an actor and a row."""
VERB_OF: Final[Mapping[CommandKind, ActKind]] = {
    kind: "step" if kind in _SHORT else cast("ActKind", kind)
    for kind, one in COMMANDS.items()
    if one.target is not None
}
"""The verb that gives each command of people; that of a start is `start`."""
COMMAND_OF: Final[Mapping[ActKind, CommandType]] = {VERB_OF[kind]: COMMANDS[kind] for kind in reversed([*VERB_OF])}
"""The command that each verb gives: `step` completes a row, which signs one that several sign."""
_ON_ROWS: Final = dict.fromkeys(verb for kind, verb in VERB_OF.items() if COMMANDS[kind].target == "row")
HANDS: Final = tuple(
    verb for verb in _ON_ROWS if any(one.gives and one.command == verb for one in EVENTS.values())
)
"""In whose hands a row is."""
WORK: Final = tuple(verb for verb in _ON_ROWS if verb not in HANDS)
"""What is done to a row."""
NO_OUTCOME: Final = tuple(verb for verb in WORK if "outcome" not in COMMAND_OF[verb].fields)
"""What answers nothing with it."""
_WITH_MORE: Final = ("receive", "annotate")
"""What names documents or holds a text."""
ON_INSTANCES: Final[tuple[ActKind, ...]] = tuple(
    verb for kind, verb in VERB_OF.items() if COMMANDS[kind].target == "instance" and verb not in _WITH_MORE
)
"""What is done to the whole instance, and names nothing but who does it."""
BY_PERSON: Final[tuple[ActKind, ...]] = ("start", *ON_INSTANCES)
"""Verbs whose value is a person."""
VERBS: Final[tuple[ActKind, ...]] = (*WORK, *BY_PERSON, *_WITH_MORE, "wait", "auto", "extend", *HANDS)
