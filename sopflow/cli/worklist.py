"""`sopflow worklist`: what an actor, a person or a unit is to do, what is due first first."""

from __future__ import annotations

from argparse import Namespace

from sopflow.app.views import item_view, page_view
from sopflow.engine.naming import naming_of
from sopflow.language import Words
from sopflow.time.lateness import is_late

from . import database
from .filters import require_known
from .instances import MORE
from .meant import brief_ids
from .output import say, say_json
from .times import Times, zone_of
from .usage import BadOption, Parser

NAME = "worklist"
HELP = "daftar kerja pelaksana, orang, atau unit / the worklist of an actor, a person or a unit"

_HEADS = {
    "id": ("Batas", "Proses", "Perihal", "No", "Langkah", "Pelaksana", "Diklaim oleh", "Jawaban"),
    "en": ("Due", "Instance", "Subject", "No", "Step", "Actors", "Claimed by", "Outcomes"),
}
_LATE = Words("terlambat", "late")
_NOTHING = Words("tidak ada yang harus dikerjakan", "there is nothing to do")
_NEEDS_ACTOR = Words(
    "sebutkan daftar siapa: --person, --as, --actor, --unit, --sop, atau --overdue untuk semua yang terlambat",
    "name whose list: --person, --as, --actor, --unit, --sop, or --overdue for all that is late",
)


def configure(parser: Parser) -> None:
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--actor", metavar="ID", help="pelaksana / an actor")
    whose.add_argument(
        "--person",
        metavar="WHO",
        help="orang: yang diklaimnya dan yang boleh diklaimnya / a person: what they have claimed, and what they may claim",
    )
    parser.add_argument("--unit", metavar="ID", help="hanya unit ini / only this unit")
    parser.add_argument("--sop", metavar="ID", help="hanya SOP ini / only this SOP")
    parser.add_argument(
        "--step",
        metavar="STEP",
        help="hanya langkah ini: id, nomor, atau kegiatannya / only this step: its id, number or activity",
    )
    parser.add_argument("--overdue", action="store_true", help="hanya yang terlambat / only what is late")
    database.paging(parser)
    database.looking(parser)
    database.configure(parser, reads=True)


def execute(arguments: Namespace) -> None:
    person = arguments.person
    if person is None and arguments.actor is None and not arguments.overdue:
        person = arguments.as_person  # who may be in no directory
    named = (arguments.actor, person, arguments.unit, arguments.sop)
    if not any(named) and not arguments.overdue:
        raise BadOption(why=_NEEDS_ACTOR)
    engine = database.engine_seen(arguments)
    require_known(engine, arguments)
    listing = engine.overdue if arguments.overdue else engine.worklist_page
    page = listing(
        arguments.actor, person=person, unit=arguments.unit, sop=arguments.sop, step=arguments.step,
        after=arguments.after, limit=arguments.limit,
    )  # fmt: skip
    if arguments.format == "json":
        say_json(page_view(page.items, item_view, page.next))
        return
    if not page.items:
        say(_NOTHING.within(arguments.lang))
        return
    now = engine.now()
    late = _LATE.within(arguments.lang)
    times = Times(zone_of(engine, (item.sop for item in page.items)))
    names = {sop: naming_of(engine, sop, None, arguments.lang) for sop in {item.sop for item in page.items}}
    briefly = brief_ids(engine.store, (item.instance for item in page.items))
    rows = [
        (
            times.minute(item.due) + (f" {late}" if is_late(item.due, now) else ""), briefly[item.instance],
            item.subject or "-", *names[item.sop].row_of(item), names[item.sop].who(*item.actors),
            database.in_hand(names[item.sop], [item.claim] if item.claim is not None else []),
            " / ".join(names[item.sop].outcome(item.step, one) for one in item.outcomes),
        )
        for item in page.items
    ]  # fmt: skip
    say(database.listed(times.heads(_HEADS[arguments.lang], 0), rows, whole=1))
    if page.next is not None:
        say(MORE.within(arguments.lang, next=page.next))
