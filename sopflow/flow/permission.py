"""Who may give which command: one rule for each kind, asked before anything is decided, and by whatever offers commands.

Doing a row is `authority`'s; what else can be done to an instance is the SOP's `may`, or the default that stands here.
Without a directory what `may` does not name is open to everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from sopflow.definition.model import ANYONE, NOBODY, STARTER, WHO
from sopflow.errors import NoPerson, NotAuthorized, NotClaimed, NotJoint, NotOptional, NotSigned, Refusal
from sopflow.language import Words
from sopflow.unseen import seen_of

from .authority import (
    Capacity,
    allowed,
    apart,
    authorise,
    capacity_for,
    forbidden,
    in_the_name_of,
    pending,
    require_right_then,
    separate,
    still_apart,
    titles,
)
from .command import SYSTEM, Command, CommandKind
from .deciding.extending import extension_of
from .deciding.passing import awaited
from .deciding.rows import open_row_of
from .deciding.starting import require_unit
from .deciding.undoing import UNDOABLE
from .wording import ACTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .context import Context
    from .flow import Flow
    from .instance import Instance

_NONE: Final = Words("-", "-")
_STARTER: Final = Words("yang memulai", "whoever started it")
_KNOWN: Final = Words("setiap orang yang dikenal direktori", "anybody whom the directory knows")
_TOOK_PART: Final = Words("yang bertindak dalam proses ini", "whoever has acted in it")
_ITSELF: Final = Words("mesin, dengan sendirinya", "the engine, by itself")


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
        return Verdict(permitted(flow, instance, command, context))
    except Refusal as refusal:
        return Verdict(None, refusal)


def permitted(flow: Flow, instance: Instance | None, command: Command, context: Context) -> Capacity | None:
    """The capacity in which a command is given; a `Refusal` where it may not be."""
    require_person(command, instance)
    if instance is None:
        return _start(flow, command, context)
    if (
        command.by == SYSTEM and command.kind in _BY_THE_CALLER
    ):  # a called SOP stands, goes on and falls with its caller
        return None
    return RULES[command.kind](flow, instance, command, context)


def require_person(command: Command, instance: Instance | None = None) -> None:
    """Refuse whoever is nobody, and whoever gives a command in the engine's name that the engine never gives: `NoPerson`."""
    by = command.by
    if not is_name(by):
        raise NoPerson(by=f'"{by}"' if isinstance(by, str) else "-")
    if by == SYSTEM and command.kind not in ITS_OWN:
        parent = instance.parent if instance is not None else command.parent
        if command.kind not in _BY_THE_CALLER or parent is None:
            raise NoPerson(by=by)


def is_name(by: object) -> bool:
    """Whether a text names somebody to whoever reads it: not blank, and nothing that only looks like the engine's name."""
    if not isinstance(by, str):
        return False
    seen = by if by.isascii() and by.isprintable() else seen_of(by)
    return bool(seen.strip()) and (seen != SYSTEM or by == SYSTEM)


def require_outsider(command: Command) -> None:
    """The same for what comes through an engine's own methods: called SOPs are started and ended within it."""
    if command.by == SYSTEM and command.kind not in ITS_OWN:
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
        is_given = NOBODY not in named and any(capacity_for(one, actors, by, office) for office in offices)
        if ANYONE not in named and not is_given:
            raise forbidden(one, by, "activate", actors, ACTS["activate"])
        return
    if any(office.roles is not None for office in offices):
        raise forbidden(target, by, "activate", (), ACTS["activate"])


def _start(flow: Flow, command: Command, context: Context) -> Capacity | None:
    if command.parent is not None:
        return None
    require_unit(command, context)
    named = flow.definition.who_may("start")
    if named:
        return _named(flow, None, command, context, named)
    if context.roles is None or context.is_known or any(_is_external(flow, a) for a in flow.first.actors):
        return None
    raise forbidden(flow, command.by, "start", (), ACTS["start"], (_KNOWN,))


