"""Who an actor of an instance is changes: recorded, with a reason."""

from __future__ import annotations

from sopflow.errors import BadCommand
from sopflow.language import Words

from ..authority import Capacity
from ..command import SYSTEM, Command
from ..context import Context
from ..deciding.recording import event_of, require_note
from ..event import Event
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..lifecycle import UNFINISHED
from ..people import People, in_new_persons_hands, named
from ..rights import default, internal, took_part
from ..routing import Routing

act("rebind", Words("mengganti orang dalam proses ini", "change which person an actor of this instance is"))
REBOUND = event(
    "rebound",
    EventKind(
        "rebind",
        Words("orangnya diganti", "person changed"),
        moves_called=True,
        changes=in_new_persons_hands,
        carries=("people",),
    ),
)
_NOBODY = Words(
    'sebutkan pelaksananya dan orangnya, misalnya {"pemohon": ["ani"]}',
    'name the actor and the person, such as {"pemohon": ["ani"]}',
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    """From now on these persons are these actors, in the rows that are open and in those to come."""
    if not command.more.people:
        raise BadCommand(what=_NOBODY)
    if command.by == SYSTEM:  # as in the instance that calls this one, where it was looked at
        people: People = {**instance.rare.people, **dict(command.more.people)}
    else:
        require_note(flow, command)
        people = named(flow, command, context, instance.rare.people)
    routing = Routing(flow, instance, context)
    return event_of(routing, command, REBOUND, capacity=capacity, people=tuple(people.items()))


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Whoever took part, and whoever records for the persons of the instance. While nobody of the office has taken part, all of
    it: else nobody could replace an applicant who does not come back."""
    known = flow.definition.actors
    recording = [str(one) for actor in instance.rare.people if actor in known for one in known[actor].recorded_by]
    usual = took_part(flow, instance) or internal(flow, instance, known)
    return default(
        flow, instance, command, context, tuple(dict.fromkeys((*usual, *internal(flow, instance, recording))))
    )


COMMAND = CommandType(
    "rebind",
    decide,
    permit,
    given_by="people or the caller",
    statuses=UNFINISHED,
    target="instance",
    summary=Words(
        "ganti orang yang menjadi pelaksana dalam proses ini", "change which person an actor of the instance is"
    ),
    required=("people", "reason"),
    place=145,
    title=Words("Ganti orang", "Rebind"),
    verb=Words("mengganti orang", "rebind"),
    in_scenario=Words(
        "Siapa yang mengganti orang dalam proses ini (people, note).",
        "Who changes which person an actor is (people, note).",
    ),
    who=Words(
        "pelaksana internal pada langkah yang terbuka atau sudah dikerjakan (selama belum ada: semua pelaksana internal), dan `recorded_by`",
        "internal actors of rows that are open or done (as long as there are none, all internal actors), and those in `recorded_by`",
    ),
    more=Words(
        (
            "Klaim dan delegasi orang yang sebelumnya berakhir, juga dalam SOP yang sedang dipanggil. Yang "
            "telah dikerjakannya tetap dalam riwayat."
        ),
        (
            "Claims and delegations of the previous person end, also in SOPs that the instance is calling. "
            "What they did stays in the history."
        ),
    ),
)
