"""`sopflow extend`: extend the due time of a row, or of a whole instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import database

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "extend"
HELP = "perpanjang batas waktu / extend a due time"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("instance", metavar="INSTANCE")
    parser.add_argument("step", nargs="?", metavar="STEP", help="tanpa ini: seluruh proses / the whole instance")
    parser.add_argument("--by", required=True, metavar="WHO", help="siapa yang memperpanjang / who grants it")
    parser.add_argument("--note", required=True, help="alasannya / the reason")
    parser.add_argument(
        "--length", metavar="DURATION", help="tanpa ini: paling lama / the longest that is allowed"
    )
    parser.add_argument("--key", help="kunci: perintah yang sama hanya terjadi sekali / idempotency key")
    parser.add_argument("--visit", type=int, metavar="N", help="kunjungan ke-N / if it is open more than once")
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    engine = database.engine_on(arguments)
    run = engine.extend(
        arguments.instance, arguments.step, arguments.by, arguments.note, arguments.length, visit=arguments.visit,
        key=arguments.key,
    )  # fmt: skip
    database.show(engine, run, arguments)
    return 0
