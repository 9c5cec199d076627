"""`sopflow rebuild`: the projection of a Restate cluster, made from the cluster."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from sopflow.errors.packages import needing
from sopflow.language import Words
from sopflow.time.shelf import calendars_near

from . import database
from .output import counted, say
from .usage import Parser

NAME = "rebuild"
HELP = "bangun proyeksi dari klaster Restate / rebuild the projection from a Restate cluster"

_DONE = Words(
    "{count} proses dilengkapi, {events} kejadian", "{count} instance(s) brought up to date, {events} event(s)"
)

_MENDED = Words(
    "{count} di antaranya berisi lain daripada klaster dan ditulis ulang; pendengar kejadian mulai lagi dari awal",
    "{count} of them differed from the cluster and were rewritten; listeners start again from the beginning",
)
_STRAY = Words(
    'proses "{instance}" tidak ada di klaster; dibiarkan', 'the cluster has no instance "{instance}"; left alone'
)


def configure(parser: Parser) -> None:
    parser.add_argument(
        "--admin", required=True, metavar="URL", help="API admin klaster / the cluster's admin API"
    )
    parser.add_argument("--ingress", required=True, metavar="URL[,URL]", help="ingress klaster / its ingress")
    parser.add_argument("--name", default="sopflow", help="awalan nama objek / the prefix of its objects")
    database.configure(parser, formats=(), creates=True)


def execute(arguments: Namespace) -> None:
    with needing("restate"):
        from sopflow.restate.rebuilding import rebuild, require_answering
    require_answering(arguments.admin)
    found = rebuild(
        arguments.admin, arguments.ingress.split(","), database.sql_opened(arguments), name=arguments.name,
        calendars=calendars_near(),
    )  # fmt: skip
    how: Counter[str] = Counter()
    events = 0
    for one in counted(found, NAME, every=1000):
        how[one.how] += 1
        events += one.events
        if one.how == "stray":
            say(_STRAY.within(arguments.lang, instance=one.instance))
    say(_DONE.within(arguments.lang, count=how["added"] + how["mended"], events=events))
    if how["mended"]:
        say(_MENDED.within(arguments.lang, count=how["mended"]))
