"""`sopflow undo`: the last completion of an instance is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import database

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "undo"
HELP = "tarik kembali penyelesaian terakhir / withdraw the last completion"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("instance", metavar="INSTANCE")
    parser.add_argument("--by", required=True, metavar="WHO", help="siapa yang menarik kembali / who withdraws it")
    parser.add_argument("--note", required=True, help="alasannya / the reason")
    parser.add_argument("--key", help="kunci: perintah yang sama hanya terjadi sekali / idempotency key")
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    engine = database.engine_on(arguments)
    run = engine.undo_last(arguments.instance, arguments.by, arguments.note, key=arguments.key)
    database.show(engine, run, arguments)
    return 0
