"""`sopflow log`: the instances of a database as an event log, for tools that analyse processes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator

from sopflow.app.stores import historical
from sopflow.engine.engine import Engine
from sopflow.engine.private import Joining
from sopflow.files import whole_file
from sopflow.flow.event import Event
from sopflow.language import Words
from sopflow.logs.cases import LoggedCase, logged
from sopflow.logs.formats import FORMATS, writer_for
from sopflow.logs.persons import Persons
from sopflow.logs.values import is_open

from . import database
from .filters import require_known
from .output import counted, say
from .usage import Parser

NAME = "log"
HELP = "tulis proses sebagai log kejadian: XES, OCEL 2.0, CSV / write the instances as an event log: XES, OCEL 2.0, CSV"

_DONE = Words(
    "{cases} kasus, {events} kejadian ditulis ke {path}", "{cases} case(s), {events} event(s) written to {path}"
)
_KNOWN = ", ".join(FORMATS)


def configure(parser: Parser) -> None:
    parser.takes(
        {
            "-o --output FILE": f"berkas hasil; akhirnya menentukan bentuknya: {_KNOWN} / the file to write; its ending says the format: {_KNOWN}"
        },
        required=True,
    )
    parser.takes(
        {
            "--sop ID": "hanya SOP ini / only this SOP",
            "--personal": "dengan nama orang, perihal, dan catatan; tanpa ini orang diberi nomor / with the names of people, subjects and notes; default: people are numbered",
            "--fields": "dengan isian kasus; yang pribadi atau tidak terlihat semua orang hanya bersama --personal / with what was filled in; personal fields, and those that not everybody sees, only with --personal",
            "--lifecycle": "juga kapan langkah dibuka, diklaim, dialihkan, ditunda, atau gugur / also when rows were opened, claimed, reassigned, suspended or dropped",
        }
    )
    database.configure(parser, formats=(), reads=True)


def execute(arguments: Namespace) -> None:
    write = writer_for(arguments.output)
    engine = database.engine_on(arguments)
    require_known(engine, arguments)
    fields = tuple(_fields(engine, arguments)) if arguments.fields else ()
    cases = logged(
        _histories(engine, arguments),
        engine.flow,
        Persons(are_named=arguments.personal),
        sop=arguments.sop,
        whole=arguments.lifecycle,
        filled=arguments.fields,
    )
    count = _Count(counted(cases, NAME, every=1000))
    with whole_file(arguments.output, private=True) as file:
        file.writelines(part.encode("utf-8", "replace") for part in write(count, fields))
    say(_DONE.within(arguments.lang, cases=count.cases, events=count.events, path=arguments.output))


def _histories(engine: Engine, arguments: Namespace) -> Iterator[tuple[str, Iterable[Event]]]:
    """Every instance with its events, with personal values where those are asked for."""
    joining = Joining(engine.store)
    for name, events in historical(engine.store).histories():
        yield name, joining.events(events) if arguments.personal and arguments.fields else events


def _fields(engine: Engine, arguments: Namespace) -> Iterator[str]:
    """The fields of all versions that may be written."""
    told: set[str] = set()
    for one in engine.versions():
        if arguments.sop in (None, one.sop):
            for name, field in engine.flow(one.sop, one.version).definition.fields.items():
                if name not in told and (arguments.personal or is_open(field)):
                    told.add(name)
                    yield name


class _Count:
    """Cases, counted as they go by."""

    def __init__(self, cases: Iterable[LoggedCase]) -> None:
        self._given = cases
        self.cases = self.events = 0

    def __iter__(self) -> Iterator[LoggedCase]:
        for case in self._given:
            self.cases += 1
            self.events += len(case.entries)
            yield case
