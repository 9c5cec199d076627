"""`sopflow subscribers`: who sees the events of a database, how far behind they are, and what failed."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from sopflow.engine.store import SetAside
from sopflow.engine.subscribers import Subscriber
from sopflow.language import Language, Words

from . import database
from .filters import require
from .meant import brief_ids, instance_meant
from .output import say, say_json
from .times import Times, zone_of
from .usage import BadOption, Parser

NAME = "subscribers"
HELP = "pelanggan kejadian: ketinggalan dan kegagalan / subscribers: lag and failures"

_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "id": ("Pelanggan", "Belum dilihat", "Sejak", "Disisihkan", "Diparkir"),
    "en": ("Subscriber", "Behind", "Since", "Set aside", "Parked"),
}
_FAILED_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "id": ("Pelanggan", "Proses", "Kejadian", "Percobaan", "Dicoba lagi", "Kesalahan"),
    "en": ("Subscriber", "Instance", "Events", "Attempts", "Next attempt", "Problem"),
}
_PARKED: Final = Words("diparkir", "parked")
_NONE: Final = Words("belum ada pelanggan", "there are no subscribers")
_WHOSE: Final = Words(
    "sebutkan pelanggannya: sopflow subscribers NAMA --retry [PROSES]",
    "name the subscriber: sopflow subscribers NAME --retry [INSTANCE]",
)
_RETRIED: Final = Words(
    "{count} proses dicoba lagi pada pengiriman berikutnya",
    "to be tried again at the next delivery: {count} instance(s)",
)
_SKIPPED: Final = Words(
    "kejadian {revision} dari {instance} dilewati untuk {subscriber}",
    "event {revision} of {instance} is skipped for {subscriber}",
)


def configure(parser: Parser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="hanya pelanggan ini / this one only")
    parser.add_argument(
        "--retry", nargs="?", const="", metavar="INSTANCE",
        help="coba lagi yang gagal, semua atau satu proses / retry failed events, of all instances or of one",
    )  # fmt: skip
    parser.add_argument("--skip", metavar="INSTANCE", help="lewati kejadian yang gagal / skip the failed event")
    database.configure(parser, formats=("text", "json"))


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    if not arguments.name and (arguments.skip or arguments.retry is not None):
        raise BadOption(why=_WHOSE)
    engine = database.engine_on(arguments)
    if arguments.skip:
        row = engine.skip_failed(arguments.name, instance_meant(engine.store, arguments.skip))
        say(_SKIPPED.within(language, revision=row.revision, instance=row.instance, subscriber=arguments.name))
        return 0
    if arguments.retry is not None:
        only = instance_meant(engine.store, arguments.retry) if arguments.retry else None
        say(_RETRIED.within(language, count=engine.retry_failed(arguments.name, only)))
        return 0
    every = engine.subscribers()
    if arguments.name:
        require("NAME", arguments.name, (one.name for one in every))
    found = [one for one in every if arguments.name in (None, one.name)]
    if arguments.format == "json":
        say_json([_record(one) for one in found])
    elif not found:
        say(_NONE.within(language))
    else:
        times = Times(zone_of(engine))
        rows = [
            (one.name, str(one.behind), times.minute(one.since), str(len(one.set_aside)), str(_parked(one)))
            for one in found
        ]
        briefly = brief_ids(engine.store, (row.instance for one in found for row in one.set_aside))
        failed = [
            _failed(one.name, row, briefly[row.instance], times, language)
            for one in found
            for row in one.set_aside
        ]
        say(database.listed(times.heads(_HEADS[language], 2), rows))
        if failed:
            say("\n" + database.listed(times.heads(_FAILED_HEADS[language], 4), failed))
    return 1 if any(_parked(one) for one in found) else 0


def _parked(one: Subscriber) -> int:
    return sum(row.next_at is None for row in one.set_aside)


def _failed(name: str, row: SetAside, instance: str, times: Times, language: Language) -> tuple[str, ...]:
    events = f"{row.revision}-{row.last}" if row.last > row.revision else str(row.revision)
    then = times.minute(row.next_at) if row.next_at is not None else _PARKED.within(language)
    return (name, instance, events, str(row.attempts), then, " ".join(row.problem.split()))


def _record(one: Subscriber) -> dict[str, object]:
    rows = [
        row._asdict() | {"failed_at": database.instant(row.failed_at), "next_at": database.instant(row.next_at)}
        for row in one.set_aside
    ]
    return {"name": one.name, "behind": one.behind, "since": database.instant(one.since), "set_aside": rows}
