"""`sopflow reassign`: a row is given to somebody else who may do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import database

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "reassign"
HELP = "alihkan langkah ke orang lain yang boleh / reassign a step to another person who may do it"


def configure(parser: ArgumentParser) -> None:
    database.on_a_row(parser)
    parser.add_argument("--to", required=True, metavar="WHO", help="kepada siapa / to whom")
    parser.add_argument("--note", help="catatan / a note")
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    engine = database.engine_on(arguments)
    run = engine.reassign(
        arguments.instance, arguments.step, arguments.by, arguments.to, note=arguments.note, visit=arguments.visit,
        key=arguments.key,
    )  # fmt: skip
    database.show(engine, run, arguments)
    return 0
