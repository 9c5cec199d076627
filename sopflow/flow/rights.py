"""Who may give a command, by what the SOP's `may` says, else by the command's own default: what the commands share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from sopflow.definition.model import ANYONE, STARTER, WHO
from sopflow.errors import NotAuthorized
from sopflow.language import Words

from .authority import (
    Capacity,
    apart,
    authorise,
    capacity_for,
    forbidden,
    require_right_then,
    still_apart,
)
from .command import SYSTEM, Command
from .context import Context
from .deciding.rows import open_row_of
from .flow import Flow
from .instance import Instance
from .kinds import ACTS
from .people import is_starter

BY_THE_STARTER: Final = Words("yang memulai", "whoever started it")
_ITSELF: Final = Words("mesin, dengan sendirinya", "the engine, by itself")


def as_named(
    flow: Flow, instance: Instance | None, command: Command, context: Context, named: Iterable[str]
) -> Capacity | None:
    """By what the SOP says."""
    who = tuple(map(str, named))
    if ANYONE in who:
        return None
    actors = tuple(actor for actor in who if actor not in WHO)
    capacity = capacity_for(flow, actors, command.by, context)
    if capacity is not None:
        return capacity if command.kind == "start" else held(capacity)
    if STARTER in who and instance is not None and is_starter(flow, instance, command.by):
        return None
    raise refused(flow, command, actors, (BY_THE_STARTER,) if STARTER in who else ())


def default(
    flow: Flow, instance: Instance, command: Command, context: Context, actors: tuple[str, ...]
) -> Capacity | None:
    """By what the SOP says, else one of some actors; the capacity, or `None` where nobody asks."""
    named = flow.definition.who_may(command.kind)
    if named:
        return as_named(flow, instance, command, context, named)
    if context.roles is None:
        return None
    capacity = capacity_for(flow, actors, command.by, context)
    if capacity is None:
        raise refused(flow, command, actors)
    return capacity


def named_alone(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whom the SOP names; nobody where it names none, but anyone without a directory."""
    return default(flow, instance, command, context, ())


def refused(flow: Flow, command: Command, actors: Iterable[str], others: tuple[Words, ...] = ()) -> NotAuthorized:
    act = ACTS[command.kind]
    return forbidden(
        flow, command.by, command.step or command.kind, actors, act.filled(step=flow.title(command.step)), others
    )


def held(capacity: Capacity) -> Capacity | None:
    """A capacity that the directory gave; without one, commands on the whole instance say none."""
    return capacity if capacity.how is not None else None


def work(flow: Flow, instance: Instance, command: Command, context: Context, ends: bool = True) -> Capacity:
    """Whoever may do the open row: an actor's position or substitute, apart from and together with whom the SOP says.

    The last signature `ends` the row, where it is not only claimed: those who signed before it must still be apart then.
    """
    row, open_row = open_row_of(flow, instance, command, context.zone)
    capacity = authorise(flow, row, open_row, command.by, context)
    if command.more.acted_at is not None:
        require_right_then(flow, row, open_row, command, capacity, context)
    if row.is_apart:
        apart(flow, row, instance, command.by, capacity.on_behalf_of)
        if ends and len(open_row.signed) + 1 == len(open_row.actors):
            still_apart(flow, row, open_row, instance)
    return capacity


claimed: Final = partial(work, ends=False)


def standing(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whoever took part, where the SOP does not say."""
    return default(flow, instance, command, context, took_part(flow, instance))


def itself(flow: Flow, instance: Instance, command: Command, context: Context) -> None:
    """The engine, and nobody else."""
    if command.by != SYSTEM:
        raise forbidden(flow, command.by, command.kind, (), ACTS[command.kind], (_ITSELF,))


def took_part(flow: Flow, instance: Instance) -> tuple[str, ...]:
    """The internal actors of the rows that are open or done."""
    open_now = [actor for row in instance.active for actor in row.actors]  # with those to whom one was escalated
    return internal(flow, instance, (*open_now, *actors_of(flow, instance.visits)))


def seeing(flow: Flow, instance: Instance) -> tuple[str, ...]:
    """The actors who may see an instance: those that the SOP names, with the internal ones of open rows, else all internal
    ones."""
    named = flow.definition.who_may("see")
    if not named:
        return internal(flow, instance, flow.definition.actors)
    turn = internal(flow, instance, [actor for row in instance.active for actor in row.actors])
    return tuple(dict.fromkeys((*turn, *(str(one) for one in named if one not in WHO))))


def actors_of(flow: Flow, steps: Iterable[str]) -> list[str]:
    return [actor for step in steps if step in flow.rows for actor in flow.rows[step].actors]


def internal(flow: Flow, instance: Instance, actors: Iterable[str]) -> tuple[str, ...]:
    """Of some actors, as whom they were chosen to be, those who are not external; who is unknown is nobody."""
    known = flow.definition.actors
    own = dict.fromkeys(instance.chosen.get(actor, actor) for actor in actors if actor in known)
    return tuple(actor for actor in own if not is_external(flow, actor))


def is_external(flow: Flow, actor: str) -> bool:
    known = flow.definition.actors.get(actor)
    return known is not None and known.external
