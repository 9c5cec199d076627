"""From a command to the one event that it becomes, or to a refusal. Checks everything, changes nothing."""

from __future__ import annotations

from typing import Final

from sopflow.errors import BadCommand, DataMissing, NotAuthorized, NotRunning, Refusal
from sopflow.language import Words, nfc
from sopflow.time.span import AFTER_THE_FIRST_DAY, BEFORE_THE_LAST_DAY, in_range

from .command import NOTHING_MORE, SYSTEM, Command, More
from .commands import COMMANDS, start
from .context import Context
from .data import missing_to
from .dating import in_its_zone
from .deciding.recording import require_running_then
from .event import Event
from .flow import Flow
from .instance import Instance
from .people import laid_over
from .permission import permitted
from .persons import is_plain_name, of_unknown, say_ids

MAX_DATA: Final = 65_536
"""The host's data per command, in characters of JSON."""
MAX_NOTE: Final = 10_000
_AND_UNKNOWN: Final = Words("{who} ({unknown})", "{who} ({unknown})")
_NO_FIELDS: Final = Words('perintah "{command}" tidak menerima isian', 'the command "{command}" takes no fields')
_NAIVE: Final = Words("waktu tanpa zona waktu", "a time without a time zone")
_TOO_MUCH: Final = Words(
    f"data lebih dari {MAX_DATA} atau catatan lebih dari {MAX_NOTE} karakter",
    f"data over {MAX_DATA} or a note over {MAX_NOTE} characters",
)


def decide(flow: Flow, instance: Instance | None, command: Command, context: Context) -> Event:
    """Return the event that `command` becomes on `instance` (`None` only for a start).

    Raises a `Refusal` that says what is possible. Needs nothing but its arguments; the same arguments give the
    same event.
    """
    at, more = context.at, command.more
    try:
        if command.outcome is not None and not command.outcome.isascii():
            command = _as_spelled(flow, command)
        if at.tzinfo is None:
            raise BadCommand(what=_NAIVE)
        if not AFTER_THE_FIRST_DAY < at < BEFORE_THE_LAST_DAY:
            in_range(at)
        if instance is not None and at < instance.at:
            context = context._replace(at=instance.at)  # no event is recorded before the one before it
        if more is not NOTHING_MORE:
            _require_sound(more)
            if more.acted_at is not None:
                context = in_its_zone(flow, command, context)
                if instance is not None and command.by != SYSTEM:
                    require_running_then(instance, command, context)
            takes = COMMANDS[command.kind].fields if instance is not None else ("fields",)
            if (more.fields and "fields" not in takes) or (more.erased and "erased" not in takes):
                raise BadCommand(what=_NO_FIELDS.filled(command=command.kind))
        if instance is None:
            return start.decide(flow, command, context, permitted(flow, None, command, context))
        if instance.rare.people:
            context = laid_over(context, instance)
        kind = COMMANDS[command.kind]
        if instance.status not in kind.statuses:
            raise _not_running(flow, instance)
        by, decided = command.by, kind.decide
        permit = kind.permit if type(by) is str and is_plain_name(by) else permitted
        return decided(flow, instance, command, context, permit(flow, instance, command, context))
    except Refusal as refused:
        refusal: Refusal = refused
        if isinstance(refusal, DataMissing) and command.by != SYSTEM:
            refusal = missing_to(flow, refusal, context.roles if context.roles is not None else (command.by,))
        actors = flow.definition.actors
        titles = {str(name): actor.title for name, actor in actors.items()}
        refusal.titled(flow.titles, titles, context.names)
        if context.roles is None:
            say_ids(refusal, actors)
        if isinstance(refusal, NotAuthorized) and context.names and not context.is_known and command.by != SYSTEM:
            who = _AND_UNKNOWN.filled(
                who=refusal.shown.get("who", refusal.values["who"]), unknown=of_unknown(command.by, context.names)
            )
            refusal.showing({**refusal.shown, "who": who})
        if refusal is not refused:
            raise refusal from None
        raise


def _require_sound(more: More) -> None:
    """Refuse what no command may say."""
    if more.acted_at is not None:
        if more.acted_at.tzinfo is None:
            raise BadCommand(what=_NAIVE)
        in_range(more.acted_at)
    if (more.data is not None and len(more.data) > MAX_DATA) or len(more.note or "") > MAX_NOTE:
        raise BadCommand(what=_TOO_MUCH)


def require_status(flow: Flow, instance: Instance, command: Command) -> None:
    """Refuse what is not possible in the status that an instance has: `NotRunning`."""
    if instance.status not in COMMANDS[command.kind].statuses:
        raise _not_running(flow, instance)


def _not_running(flow: Flow, instance: Instance) -> NotRunning:
    """What is possible besides; what stands still with its caller goes on and ends with it alone."""
    status, is_held = instance.status, instance.is_held
    kinds = [kind for kind in COMMANDS.values() if kind.target == "instance" and status in kind.statuses]
    kinds = [kind for kind in kinds if kind.fits(flow.definition)]
    possible = [kind.kind for kind in kinds if not (is_held and kind.given_by == "people or the caller")]
    return NotRunning(status=status, commands=tuple(possible))


def _as_spelled(flow: Flow, command: Command) -> Command:
    """A command with its outcome as the SOP spells it: one that was stored before texts were composed may spell it apart."""
    row = flow.rows.get(str(command.step))
    names = row.ways if row is not None else ()
    spelled = {nfc(name): name for name in names}.get(nfc(str(command.outcome)), command.outcome)
    return command._replace(outcome=spelled)
