"""`sopflow restore`: imports a dump, verified."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.app.stores import receiving
from sopflow.language import Words
from sopflow.texts import lines_of

from . import database
from .output import counted, say, say_json, warn
from .usage import Parser

if TYPE_CHECKING:
    from argparse import Namespace

    from sopflow.sql.dumping import Restored

NAME = "restore"
HELP = "impor dump ke basis data / import a dump into a database"

_DONE = Words(
    "{restored} proses diimpor, {appended} dilanjutkan, {unchanged} sudah ada{ahead}; {events} kejadian baru",
    "{restored} instance(s) imported, {appended} continued, {unchanged} unchanged{ahead}; {events} new event(s)",
)
_WITHHELD = Words(
    "{count} nilai isian pribadi tidak ada di sana: dump ini tidak memuatnya (sopflow dump --with-personal)",
    "{count} value(s) of personal fields are not there: this dump does not have them (sopflow dump --with-personal)",
)
_PASSED_OVER = Words(
    "{count} nilai isian pribadi tidak diimpor, karena kejadiannya sudah ada di sana tanpa nilai itu; pulihkan dump ini ke basis data yang baru",
    "{count} value(s) of personal fields not imported: their events are already there without them; restore this dump into a new database",
)
_AHEAD = Words(", {count} di sana lebih baru", ", {count} newer there")


def configure(parser: Parser) -> None:
    parser.add_argument(
        "dump", metavar="FILE", help="berkas dump; - untuk masukan standar / the dump; - for standard input"
    )
    parser.add_argument(
        "--restate", metavar="URL[,URL]", help="ke klaster Restate, bukan ke --db / into a Restate cluster instead"
    )
    database.configure(parser, creates=True)


def execute(arguments: Namespace) -> None:
    from sopflow.sql.dumping import require_dump, restore

    path = Path("/dev/stdin" if arguments.dump == "-" else arguments.dump)
    lines = lines_of(path)
    first = next(lines, "")
    require_dump(first)  # before a database is made for it
    store = database.cluster_on(arguments).store if arguments.restate else database.opened(arguments)
    counts = dict.fromkeys(("restored", "appended", "unchanged", "ahead", "events", "withheld", "passed_over"), 0)
    for one in counted(restore(receiving(store), chain([first], lines)), NAME, every=1000):
        counts[_kind(one)] += 1
        counts["events"] += one.added
        counts["withheld"] += one.withheld
        counts["passed_over"] += one.passed_over
    if arguments.format == "json":
        say_json(counts)
    else:
        ahead = _AHEAD.within(arguments.lang, count=counts["ahead"]) if counts["ahead"] else ""
        say(_DONE.within(arguments.lang, **{**counts, "ahead": ahead}))
        if count := counts["withheld"] - counts["passed_over"]:
            warn(_WITHHELD.within(arguments.lang, count=count))
        if count := counts["passed_over"]:
            warn(_PASSED_OVER.within(arguments.lang, count=count))


def _kind(one: Restored) -> str:
    if one.is_new:
        return "restored"
    if one.is_ahead:
        return "ahead"
    return "appended" if one.added else "unchanged"
