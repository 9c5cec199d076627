"""What the commands share that work in a database: the option, the engine, and an instance as it is printed."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopflow import dates
from sopflow.app.stores import Closes, open_store, without_password
from sopflow.app.views import instance_view
from sopflow.definition import duration, instants
from sopflow.engine.backdating import require_recent
from sopflow.engine.engine import Engine
from sopflow.engine.naming import Naming, naming_of
from sopflow.errors import SopflowError
from sopflow.errors.packages import needing
from sopflow.flow.authority import unsigned
from sopflow.language import Language, Words
from sopflow.tables import fitted, natural, table
from sopflow.terms import STATUSES, said
from sopflow.time import AROUND_THE_CLOCK
from sopflow.time.shelf import calendars_near
from sopflow.time.span import in_range

from .leaving import AT_THE_END
from .output import say, say_json
from .times import Times, zone_for
from .upgrading import teller
from .usage import FORMAT, BadOption, Parser, WrongUsage

if TYPE_CHECKING:
    from sopflow.engine.directory import Directory
    from sopflow.engine.store import Store
    from sopflow.flow.event import Claim, OpenRow
    from sopflow.flow.instance import Instance
    from sopflow.restate.engine import RestateEngine
    from sopflow.sql import SealKeys, SQLStore

VARIABLE: Final = "SOPFLOW_DB"
DIRECTORY: Final = "SOPFLOW_DIRECTORY"
BACKDATING: Final = "SOPFLOW_BACKDATING"
SEAL_KEY: Final = "SOPFLOW_SEAL_KEY"
_NO_DB: Final = Words(
    "sebutkan basis datanya: --db BERKAS atau --db postgresql://..., atau isi SOPFLOW_DB",
    "name the database: --db FILE or --db postgresql://..., or set SOPFLOW_DB",
)
_BAD_DATE: Final = Words('"{text}" bukan tanggal; tulis {fixed}', '"{text}" is not a date; write {fixed}')
_A_DATE: Final = Words("misalnya 2026-01-31", "2026-01-31, for example")
_STATUS: Final = Words(
    "{instance}  revisi {revision}, {status}{end}", "{instance}  revision {revision}, {status}{end}"
)
_ENDED: Final = Words(", berakhir: {end}", ", ended: {end}")
_HEADS: Final = {
    "id": ("No", "Langkah", "Pelaksana", "Diklaim oleh", "Batas"),
    "en": ("No", "Step", "Actors", "Claimed by", "Due"),
}
_SIGNED: Final = Words("Sudah ditandatangani", "Signed already")


class NoDatabase(SopflowError):
    """No database was named."""

    code = "no-database"
    words = _NO_DB


class NotADatabase(SopflowError):
    """A store that an installed package brings, for a command on databases."""

    code = "not-a-database"
    words = Words(
        "{store}: {command} hanya untuk SQLite dan PostgreSQL{instead}",
        "{store}: {command} is for SQLite and PostgreSQL only{instead}",
    )


_INSTEAD: Final = {
    "backup": Words("; salin dengan sopflow dump", "; copy it with sopflow dump"),
    "upgrade": Words("; penyimpanan lain diperbarui oleh paketnya", "; another store is upgraded by its package"),
}


class BadTime(SopflowError):
    code = "bad-time"
    words = Words(
        '--acted-at "{text}" bukan waktu; tulis dengan zonanya: {fixed}',
        '--acted-at "{text}" is not a time; write it with its zone: {fixed}',
    )


class Backwards(WrongUsage):
    """A first day after the last one: nothing lies between them."""

    code = "backwards"
    words = Words(
        "--from {first} sesudah --to {last}; tukar keduanya", "--from {first} is after --to {last}; swap the two"
    )


class BadLength(SopflowError):
    code = "bad-length"
    words = Words(
        '--backdating "{text}" bukan lama waktu; tulis misalnya "3 hari", atau 0',
        '--backdating "{text}" is not a duration; write, for example, "3 hari", or 0',
    )


def configure(
    parser: Parser,
    *,
    formats: tuple[str, ...] = ("text", "json"),
    reads: bool = False,
    creates: bool = False,
) -> None:
    """The options that every command with a database has; one that only `reads` leaves an older database as it is, and
    only one that `creates` makes a database that is not there."""
    parser.set_defaults(migrate=not reads, creates=creates)
    parser.takes(
        {
            "--db URL|PATH": f"berkas SQLite, atau URL PostgreSQL; tanpa ini: {VARIABLE} / an SQLite file, or the URL of PostgreSQL; default: {VARIABLE}",
            "--directory FILE": f"direktori pejabat: siapa boleh apa; tanpa ini: {DIRECTORY} / the directory of people: who may do what; default: {DIRECTORY}",
            "--seal-key FILE": f"berkas kunci segel kejadian; tanpa ini: {SEAL_KEY} / the file of the key that seals events; default: {SEAL_KEY}",
        }
    )
    if formats:
        parser.add_argument("--format", choices=formats, default=formats[0], help=FORMAT)


def dated(parser: Parser) -> None:
    """The options of what may be entered later than it happened."""
    parser.add_argument(
        "--acted-at", metavar="WHEN",
        help='kapan terjadinya, mis. "2026-03-12 09:30 WIB" / when it happened, if earlier than now, such as "2026-03-12 09:30 WIB"',
    )  # fmt: skip
    parser.add_argument(
        "--backdating", metavar="DURATION", default=os.environ.get(BACKDATING, "3 hari"),
        help=f"sejauh mana boleh mundur; tanpa ini: {BACKDATING}, atau 3 hari / how far back it may lie; default: {BACKDATING}, or 3 hari",
    )  # fmt: skip


def acted_at(arguments: Namespace) -> str | None:
    """When it happened, by the options, in ISO 8601; `BadTime`."""
    length(arguments.backdating)  # one that is none is told in any case
    if arguments.acted_at is None:
        return None
    try:
        return instants.parse(arguments.acted_at).isoformat()
    except ValueError:
        meant = instants.meant(arguments.acted_at) or ("2026-03-12 09:30 WIB",)
        raise BadTime(text=arguments.acted_at, fixed=Words(" atau ".join(meant), " or ".join(meant))) from None


def require_dated(given: Mapping[str, Any], arguments: Namespace, engine: Engine) -> None:
    """`Backdated` for what was done further back than the options allow."""
    if "acted_at" in given:
        require_recent(given["acted_at"], engine.now(), length(arguments.backdating))


def length(text: str) -> timedelta:
    """A duration as an option, around the clock; "0" is none."""
    if text.strip() == "0":
        return timedelta(0)
    try:
        found = duration.parse(text)
    except ValueError:
        raise BadLength(text=text) from None
    start = datetime(2001, 1, 1, tzinfo=UTC)
    return AROUND_THE_CLOCK.add(start, found) - start


def days(first: str | None, last: str | None) -> tuple[datetime | None, datetime | None]:
    """From the first midnight to the one after the last day, in the time zone of this machine; `BadOption`, which says
    how the day is written that a text may mean."""
    try:
        one, other = (dates.parse(text) if text is not None else None for text in (first, last))
    except dates.NotADate as problem:
        meant = dates.meant(problem.text)
        fixed = dates.offered(meant) if meant else _A_DATE
        raise BadOption(why=_BAD_DATE.filled(text=problem.text, fixed=fixed)) from None
    if one is not None and other is not None and one > other:
        raise Backwards(first=first, last=last)
    begin, end = (in_range(datetime.combine(d, time())) if d is not None else None for d in (one, other))
    return begin and begin.astimezone(), end and (end + timedelta(days=1)).astimezone()


def paging(parser: Parser) -> None:
    """The options of lists that come in pages."""
    parser.takes({"--limit N": "paling banyak berapa butir / at most this many items"}, type=_count, default=50)
    parser.takes({"--after CURSOR": '"next" dari halaman sebelumnya / the "next" of the page before'})


def _count(text: str) -> int:
    """How many may be asked for at once: 1 or more, of which at most 10,000 come."""
    count = int(text)
    if count < 1:
        raise ArgumentTypeError("must be at least 1")
    return min(count, 10_000)


def is_named(arguments: Namespace) -> bool:
    return bool(arguments.db or os.environ.get(VARIABLE))


def opened(arguments: Namespace) -> Store:
    where = arguments.db or os.environ.get(VARIABLE)
    if not where:
        raise NoDatabase
    key = getattr(arguments, "seal_key", None) or os.environ.get(SEAL_KEY)
    store = open_store(
        where, migrate=getattr(arguments, "migrate", True), on_upgrade=teller(arguments.lang),
        create=None if getattr(arguments, "creates", False) else False,
        seal_key=_seals(key) if key else None,
    )  # fmt: skip
    if isinstance(store, Closes):
        AT_THE_END.callback(store.close)  # the last connection leaves an SQLite database in one file
    return store


def _seals(path: str) -> SealKeys:
    from sopflow.sql import SealKeys

    return SealKeys.read(path)


def sql_opened(arguments: Namespace) -> SQLStore:
    """The same for what only a database does; `NotADatabase` for another store."""
    from sopflow.sql import SQLStore

    store = opened(arguments)
    if not isinstance(store, SQLStore):
        where = without_password(arguments.db or os.environ[VARIABLE])
        instead = _INSTEAD.get(arguments.command, "")
        raise NotADatabase(store=where, command=arguments.command, instead=instead)
    return store


def engine_on(arguments: Namespace, *folders: Path) -> Engine:
    """An engine on the store that the options name; `folders` are where calendars are looked for first."""
    directory, calendars = directory_on(arguments), calendars_near(*folders)  # before a database is made
    return Engine(opened(arguments), directory=directory, calendars=calendars)


def looking(parser: Parser) -> None:
    """The option to look as somebody."""
    parser.add_argument(
        "--as",
        dest="as_person",
        metavar="PERSON",
        help="sebagaimana dilihat orang ini: hanya yang boleh dilihatnya / as this person sees it: only what they may see",
    )


def engine_seen(arguments: Namespace) -> Engine:
    """The same as whoever looks sees it."""
    engine = engine_on(arguments)
    person: str | None = arguments.as_person
    return engine.as_person(person) if person is not None else engine


def cluster_on(arguments: Namespace, *folders: Path) -> RestateEngine:
    """An engine before the cluster that `--restate` names; with the projection that `--db` names, if it does."""
    with needing("restate"):
        from sopflow.restate.engine import RestateEngine
    directory, calendars = directory_on(arguments), calendars_near(*folders)
    projection = sql_opened(arguments) if is_named(arguments) else None
    return RestateEngine(arguments.restate.split(","), projection, directory=directory, calendars=calendars)


def directory_on(arguments: Namespace) -> Directory | None:
    where = arguments.directory or os.environ.get(DIRECTORY)
    if not where:
        return None
    from sopflow.people.loading import load_directory

    return load_directory(where)


def show(engine: Engine, run: Instance, arguments: Namespace) -> None:
    """Print an instance as the options want it."""
    language: Language = arguments.lang
    if arguments.format == "json":
        say_json(instance_view(run))
        return
    end = _ENDED.within(language, end=run.end) if run.end not in (None, "end") else ""
    status = said(run.status, STATUSES, language)
    say(_STATUS.within(language, instance=run.id, revision=run.revision, status=status, end=end))
    if run.active:
        times = Times(zone_for(engine, run.sop, run.version))
        names = naming_of(engine, run.sop, run.version, language)
        rows = [
            (
                *names.row(r.step),
                names.who(*unsigned(r)),
                in_hand(names, r.claims),
                times.minute(r.due),
                signed(names, r),
            )
            for r in run.active
        ]
        heads = (*times.heads(_HEADS[language], 4), _SIGNED.within(language))
        columns = len(heads) if any(r.signed for r in run.active) else -1
        say("\n" + listed(heads[:columns], [row[:columns] for row in rows]))


def signed(names: Naming, row: OpenRow) -> str:
    """Who has signed a row: each actor, and the person where that is somebody else by name."""
    found = []
    for one in row.signed:
        actor, person = names.who(one.actor), names.who(one.by)
        more = f", a.n. {names.who(one.on_behalf_of)}" if one.on_behalf_of else ""
        found.append(actor if person == actor else f"{actor} ({person}{more})")
    return ", ".join(found) or "-"


def in_hand(names: Naming, claims: Sequence[Claim]) -> str:
    """Who has a row, and in whose name."""
    found = [
        names.who(c.person) + (f" (a.n. {names.who(c.on_behalf_of)})" if c.on_behalf_of else "") for c in claims
    ]
    return ", ".join(found) or "-"


def listed(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int = 140, *, whole: int = -1) -> str:
    """A table without rules between its rows; in the column `whole` is what people copy, on one line."""
    widths = natural(heads, rows)
    least = [width if at == whole else 4 for at, width in enumerate(widths)]
    return table(heads, rows, fitted(widths, least, width), ruled=False)


def instant(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
