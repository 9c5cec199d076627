"""`sopflow advance`: process everything that is due."""

from __future__ import annotations

from argparse import Namespace

from sopflow.language import Words

from . import database
from .meant import instance_meant
from .output import say, say_json
from .usage import Parser

NAME = "advance"
HELP = "proses semua yang jatuh tempo / process everything that is due"

_DONE = Words("{count} kejadian jatuh tempo diproses", "{count} timer event(s) processed")


def configure(parser: Parser) -> None:
    parser.takes({"instance [INSTANCE]": "satu proses; tanpa ini: semua / one instance; default: all"})
    database.configure(parser)


def execute(arguments: Namespace) -> None:
    engine = database.engine_on(arguments)
    count = engine.advance(instance_meant(engine.store, arguments.instance) if arguments.instance else None)
    if arguments.format == "json":
        say_json({"advanced": count})
    else:
        say(_DONE.within(arguments.lang, count=count))
