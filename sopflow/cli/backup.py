"""`sopflow backup`: a copy of an SQLite database while others work in it."""

from __future__ import annotations

from argparse import Namespace

from sopflow.language import Words

from . import database
from .output import say, say_json, ticking
from .usage import Parser

NAME = "backup"
HELP = "cadangkan basis data / back up the database"

_DONE = Words("dicadangkan ke {path} ({size:,} byte)", "backed up to {path} ({size:,} bytes)")


def configure(parser: Parser) -> None:
    parser.takes({"to FILE": "berkas cadangannya, yang belum boleh ada / the backup file; it must not exist yet"})
    database.configure(parser, reads=True)


def execute(arguments: Namespace) -> None:
    from sopflow.sql import backup

    path = backup(database.sql_opened(arguments), arguments.to, lambda done, _: ticking(NAME, done))
    size = path.stat().st_size
    if arguments.format == "json":
        say_json({"path": str(path), "bytes": size})
    else:
        say(_DONE.within(arguments.lang, path=path, size=size))
