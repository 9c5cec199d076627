"""`sopflow history`: everything that happened to an instance in a database."""

from __future__ import annotations

from argparse import Namespace

from sopflow.app import asking
from sopflow.app.stores import HasHeads
from sopflow.language import Words

from . import database
from .entries import entries_table
from .meant import instance_meant
from .output import say, say_json
from .usage import INSTANCE, Parser

NAME = "history"
HELP = "riwayat satu proses / the history of an instance"

_HEAD = Words("\nsidik terakhir (head): {head}", "\nhead: {head}")


def configure(parser: Parser) -> None:
    parser.add_argument("instance", metavar="INSTANCE", help=INSTANCE)
    database.looking(parser)
    database.configure(parser, reads=True)


def execute(arguments: Namespace) -> None:
    engine = database.engine_seen(arguments)
    name = instance_meant(engine.store, arguments.instance)
    if arguments.format == "json":
        say_json(asking.history(engine, name))
        return
    run = engine.instance(name)
    head = engine.store.head(run.id) if isinstance(engine.store, HasHeads) else None
    sop = engine.flow(run.sop, run.version).definition
    say(f"{sop.title}  ({run.id})\n")
    say(entries_table(engine, run, arguments.lang))
    if head is not None:
        say(_HEAD.within(arguments.lang, head=head))
