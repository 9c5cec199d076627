"""`sopflow delegate`: somebody does a row in another's name (a.n.)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import database

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "delegate"
HELP = "delegasikan langkah: dikerjakan orang lain atas nama Anda / delegate a step: done in your name"


def configure(parser: ArgumentParser) -> None:
    database.on_a_row(parser)
    parser.add_argument("--to", required=True, metavar="WHO", help="kepada siapa / to whom")
    parser.add_argument("--note", required=True, help="alasannya / the reason")
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    engine = database.engine_on(arguments)
    run = engine.delegate(
        arguments.instance, arguments.step, arguments.by, arguments.to, arguments.note, visit=arguments.visit,
        key=arguments.key,
    )  # fmt: skip
    database.show(engine, run, arguments)
    return 0
