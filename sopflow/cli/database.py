"""What the commands share that work in a database: the option, the engine, and an instance as it is printed."""

from __future__ import annotations

import json
import os
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopflow.definition import dates
from sopflow.engine.engine import Engine
from sopflow.errors import MissingPackage, SopflowError
from sopflow.language import Language, Words
from sopflow.people.loading import load_directory
from sopflow.tables import fitted, natural, table
from sopflow.time.shelf import Shelf

from .output import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from sopflow.engine.directory import Directory
    from sopflow.flow.event import Claim
    from sopflow.flow.instance import Instance
    from sopflow.restate.engine import RestateEngine
    from sopflow.sql import SQLStore

VARIABLE: Final = "SOPFLOW_DB"
DIRECTORY: Final = "SOPFLOW_DIRECTORY"
SEAL_KEY: Final = "SOPFLOW_SEAL_KEY"
CALENDAR_FOLDERS: Final = (Path(), Path("definitions"))
"""Where calendars are looked for, with the folder of the SOP."""
_NO_DB: Final = Words(
    "sebutkan basis datanya: --db BERKAS atau --db postgresql://..., atau isi SOPFLOW_DB",
    "name the database: --db FILE or --db postgresql://..., or set SOPFLOW_DB",
)
BAD_DATE: Final = Words(
    '"{text}" bukan tanggal; tulis misalnya 2026-01-31', '"{text}" is no date; write, say, 2026-01-31'
)
_STATUS: Final = Words(
    "{instance}  revisi {revision}, {status}{end}", "{instance}  revision {revision}, {status}{end}"
)
_ENDED: Final = Words(", berakhir: {end}", ", ended: {end}")
_HEADS: Final = {
    "id": ("Langkah", "Pelaksana", "Dipegang", "Batas"),
    "en": ("Step", "Actors", "In hand", "Due"),
}


class NoDatabase(SopflowError):
    """No database was named."""

    code = "no-database"
    words = _NO_DB


def configure(parser: ArgumentParser, *, formats: tuple[str, ...] = ("text", "json")) -> None:
    """The options that every command with a database has."""
    parser.add_argument(
        "--db",
        metavar="URL|PATH",
        help=f"berkas SQLite, atau URL PostgreSQL; tanpa ini: {VARIABLE} / the database",
    )
    parser.add_argument(
        "--directory",
        metavar="FILE",
        help=f"direktori pejabat: siapa boleh apa; tanpa ini: {DIRECTORY} / who may do what",
    )
    parser.add_argument(
        "--seal-key",
        metavar="FILE",
        help=f"berkas kunci segel kejadian; tanpa ini: {SEAL_KEY} / the file of the key that seals events",
    )
    if formats:
        parser.add_argument("--format", choices=formats, default=formats[0])


def on_a_row(parser: ArgumentParser) -> None:
    """What every command on an open row needs to know."""
    parser.add_argument("instance", metavar="INSTANCE")
    parser.add_argument("step", metavar="STEP")
    parser.add_argument("--by", required=True, metavar="WHO", help="siapa / who")
    parser.add_argument("--key", help="kunci: perintah yang sama hanya terjadi sekali / idempotency key")
    parser.add_argument("--visit", type=int, metavar="N", help="kunjungan ke-N / if it is open more than once")


def days(first: str | None, last: str | None) -> tuple[datetime | None, datetime | None]:
    """From the first midnight to the one after the last day, in the time zone of this machine; `NotADate`."""
    begin = dates.parse(first) if first is not None else None
    end = dates.parse(last) + timedelta(days=1) if last is not None else None
    return tuple(datetime.combine(d, time()).astimezone() if d is not None else None for d in (begin, end))  # type: ignore[return-value]


def paging(parser: ArgumentParser) -> None:
    """The options of lists that come in pages."""
    parser.add_argument("--limit", type=_count, default=50, metavar="N", help="sebanyak ini / how many")
    parser.add_argument("--after", metavar="CURSOR", help='"next" dari halaman sebelumnya / of the page before')


