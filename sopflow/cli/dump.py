"""`sopflow dump`: every instance of a database as JSON Lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sopflow.app.stores import dumping
from sopflow.files import whole_file
from sopflow.language import Words

from . import database
from .output import counted, say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "dump"
HELP = "tulis semua proses sebagai JSON Lines / write all instances as JSON Lines"

_DONE = Words("ditulis ke {path}", "written to {path}")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="berkas hasil; tanpa ini: ke layar / the file to write; default: the screen",
    )
    database.configure(parser, formats=(), reads=True)


def execute(arguments: Namespace) -> int:
    lines = (line + "\n" for line in counted(dumping(database.opened(arguments)).dump(), NAME))
    if arguments.output is None:
        sys.stdout.writelines(lines)
        return 0
    with whole_file(arguments.output, private=True) as file:
        file.writelines(line.encode() for line in lines)
    say(_DONE.within(arguments.lang, path=arguments.output))
    return 0
