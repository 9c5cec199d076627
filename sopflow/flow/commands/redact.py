"""Personal values of a case are removed from where they stand: recorded, with a reason; what happened stays."""

from __future__ import annotations

from sopflow.errors import BadCommand, FieldsRefused
from sopflow.fields import Problem
from sopflow.language import Words, did_you_mean

from ..authority import Capacity
from ..command import SYSTEM, Command
from ..context import Context
from ..deciding.recording import event_of, require_note
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..lifecycle import STATUSES
from ..past import Past
from ..rights import named_alone
from ..routing import Routing
from ..unsaid import UNSAID

act("redact", Words("menghapus data pribadi proses ini", "remove the personal values of this instance"))
_NOTHING = Words("proses ini tidak punya isian pribadi (personal)", "this instance has no personal fields")
_NONE_SUCH = Words(
    "id isian pribadi (personal) proses ini; {hint}", "the id of a personal field of this instance; {hint}"
)
_NOT_PERSONAL = Words(
    '"{field}" tidak dapat dihapus; sebutkan {expected}', '"{field}" cannot be removed; name {expected}'
)
REDACTED = event("redacted", EventKind("redact", Words("data pribadinya dihapus", "redacted")))


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """Whatever keeps the event removes, with it, the personal values that the case has had: all, or those of some fields."""
    if command.by != SYSTEM:
        _require_some(flow, command, context)
        require_note(flow, command)
    return event_of(Routing(flow, instance, context), command, REDACTED, capacity=capacity)


def personal_fields(flow: Flow, past: Past | None) -> tuple[str, ...]:
    """The ids of the personal fields of a case: those of its SOP, and those of versions before in which it has values."""
    own = [name for name, field in flow.definition.fields.items() if field.personal]
    return tuple(dict.fromkeys((*own, *(sorted(past.personal) if past is not None else ()))))


def _require_some(flow: Flow, command: Command, context: Context) -> None:
    """Refuse what would remove nothing: no personal field, or one that this case does not have."""
    own = personal_fields(flow, context.past)
    if not own and not flow.has_calls:
        raise BadCommand(what=_NOTHING)
    fields = flow.definition.fields
    problems = [
        # which of the names it is says its place, as the name itself may be a value
        Problem(
            name if name in fields else UNSAID, place, _NONE_SUCH.filled(hint=did_you_mean(name, own)), "unknown"
        )
        for place, name in enumerate(command.more.erased, start=1)
        if name not in own
    ]
    if problems:
        raise FieldsRefused.of(
            problems, {name: field.title for name, field in fields.items()}, unknown=_NOT_PERSONAL
        )


COMMAND = CommandType(
    "redact",
    decide,
    named_alone,
    given_by="people or the caller",
    statuses=STATUSES,
    target="instance",
    history="always",
    is_offered_by_trying=True,
    is_for_personal=True,
    summary=Words(
        "hapus nilai isian pribadi (personal) dari proses ini",
        "remove the values of personal fields from this instance",
    ),
    required=("reason",),
    optional=("erased",),
    place=148,
    title=Words("Hapus data pribadi", "Redact"),
    verb=Words("menghapus data pribadi", "redact personal values"),
    in_scenario=Words("Siapa yang menghapus data pribadi (note).", "Who removes the personal values (note)."),
    who=Words("tidak seorang pun: sebutkan pelaksananya", "nobody: name an actor"),
    more=Words(
        "SOP yang dipanggilnya ikut (semua isiannya, atau yang sama id-nya); riwayat tetap utuh, dan tidak ada yang dapat mengembalikan nilainya.",
        "So it does in the SOPs that it called (all such fields, or those with the same ids). The history stays whole, and nothing brings the values back.",
    ),
)
