"""`sopflow upgrade`: brings a database of an older sopflow up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.language import Words

from . import database
from .output import say
from .usage import Parser

if TYPE_CHECKING:
    from argparse import Namespace

NAME = "upgrade"
HELP = "perbarui basis data dari sopflow lama / upgrade the database of an older sopflow"

_DONE = Words("basis data ini pada skema {version}", "the database is at schema {version}")
_AGAIN = Words("{count} proses diperbarui", "{count} instance(s) brought up to date")


def configure(parser: Parser) -> None:
    parser.add_argument(
        "--again", action="store_true",
        help="sesudah semua proses lama berhenti: lengkapi yang ditulisnya selama itu / after the last older process has ended: fill in what it wrote meanwhile",
    )  # fmt: skip
    database.configure(parser, formats=())


def execute(arguments: Namespace) -> None:
    from sopflow.sql import HEAD, fill_again

    store = database.sql_opened(arguments)
    if arguments.again:
        say(_AGAIN.within(arguments.lang, count=fill_again(store)))
    say(_DONE.within(arguments.lang, version=HEAD))
