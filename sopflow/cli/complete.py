"""`sopflow complete`: a row of an instance in a database is done, or signed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sopflow.language import Words

from . import database
from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "complete"
HELP = "selesaikan satu langkah / complete a step"

_BAD_CHOICE = Words('--choose "{text}": tulis PELAKSANA=SIAPA', '--choose "{text}": write ACTOR=WHO')


def configure(parser: ArgumentParser) -> None:
    database.on_a_row(parser)
    parser.add_argument("--outcome", metavar="ANSWER", help="jawaban / the answer of a decision")
    parser.add_argument("--note", help="catatan / a note")
    parser.add_argument("--to", metavar="STEP", help="tujuan yang tidak disebutkan kertasnya / an unknown target")
    parser.add_argument(
        "--choose", action="append", default=[], metavar="ACTOR=WHO", help="pelaksana yang ditunjuk"
    )
    parser.add_argument("--document", action="append", default=[], metavar="ID", help="dokumen yang dibawa")
    parser.add_argument(
        "--expected", type=int, metavar="REVISION", help="tolak bila sudah berubah / refuse if changed"
    )
    database.dated(parser)
    database.configure(parser)


def execute(arguments: Namespace) -> int:
    chosen = {}
    for text in arguments.choose:
        actor, sign, who = text.partition("=")
        if not sign:
            say(_BAD_CHOICE.within(arguments.lang, text=text), file=sys.stderr)
            return 2
        chosen[actor] = who
    engine = database.engine_on(arguments)
    run = engine.complete(
        arguments.instance, arguments.step, arguments.by, arguments.outcome, visit=arguments.visit,
        note=arguments.note, documents=arguments.document, choose=chosen, to=arguments.to, key=arguments.key,
        expected=arguments.expected, acted_at=database.acted_at(arguments, engine),
    )  # fmt: skip
    database.show(engine, run, arguments)
    return 0
