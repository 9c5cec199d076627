"""`sopflow dump`: every instance of a database as JSON Lines."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator

from sopflow.app.stores import dumping
from sopflow.files import whole_file
from sopflow.language import Words

from . import database
from .output import counted, say, warn
from .usage import TO_FILE, Parser

NAME = "dump"
HELP = "tulis semua proses sebagai JSON Lines / write all instances as JSON Lines"

_DONE = Words("ditulis ke {path}", "written to {path}")
_WITHHELD = Words(
    "{count} nilai isian pribadi tidak ditulis; --with-personal menyertakannya",
    "{count} value(s) of personal fields left out; --with-personal includes them",
)


def configure(parser: Parser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help=TO_FILE)
    parser.add_argument(
        "--with-personal",
        action="store_true",
        help="sertakan nilai isian pribadi (personal); tanpa ini tidak ditulis / with the values of personal fields; left out otherwise",
    )
    database.configure(parser, formats=(), reads=True)


def execute(arguments: Namespace) -> None:
    store = dumping(database.opened(arguments))
    whole = store.dump(personal=True) if arguments.with_personal else store.dump()
    last = ""

    def lines() -> Iterator[str]:
        nonlocal last
        for last in counted(whole, NAME):
            yield last + "\n"

    if arguments.output is None:
        sys.stdout.writelines(lines())
    else:
        with whole_file(arguments.output, private=True) as file:
            file.writelines(line.encode() for line in lines())
        say(_DONE.within(arguments.lang, path=arguments.output))
    if count := json.loads(last)["end"].get("withheld"):
        warn(_WITHHELD.within(arguments.lang, count=count))
