"""`sopflow claim`: claim a step, or take over the claim of another person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import database

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "claim"
HELP = "klaim satu langkah / claim a step"


def configure(parser: ArgumentParser) -> None:
    database.on_a_row(parser)
    parser.add_argument("--note", help="catatan / a note")
    parser.add_argument(
        "--take-over",
        action="store_true",
        help="juga bila sudah diklaim orang lain / even if another person has claimed it",
    )
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    engine = database.engine_on(arguments)
    if arguments.take_over:
        run = engine.reassign(
            arguments.instance, arguments.step, arguments.by, arguments.by, note=arguments.note, visit=arguments.visit,
            key=arguments.key,
        )  # fmt: skip
    else:
        run = engine.claim(
            arguments.instance, arguments.step, arguments.by, note=arguments.note, visit=arguments.visit,
            key=arguments.key,
        )  # fmt: skip
    database.show(engine, run, arguments)
    return 0
