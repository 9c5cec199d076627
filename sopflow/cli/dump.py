"""`sopflow dump`: every instance of a database as JSON Lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.language import Words

from . import database
from .output import counted, say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "dump"
HELP = "tulis semua proses sebagai JSON Lines / write all instances as JSON Lines"

_DONE = Words("ditulis ke {path}", "written to {path}")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="tanpa ini: ke layar / to the screen without it")
    database.configure(parser, formats=(), reads=True)


def execute(arguments: Namespace) -> int:
    from sopflow.sql import dump

    lines = (line + "\n" for line in counted(dump(database.opened(arguments)), NAME))
    if arguments.output is None:
        sys.stdout.writelines(lines)
        return 0
    with Path(arguments.output).open("w", encoding="utf-8") as file:
        file.writelines(lines)
    say(_DONE.within(arguments.lang, path=arguments.output))
    return 0
