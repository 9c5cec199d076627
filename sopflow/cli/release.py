"""`sopflow release`: release a step that is claimed or delegated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import database

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "release"
HELP = "lepaskan langkah yang sudah diklaim / release a claimed step"


def configure(parser: ArgumentParser) -> None:
    database.on_a_row(parser)
    parser.add_argument("--note", help="catatan / a note")
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    engine = database.engine_on(arguments)
    run = engine.release(
        arguments.instance,
        arguments.step,
        arguments.by,
        note=arguments.note,
        visit=arguments.visit,
        key=arguments.key,
    )
    database.show(engine, run, arguments)
    return 0
