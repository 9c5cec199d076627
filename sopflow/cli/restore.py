"""`sopflow restore`: takes a dump in, verified."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.language import Words
from sopflow.texts import lines_of

from . import database
from .output import counted, say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "restore"
HELP = "masukkan dump / take a dump in"

_DONE = Words(
    "{new} proses dimasukkan, {same} sudah ada; {events} kejadian",
    "{new} instance(s) taken in, {same} were there; {events} events",
)


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("dump", metavar="FILE", help="- untuk masukan standar / - for standard input")
    parser.add_argument(
        "--restate", metavar="URL[,URL]", help="ke klaster Restate, bukan ke --db / into a Restate cluster instead"
    )
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    from sopflow.sql import restore

    store = database.cluster_on(arguments).store if arguments.restate else database.opened(arguments)
    new = same = events = 0
    path = Path("/dev/stdin" if arguments.dump == "-" else arguments.dump)
    for one in counted(restore(store, lines_of(path)), NAME, every=1000):
        new, same, events = new + one.is_new, same + (not one.is_new), events + one.events
    if arguments.format == "json":
        say(json.dumps({"restored": new, "unchanged": same, "events": events}))
    else:
        say(_DONE.within(arguments.lang, new=new, same=same, events=events))
    return 0
