"""Who may give which command: asked before anything is decided, and by whatever offers commands.

Each command has its own rule in its module; doing a row is `authority`'s. Without a directory people are named like the
actors: what is done with a row asks for a name that fits, and what `may` does not name of the rest is open to every name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, cast

from sopflow.definition.model import ANYONE, WHO
from sopflow.errors import NoPerson, Refusal
from sopflow.language import Words

from .authority import Capacity, capacity_for, forbidden
from .command import SYSTEM, Command, CommandKind
from .commands import COMMANDS, start
from .context import Context
from .flow import Flow
from .instance import Instance
from .people import laid_over
from .persons import is_name, is_plain_name, say_ids

_ACTIVATE: Final = Words("menetapkan versi yang berlaku", "set the current version")


class Verdict(NamedTuple):
    """Whether somebody may, and as what; or why not."""

    capacity: Capacity | None = None
    """`None` also for whoever may without a position: without a directory, or as the starter."""
    refusal: Refusal | None = None

    @property
    def is_given(self) -> bool:
        return self.refusal is None


def may(flow: Flow, instance: Instance | None, command: Command, context: Context) -> Verdict:
    """Whether whoever gives a command may; what it must say besides (a note, an outcome) is not looked at."""
    try:
        return Verdict(permitted(flow, instance, command, laid_over(context, instance)))
    except Refusal as refusal:
        return Verdict(None, refusal)


def permitted(flow: Flow, instance: Instance | None, command: Command, context: Context) -> Capacity | None:
    """The capacity in which a command is given; a `Refusal` where it may not be."""
    by = command.by
    if type(by) is not str or not is_plain_name(by):
        require_person(command, instance)
        if instance is not None and by == SYSTEM and COMMANDS[command.kind].given_by == "people or the caller":
            return None  # a called SOP stands, goes on and falls with its caller
    if instance is None:
        return start.permit(flow, command, context)
    permit = COMMANDS[command.kind].permit
    return permit(flow, instance, command, context)


def require_person(command: Command, instance: Instance | None = None) -> None:
    """Refuse whoever is nobody, and whoever gives a command in the engine's name that the engine never gives: `NoPerson`."""
    by = command.by
    if not isinstance(by, str) or not is_name(by):
        raise NoPerson(by=f'"{by}"' if isinstance(by, str) else "-")
    if by == SYSTEM and not is_its_own(command.kind):
        parent = instance.parent if instance is not None else command.parent
        is_the_callers = command.kind == "start" or COMMANDS[command.kind].given_by == "people or the caller"
        if not is_the_callers or parent is None:
            raise NoPerson(by=by)


def is_its_own(kind: str) -> bool:
    """Whether only the engine gives a command, and nobody in its name."""
    known = COMMANDS.get(cast("CommandKind", kind))
    return known is not None and known.given_by == "the engine"


def require_outsider(command: Command) -> None:
    """The same for what comes through an engine's own methods: called SOPs are started and ended within it."""
    if command.by == SYSTEM and not is_its_own(command.kind):
        raise NoPerson(by=command.by)
    require_person(command)


def require_activator(target: Flow, current: Flow | None, by: str, offices: Iterable[Context]) -> None:
    """Refuse who may not make a version the current one: as for `migrate`, in any unit (an office for each)."""
    if not is_name(by) or by == SYSTEM:
        raise NoPerson(by=by)
    offices = tuple(offices)
    for one in (target, current):
        named = tuple(map(str, one.definition.who_may("migrate"))) if one is not None else ()
        if one is None or not named:
            continue
        actors = tuple(actor for actor in named if actor not in WHO)
        is_given = any(capacity_for(one, actors, by, office) for office in offices)
        if ANYONE not in named and not is_given:
            refusal = forbidden(one, by, "activate", actors, _ACTIVATE)
            if all(office.roles is None for office in offices):
                say_ids(refusal, one.definition.actors)
            raise refusal
        return
    if any(office.roles is not None for office in offices):
        raise forbidden(target, by, "activate", (), _ACTIVATE)