def _count(text: str) -> int:
    """How many may be asked for at once: from 1 to 10,000."""
    return max(1, min(int(text), 10_000))


def is_named(arguments: Namespace) -> bool:
    """Whether the options name a database."""
    return bool(arguments.db or os.environ.get(VARIABLE))


def opened(arguments: Namespace) -> SQLStore:
    """The store that the options name."""
    where = arguments.db or os.environ.get(VARIABLE)
    if not where:
        raise NoDatabase
    try:
        from sopflow.sql import SealKeys, SQLStore
    except ModuleNotFoundError as problem:
        raise MissingPackage(extra="sql", package=problem.name) from None
    key = getattr(arguments, "seal_key", None) or os.environ.get(SEAL_KEY)
    return SQLStore(where, seal_key=SealKeys.read(key) if key else None)


def engine_on(arguments: Namespace, *folders: Path) -> Engine:
    """An engine on the store that the options name; `folders` are where calendars are looked for first."""
    return Engine(opened(arguments), directory=directory_on(arguments), calendars=calendars_on(*folders))


def cluster_on(arguments: Namespace, *folders: Path) -> RestateEngine:
    """An engine before the cluster that `--restate` names; with the projection that `--db` names, if it does."""
    try:
        from sopflow.restate.engine import RestateEngine
    except ModuleNotFoundError as problem:
        raise MissingPackage(extra="restate", package=problem.name) from None
    return RestateEngine(
        arguments.restate.split(","), opened(arguments) if is_named(arguments) else None,
        directory=directory_on(arguments), calendars=calendars_on(*folders),
    )  # fmt: skip


def calendars_on(*folders: Path) -> Shelf:
    """The calendars in some folders, and in those where they usually are."""
    return Shelf((*folders, *CALENDAR_FOLDERS))


def directory_on(arguments: Namespace) -> Directory | None:
    """The directory that the options name."""
    where = arguments.directory or os.environ.get(DIRECTORY)
    return load_directory(where) if where else None


def record(run: Instance) -> dict[str, object]:
    """An instance as JSON values."""
    return {
        "instance": run.id,
        "revision": run.revision,
        "status": run.status,
        "end": run.end,
        "unit": run.unit,
        "due": instant(run.due),
        "active": [
            {
                "step": r.step,
                "actors": list(r.actors),
                "due": instant(r.due),
                "claims": [claim(c) for c in r.claims],
            }
            for r in run.active
        ],
    }


def show(run: Instance, arguments: Namespace) -> None:
    """Print an instance as the options want it."""
    language: Language = arguments.lang
    if arguments.format == "json":
        say(json.dumps(record(run), ensure_ascii=False))
        return
    end = _ENDED.within(language, end=run.end) if run.end is not None else ""
    say(_STATUS.within(language, instance=run.id, revision=run.revision, status=run.status, end=end))
    if run.active:
        rows = [(r.step, ", ".join(r.actors) or "-", in_hand(r.claims), minute(r.due)) for r in run.active]
        say("\n" + listed(_HEADS[language], rows))


def in_hand(claims: Sequence[Claim]) -> str:
    """Who has a row, and in whose name."""
    return ", ".join(c.person + (f" (a.n. {c.on_behalf_of})" if c.on_behalf_of else "") for c in claims) or "-"


def claim(one: Claim) -> dict[str, object]:
    """Who has a row, as JSON values."""
    return {"actor": one.actor, "person": one.person, "on_behalf_of": one.on_behalf_of}


def listed(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int = 140) -> str:
    """A table without rules between its rows."""
    return table(heads, rows, fitted(natural(heads, rows), [4] * len(heads), width), ruled=False)


def instant(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def minute(at: datetime | None) -> str:
    """An instant for people, in the time zone of this machine."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at is not None else "-"