def _named(
    flow: Flow, instance: Instance | None, command: Command, context: Context, named: Iterable[str]
) -> Capacity | None:
    """By what the SOP says."""
    who = tuple(map(str, named))
    if ANYONE in who:
        return None
    actors = tuple(actor for actor in who if actor not in WHO)
    capacity = capacity_for(flow, actors, command.by, context)
    if capacity is not None and NOBODY not in who:
        return capacity if command.kind == "start" else _held(capacity)
    if STARTER in who and instance is not None and command.by == instance.started_by:
        return None
    raise _not(flow, command, actors, (_STARTER,) if STARTER in who else ())


def _default(
    flow: Flow, instance: Instance, command: Command, context: Context, actors: tuple[str, ...]
) -> Capacity | None:
    """By what the SOP says, else one of some actors; the capacity, or `None` where nobody asks."""
    named = flow.definition.who_may(command.kind)
    if named:
        return _named(flow, instance, command, context, named)
    if context.roles is None:
        return None
    capacity = capacity_for(flow, actors, command.by, context)
    if capacity is None:
        raise _not(flow, command, actors)
    return capacity


def _not(flow: Flow, command: Command, actors: Iterable[str], others: tuple[Words, ...] = ()) -> NotAuthorized:
    act = ACTS[command.kind]
    return forbidden(
        flow, command.by, command.step or command.kind, actors, act.filled(step=command.step or ""), others
    )


def _held(capacity: Capacity) -> Capacity | None:
    """A capacity that the directory gave; without one, commands on the whole instance say none."""
    return capacity if capacity.how is not None else None


# -- rows


