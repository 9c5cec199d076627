"""`sopflow record`: a journal, or an instance in a database, becomes a scenario file."""

from __future__ import annotations

import os
import sys
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.definition.library import Library
from sopflow.engine.journal import JournalReader
from sopflow.errors import UnknownDefinition
from sopflow.files import write_whole
from sopflow.flow.flow import Flow
from sopflow.language import Language, Words
from sopflow.scenarios.recording import Recorded, recorded
from sopflow.scenarios.writing import written

from . import database
from .output import counted, say
from .replay import TORN

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from sopflow.engine.store import Store
    from sopflow.flow.event import Event

NAME = "record"
HELP = "jadikan jurnal sebuah skenario / record a journal as a scenario"

_WRITTEN = Words("{count} skenario ditulis ke {path}", "{count} scenario(s) written to {path}")
_EXISTS = Words(
    "{path} sudah ada; pilih nama lain dengan -o, atau --force",
    "{path} already exists; use another name with -o, or --force",
)
_MANY = Words(
    "jurnal ini berisi beberapa SOP ({sops}); sebut salah satu dengan --sop",
    "this journal holds several SOPs ({sops}); name one with --sop",
)
_COMMENT = Words(
    "Direkam dari {file}. Periksa setiap harapan: rekaman menunjukkan yang terjadi, bukan yang seharusnya.",
    "Recorded from {file}. Look at each expectation: a record shows what happened, not what should have.",
)


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "journal", metavar="JOURNAL|INSTANCE", help="jurnal; dengan --db: proses di sana / with --db: an instance"
    )
    parser.add_argument("--db", metavar="URL|PATH", help="basis data tempat proses itu / where the instance is")
    parser.add_argument(
        "--against",
        metavar="FILE",
        help="definisi SOP; tanpa ini dicari di map jurnal, di sini, dan di definitions/ / the definition",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="berkas hasil; tanpa ini: ke layar / where to; to the screen without it",
    )
    parser.set_defaults(migrate=False)
    parser.add_argument("--sop", metavar="ID", help="hanya proses SOP ini / only runs of this SOP")
    parser.add_argument("--force", action="store_true", help="timpa berkas yang ada / overwrite")


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    output = Path(arguments.output) if arguments.output else None
    if output is not None and output.exists() and not arguments.force:
        say(_EXISTS.within(language, path=output), file=sys.stderr)
        return 2
    if arguments.db:
        definitions = _Definitions(arguments.against, Path())
        found = recorded(_stored(database.opened(arguments), arguments.journal), definitions.flow)
    else:
        definitions = _Definitions(arguments.against, Path(arguments.journal).parent)
        reader = JournalReader(arguments.journal)
        found = recorded(counted((line.event for line in reader.lines()), NAME), definitions.flow)
        if reader.torn:
            say(TORN.within(language), file=sys.stderr)
    found = tuple(one for one in found if arguments.sop in (None, one.sop))
    sops = tuple(dict.fromkeys(one.sop for one in found))
    if len(sops) != 1:
        say(_MANY.within(language, sops=", ".join(sops) or "-"), file=sys.stderr)
        return 2
    sop_file = definitions.file(sops[0])
    folder = output.resolve().parent if output is not None else Path.cwd()
    beside = sop_file.resolve().parent == folder and len(definitions.library.named(sops[0], sop_file.parent)) < 2
    sop = sops[0] if beside else os.path.relpath(sop_file.resolve(), folder)
    comment = _COMMENT.within(language, file=Path(arguments.journal).name)
    text = written(sop, [one.scenario for one in _named(found)], comment=comment)
    if output is None:
        say(text.rstrip())
    else:
        write_whole(output, text)
        say(_WRITTEN.within(language, count=len(found), path=output))
    return 0


def _stored(store: Store, instance: str) -> Iterator[Event]:
    """The events of a stored instance with those of the SOPs that it called, each where it happened."""
    called: dict[tuple[str, int], deque[Event]] = {}
    for event in store.history(instance):
        for row, inner in called.items():
            is_its_end = event.type == "call_ended" and row == (event.step, event.visit)
            while inner and (is_its_end or inner[0].at < event.at):
                yield inner.popleft()
        yield event
        for opened in event.opened:
            if opened.child is not None:
                called[opened.step, opened.visit] = deque(_stored(store, opened.child))
    for inner in called.values():
        yield from inner


def _named(found: tuple[Recorded, ...]) -> list[Recorded]:
    """Each scenario under a name of its own."""
    names: dict[str, int] = {}
    named = []
    for one in found:
        number = names[one.scenario.name] = names.get(one.scenario.name, 0) + 1
        name = one.scenario.name if number == 1 else f"{one.scenario.name} ({number})"
        named.append(one._replace(scenario=replace(one.scenario, name=name)))
    return named


class _Definitions:
    """The definitions of a journal's SOPs: beside the one that was named, or where they usually lie."""

    def __init__(self, against: str | None, journal: Path) -> None:
        self.library = Library()
        self.flows: dict[str, Flow] = {}
        self.folders = [Path(against).parent] if against else [journal, Path(), Path("definitions")]
        if against:
            for sop in self.library.load(Path(against)).all:
                self.flows[str(sop.id)] = Flow(sop)

    def flow(self, sop: str) -> Flow:
        if sop not in self.flows:
            for folder in self.folders:
                if sop in self.library.known(folder):
                    self.flows[sop] = Flow(self.library.find(sop, folder).sop)
                    break
            else:
                raise UnknownDefinition(sop=sop, known=tuple(str(folder) for folder in self.folders))
        return self.flows[sop]

    def file(self, sop: str) -> Path:
        return Path(self.flow(sop).definition.path)
