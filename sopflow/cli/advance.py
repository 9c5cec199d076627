"""`sopflow advance`: lets happen what time has brought by now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sopflow.language import Words

from . import database
from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "advance"
HELP = "jalankan yang dibawa waktu: tunggu yang lewat, keterlambatan / let happen what time has brought"

_DONE = Words("{count} hal terjadi karena waktunya tiba", "{count} thing(s) happened in time")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("instance", nargs="?", metavar="INSTANCE", help="tanpa ini: semua / all without it")
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    count = database.engine_on(arguments).advance(arguments.instance)
    if arguments.format == "json":
        say(json.dumps({"advanced": count}))
    else:
        say(_DONE.within(arguments.lang, count=count))
    return 0