def _work(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    row, open_row = open_row_of(flow, instance, command, context.zone)
    if command.kind == "sign_off" and not row.is_joint:
        raise NotJoint(step=row.id)
    capacity = authorise(flow, row, open_row, command.by, context)
    require_right_then(row, open_row, command, capacity, context)
    apart(flow, row, instance, command.by, capacity.on_behalf_of)
    if command.kind in ("complete", "sign_off") and len(open_row.signed) + 1 == len(open_row.actors):
        still_apart(flow, row, open_row, instance)
    return capacity


def _skip(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    row, open_row = open_row_of(flow, instance, command, context.zone)
    if not row.step.optional:
        why = Words("hanya langkah opsional yang boleh", "only an optional step can be")
        raise NotOptional(step=row.id, why=why)
    if open_row.signed:
        why = Words("sudah ada yang menandatangani", "somebody has signed it already")
        raise NotOptional(step=row.id, why=why)
    capacity = authorise(flow, row, open_row, command.by, context, open_row.actors)
    require_right_then(row, open_row, command, capacity, context)
    apart(flow, row, instance, command.by, capacity.on_behalf_of)
    return capacity


def _withdraw(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    """Whoever signed, for as long as nothing follows from it; their own signature asks for no position."""
    row, open_row = open_row_of(flow, instance, command, context.zone)
    if not row.is_joint:
        raise NotJoint(step=row.id)
    last = open_row.signed[-1:] if row.step.sign_off == "in_order" else open_row.signed
    own = [signature for signature in last if signature.by == command.by]
    if not own:
        signed = tuple(s.by for s in open_row.signed)
        who = titles(flow, signed) if signed else _NONE
        raise NotSigned(by=command.by, step=row.id, signed=signed, who=who)
    return Capacity(own[-1].actor)


def _release(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    """Whoever claimed or delegated it."""
    row, open_row = open_row_of(flow, instance, command, context.zone)
    own = [c for c in open_row.claims if command.by in (c.person, c.on_behalf_of)]
    if not own:
        people = tuple(c.person for c in open_row.claims)
        who = titles(flow, people) if people else _NONE
        raise NotClaimed(by=command.by, step=row.id, people=people or ("-",), who=who)
    return Capacity(own[0].actor)


def _delegate(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity:
    row, open_row = open_row_of(flow, instance, command, context.zone)
    capacity = authorise(flow, row, open_row, command.by, context)
    if capacity.on_behalf_of is not None:
        raise forbidden(flow, command.by, row.id, (capacity.on_behalf_of,))
    separate(row, instance, command.by)
    return capacity


def _reassign(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    row, open_row = open_row_of(flow, instance, command, context.zone)
    turn = pending(row, open_row)
    named = flow.definition.who_may("reassign")
    if named:
        return _named(flow, instance, command, context, named)
    if context.roles is None:
        capacity = capacity_for(flow, turn, command.by, context, row)
        if capacity is not None:
            return capacity
        raise _not(flow, command, allowed(flow, row, turn))
    theirs = tuple(actor for actor in turn if not _is_external(flow, actor))
    capacity = capacity_for(flow, theirs, command.by, context, row)
    return (
        capacity
        if capacity is not None
        else _default(flow, instance, command, context, _took_part(flow, instance))
    )


def _extend(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whoever the extension names, and whoever `may` names: both."""
    actors = tuple(map(str, extension_of(flow, instance, command).by))
    capacity = capacity_for(flow, actors, command.by, context)
    named = tuple(map(str, flow.definition.who_may("extend")))
    if not named or ANYONE in named:
        if capacity is None:
            raise _not(flow, command, actors)
        return _held(capacity)
    try:
        _named(flow, instance, command, context, named)
    except NotAuthorized as refused:
        raise _not_both(flow, command, actors, refused) from None
    if capacity is None:
        others = (_STARTER,) if STARTER in named else ()
        raise _not_both(flow, command, actors, _not(flow, command, (a for a in named if a not in WHO), others))
    return _held(capacity)


_BOTH: Final = Words("{one} yang juga {other}", "{one} who is also {other}")


def _not_both(flow: Flow, command: Command, actors: tuple[str, ...], refused: NotAuthorized) -> NotAuthorized:
    """The refusal of who is not both: one of the actors, and one of those whom another refusal names."""
    values = refused.values
    both = tuple(actor for actor in actors if actor in tuple(cast("Iterable[str]", values["actors"])))
    who = _BOTH.filled(one=titles(flow, actors), other=values["who"])
    return NotAuthorized(by=command.by, step=values["step"], actors=both, act=values["act"], who=who)


def _undo(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whoever may still do the row that was done last: those in whose internal positions it was, and whoever did it."""
    past = context.past
    if past is None or past.before is None or past.event.type not in UNDOABLE:
        return None  # there is nothing to undo, which is told
    last = past.event
    row = flow.rows.get(str(last.step))
    open_row = past.before.open_row(str(last.step), last.visit)
    actors = open_row.actors if open_row is not None else ()
    asked = command._replace(step=last.step)
    named = flow.definition.who_may("undo")
    if named:
        return _named(flow, instance, asked, context, named)
    is_theirs = command.by == last.by
    if context.roles is None and is_theirs:
        return None
    own = tuple(actor for actor in actors if is_theirs or context.roles is None or not _is_external(flow, actor))
    capacity = capacity_for(flow, own, command.by, context, row)
    if capacity is None and is_theirs and last.actor is not None and last.effects.on_behalf_of is not None:
        capacity = in_the_name_of(flow, last.actor, last.effects.on_behalf_of, context, row)
    if capacity is None:
        raise _not(
            flow,
            asked,
            tuple(actor for actor in actors if not _is_external(flow, actor)),
            (titles(flow, (last.by,)),),
        )
    return _held(capacity)


# -- the instance as a whole


def _standing(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    return _default(flow, instance, command, context, _took_part(flow, instance))


def _cancel(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    try:
        return _standing(flow, instance, command, context)
    except Refusal:
        is_named = bool(flow.definition.who_may("cancel"))
        if is_named or command.by != instance.started_by or not _is_alone(instance, context):
            raise
        return None


def _is_alone(instance: Instance, context: Context) -> bool:
    """Whether nobody but the starter has acted."""
    people = context.past.people if context.past is not None else None
    return instance.revision == 1 or (people is not None and people <= {instance.started_by})


def _receive(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Those before and after a row that waits, which itself has no actor; the starter for what it asks of outsiders."""
    waits = awaited(flow, instance)
    after = [step for row in waits for step in flow.successors.get(row.step, ())]
    actors = dict.fromkeys((*_took_part(flow, instance), *_internal(flow, instance, _actors_of(flow, after))))
    try:
        return _default(flow, instance, command, context, tuple(actors))
    except Refusal:
        documents = flow.definition.documents
        asked_for = {name for name in waits.values() if documents[name].external}
        brought = {paper.document for paper in command.papers}
        is_named = bool(flow.definition.who_may("receive"))
        if is_named or command.by != instance.started_by or not asked_for or not brought <= asked_for:
            raise
        return None


def _annotate(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whoever may see the instance."""
    everyone = _internal(flow, instance, flow.definition.actors)
    try:
        return _default(flow, instance, command, context, everyone)
    except Refusal as refusal:
        in_hand = {p for row in instance.active for c in row.claims for p in (c.person, c.on_behalf_of)}
        took_part = context.past.people if context.past is not None else frozenset()
        if flow.definition.who_may("annotate"):
            raise
        if command.by in (instance.started_by, *in_hand, *took_part):
            return None
        raise _not(flow, command, everyone, (_STARTER, _TOOK_PART)) from refusal


def _migrate(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whom the version names to which it goes, else the one on which it is; nobody where neither does."""
    for one in (context.target, flow):
        if one is not None and one.definition.who_may("migrate"):
            return _named(one, instance, command, context, one.definition.who_may("migrate"))
    if context.roles is None:
        return None
    raise _not(flow, command, ())


def _itself(flow: Flow, instance: Instance, command: Command, context: Context) -> None:
    if command.by != SYSTEM:
        raise forbidden(flow, command.by, command.kind, (), ACTS[command.kind], (_ITSELF,))


def _took_part(flow: Flow, instance: Instance) -> tuple[str, ...]:
    """The internal actors of the rows that are open or done."""
    open_now = [actor for row in instance.active for actor in row.actors]  # with those to whom one was escalated
    return _internal(flow, instance, (*open_now, *_actors_of(flow, instance.visits)))


def _actors_of(flow: Flow, steps: Iterable[str]) -> list[str]:
    return [actor for step in steps if step in flow.rows for actor in flow.rows[step].actors]


def _internal(flow: Flow, instance: Instance, actors: Iterable[str]) -> tuple[str, ...]:
    """Of some actors, as whom they were chosen to be, those who are not external; who is unknown is nobody."""
    known = flow.definition.actors
    own = dict.fromkeys(instance.chosen.get(actor, actor) for actor in actors if actor in known)
    return tuple(actor for actor in own if not _is_external(flow, actor))


def _is_external(flow: Flow, actor: str) -> bool:
    known = flow.definition.actors.get(actor)
    return known is not None and known.external


Rule = Callable[["Flow", "Instance", Command, "Context"], "Capacity | None"]
RULES: Final[dict[CommandKind, Rule]] = {
    "complete": _work,
    "sign_off": _work,
    "claim": _work,
    "skip": _skip,
    "withdraw": _withdraw,
    "release": _release,
    "delegate": _delegate,
    "reassign": _reassign,
    "extend": _extend,
    "undo": _undo,
    "cancel": _cancel,
    "suspend": _standing,
    "resume": _standing,
    "receive": _receive,
    "annotate": _annotate,
    "migrate": _migrate,
    "advance": _itself,
    "end_call": _itself,
    "reschedule": _itself,
}
"""The rule of each command on an instance; that of a start is `_start`."""
_BY_THE_CALLER: Final = frozenset({"start", "cancel", "suspend", "resume"})
ITS_OWN: Final = frozenset({"advance", "end_call", "reschedule"})
"""What only the engine does."""
