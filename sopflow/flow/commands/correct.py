"""Values of a case are corrected outside of a row: recorded, with a reason."""

from __future__ import annotations

from sopflow.errors import BadCommand
from sopflow.language import Words

from ..authority import Capacity
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of, require_note
from ..each import require_unused
from ..event import Event
from ..flow import Flow
from ..forms import corrected
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..lifecycle import UNFINISHED
from ..rights import named_alone
from ..routing import Routing

act("correct", Words("membetulkan isian proses ini", "correct the fields of this instance"))
CORRECTED = event("corrected", EventKind("correct", Words("isiannya dibetulkan", "corrected")))
_NOTHING = Words(
    'sebutkan isiannya dan nilainya, misalnya {"nilai": 50000000}',
    'name the field and its value, such as {"nilai": 50000000}',
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """These fields have these values from now on; what was decided on the old ones stands."""
    if not command.more.fields:
        raise BadCommand(what=_NOTHING)
    require_note(flow, command)
    given = corrected(flow, instance.rare.fields, command.more.fields)
    require_unused(flow, instance, given)
    return event_of(Routing(flow, instance, context), command._replace(fields=given), CORRECTED, capacity=capacity)


COMMAND = CommandType(
    "correct",
    decide,
    named_alone,
    statuses=(*UNFINISHED, "completed"),
    target="instance",
    summary=Words("betulkan isian di luar langkah", "correct fields outside of a row"),
    required=("fields", "reason"),
    place=147,
    title=Words("Betulkan isian", "Correct"),
    verb=Words("membetulkan isian", "correct fields"),
    in_scenario=Words("Siapa yang membetulkan isian (fields, note).", "Who corrects fields (fields, note)."),
    who=Words("tidak seorang pun: sebutkan pelaksananya", "nobody: name an actor"),
    more=Words(
        "Keputusan menurut nilai lama tetap berlaku; `decided_on` menyebutkannya.",
        "Decisions on the old values stand; `decided_on` lists them.",
    ),
)
