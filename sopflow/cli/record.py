"""`sopflow record`: a journal, or an instance in a database, becomes a scenario file."""

from __future__ import annotations

import os
from argparse import Namespace
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sopflow.conformance.log import LOGS, Log
from sopflow.conformance.net import Net
from sopflow.definition.files import project_files
from sopflow.definition.library import Library
from sopflow.engine.engine import Engine
from sopflow.engine.journal import JournalReader
from sopflow.engine.store import Store
from sopflow.errors import AmbiguousDefinition, NotRecordable, UnknownDefinition
from sopflow.flow.event import Event
from sopflow.flow.flow import Flow
from sopflow.language import Language, Words
from sopflow.reasons import reason_of
from sopflow.scenarios.loading import check_bytes
from sopflow.scenarios.logged import told
from sopflow.scenarios.model import ActKind, Scenario
from sopflow.scenarios.playing import play
from sopflow.scenarios.recording import Recorded, recorded
from sopflow.scenarios.verbs import COMMAND_OF
from sopflow.scenarios.writing import written
from sopflow.time import Calendar
from sopflow.time.shelf import calendars_near

from . import database
from .filters import require
from .meant import instance_meant
from .output import SCENARIOS_WRITTEN, counted, give, ticking, warn
from .replay import DAMAGE, EMPTY, TORN, DamagedEvents
from .usage import OVERWRITE, TO_FILE, BadOption, Parser, require_new

NAME = "record"
HELP = "jadikan jurnal, proses, atau log kejadian sebuah skenario / record a journal, an instance or an event log as scenarios"

_MANY = Words(
    "jurnal ini berisi beberapa SOP ({sops}); sebut salah satu dengan --sop",
    "this journal holds several SOPs ({sops}); name one with --sop",
)
_UNDONE = Words("ditarik kembali", "undone later")
_FAILS = Words(
    'skenario "{name}" tidak lulus bila dijalankan: {why}; perbaiki sebelum dipakai',
    'the scenario "{name}" does not pass when it is played: {why}; correct it before you use it',
)
_SEVERAL = Words("{why}: --against BERKAS", "{why}: --against FILE")
_OUTSIDE = Words(
    "{sop} tidak satu proyek dengan {path}, sehingga sopflow test tidak membacanya dari sana; tulis skenarionya di dalam proyek SOP itu, misalnya di {folder}",
    "{sop} is not in the same project as {path}, so sopflow test does not read it from there; write the scenarios inside the SOP's project, for example in {folder}",
)
_LEFT_OUT = Words(
    "tidak dapat ditulis dalam skenario, jadi dilewati: {kinds}",
    "left out, because a scenario cannot express it: {kinds}",
)
_OTHER = Words(
    "{count} kasus tidak sesuai SOP dan tidak diikutkan; sopflow conform menunjukkan letaknya",
    "{count} case(s) do not fit the SOP and were left out; sopflow conform shows where",
)
_APART = Words("{count} kasus dari SOP lain tidak diikutkan", "{count} case(s) of other SOPs were left out")
_NONE_FITS = Words(
    "{path}: tidak ada kasus yang sesuai SOP, jadi tidak ada yang ditulis",
    "{path}: no case fits the SOP, so nothing was written",
)
_LEFT = Words(
    "{count} jalan lain yang lebih jarang ditempuh tidak diikutkan", "{count} less frequent way(s) were left out"
)
_NO_AGAINST = Words("{path}: sebut SOP-nya dengan --against", "{path}: name the SOP with --against")
_COMMENT = Words(
    "Direkam dari {file}. Periksa setiap harapan: rekaman menunjukkan yang terjadi, bukan yang seharusnya.",
    "Recorded from {file}. Check each expectation: a record shows what happened, not what should have happened.",
)


def configure(parser: Parser) -> None:
    parser.takes(
        {
            "journal JOURNAL|LOG|INSTANCE": "jurnal, atau log kejadian (.xes, .jsonocel, .xmlocel, .csv); dengan --db: proses di sana / a journal, or an event log (.xes, .jsonocel, .xmlocel, .csv); with --db: an instance there",
            "--db URL|PATH": "basis data tempat proses itu / where the instance is",
            "--against FILE": "definisi SOP; tanpa ini dicari di map jurnal, di sini, dan di definitions/ / the definition; default: looked for beside the journal, here and in definitions/",
            "-o --output OUT": TO_FILE,
        }
    )
    parser.set_defaults(migrate=False)
    parser.takes({"--sop ID": "hanya proses SOP ini / only instances of this SOP", "--force": OVERWRITE})


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    output = Path(arguments.output) if arguments.output else None
    require_new(arguments, output, option="-o")
    refused: list[NotRecordable] = []
    nothing = EMPTY
    if arguments.db:
        definitions = _Definitions(arguments.against, Path())
        store = database.opened(arguments)
        arguments.journal = instance_meant(store, arguments.journal)
        try:
            found = recorded(_stored(store, arguments.journal), definitions.flow, refused)
        except DAMAGE as damage:
            raise DamagedEvents(position=arguments.journal, why=reason_of(damage)) from damage
    elif Path(arguments.journal).suffix.lower() in LOGS:
        if not arguments.against:
            raise BadOption(why=_NO_AGAINST.filled(path=arguments.journal))
        definitions = _Definitions(arguments.against, Path(arguments.journal).parent)
        found, others = _logged(arguments, definitions, refused)
        nothing = _NONE_FITS if others else EMPTY
    else:
        definitions = _Definitions(arguments.against, Path(arguments.journal).parent)
        reader = JournalReader(arguments.journal)
        found = recorded(counted((line.event for line in reader.lines()), NAME), definitions.flow, refused)
        if reader.torn:
            warn(TORN.within(language))
    for problem in refused:
        warn(problem.message(language))
    if refused and not found:
        return 1
    if not found:
        warn(nothing.within(language, path=arguments.journal))
        return 1
    if arguments.sop is not None:
        require("--sop", arguments.sop, (one.sop for one in found))
    found = tuple(one for one in found if arguments.sop in (None, one.sop))
    sops = tuple(dict.fromkeys(one.sop for one in found))
    if len(sops) != 1:
        raise BadOption(why=_MANY.filled(sops=", ".join(sops) or "-"))
    sop_file = definitions.file(sops[0])
    folder = output.resolve().parent if output is not None else Path.cwd()
    beside = sop_file.resolve().parent == folder and len(definitions.library.named(sops[0], sop_file.parent)) < 2
    sop = sops[0] if beside else os.path.relpath(sop_file.resolve(), folder)
    comment = _COMMENT.within(language, file=Path(arguments.journal).name)
    played = [definitions.played(one) for one in _named(found)]
    remark = _UNDONE.within(language)
    remarks = {(number, at): remark for number, (one, _) in enumerate(played) for at in one.undone}
    text = written(sop, [one.scenario for one, _ in played], comment=comment, remarks=remarks)
    give(text, output, SCENARIOS_WRITTEN.within(language, count=len(found), path=output))
    is_read = output is None or project_files([output]).may_read(sop_file)
    if not is_read:
        warn(_OUTSIDE.within(language, sop=sop_file, path=output, folder=sop_file.parent))
    failed = [(one, why) for one, why in played if why is not None]
    for one, why in failed:
        warn(_FAILS.within(language, name=one.scenario.name, why=why))
    left_out: Counter[ActKind] = sum((Counter(one.left_out) for one, _ in played), Counter())
    if left_out:
        kinds = ", ".join(f"{count} {_title(kind, language)}" for kind, count in left_out.items())
        warn(_LEFT_OUT.within(language, kinds=kinds))
    return 1 if failed or refused or not is_read else 0


def _title(kind: ActKind, language: Language) -> str:
    """The name of a command within a sentence."""
    title = COMMAND_OF[kind].title
    assert title is not None
    return title.within(language).lower()


def _stored(store: Store, instance: str) -> Iterator[Event]:
    """The events of a stored instance with those of the SOPs that it called, each where it happened."""
    called: dict[str, deque[Event]] = {}
    rows: dict[tuple[str, int], tuple[str, ...]] = {}
    for event in store.history(instance):
        ended: Collection[str] = ()
        if event.effects.ended is not None:
            ended = event.effects.ended[:1]
        elif event.type == "call_ended":
            ended = rows.get((event.step or "", event.visit or 0), ())
        yield from _before(called, event.at, ended)
        yield event
        for opened in event.opened:
            rows[opened.step, opened.visit] = opened.children
            called |= {child: deque(_stored(store, child)) for child in opened.children}
    yield from _before(called, None, called)


def _before(called: Mapping[str, deque[Event]], at: datetime | None, ended: Collection[str]) -> Iterator[Event]:
    """What happened in called SOPs before an instant, and in those that ended then; by time, else in their order."""
    while True:
        heads = [
            (inner[0].at, place, inner)
            for place, (name, inner) in enumerate(called.items())
            if inner and (name in ended or (at is not None and inner[0].at < at))
        ]
        if not heads:
            return
        yield min(heads, key=lambda head: head[:2])[2].popleft()


def _logged(
    arguments: Namespace, definitions: _Definitions, refused: list[NotRecordable]
) -> tuple[tuple[Recorded, ...], int]:
    """The ways of a log's cases that fit the SOP, and how many do not; what else it holds is told."""
    path = Path(arguments.against)
    flows = tuple(definitions.flow(str(sop.id)) for sop in definitions.library.load(path).all)
    calendars = calendars_near(path.parent)
    with Log() as log:
        zone = Engine(calendars=calendars).zone(flows[-1]) or UTC
        own = flows[-1].definition
        for count in log.read(arguments.journal, zone=zone, fields=own.fields, sop=str(own.id)):
            ticking(NAME, count)
        for one in log.misread.values():
            warn(f"{arguments.journal}:{one.line}: {one.why.within(arguments.lang)}")
        net = Net(flows[-1], with_outcomes="outcome" in log.columns)
        made = told(log, net, flows, calendars)
    refused += made.refused
    apart = sum(log.others.values())
    for words, count in ((_OTHER, made.other), (_APART, apart), (_LEFT, made.left)):
        if count:
            warn(words.within(arguments.lang, count=count))
    return made.recorded, made.other


def _named(found: tuple[Recorded, ...]) -> list[Recorded]:
    """Each scenario under a name of its own."""
    own = {one.scenario.name for one in found}
    used: set[str] = set()
    named = []
    for one in found:
        name, number = one.scenario.name, 1
        while name in used or (number > 1 and name in own):
            number += 1
            name = f"{one.scenario.name} ({number})"
        used.add(name)
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
                    try:
                        self.flows[sop] = Flow(self.library.find(sop, folder).sop)
                    except AmbiguousDefinition as several:
                        raise BadOption(
                            why=_SEVERAL.filled(why=Words(several.message("id"), several.message("en")))
                        ) from None
                    break
            else:
                raise UnknownDefinition(sop=sop, known=tuple(str(folder) for folder in self.folders))
        return self.flows[sop]

    def played(self, found: Recorded) -> tuple[Recorded, Words | None]:
        """A scenario with its times to the second in the SOP's zone, if it passes so; else with its exact times; else without
        claims and delegations. And why it does not pass, if none of these does; what is played was written and read."""
        path = self.file(found.sop)
        procedure = self.library.load(path)
        flows = tuple(self.flow(str(sop.id)) for sop in procedure.all)
        calendars = calendars_near(path.parent)
        zone = Engine(calendars=calendars).zone(flows[-1])
        bare = found.without_hands() if found.hands else found
        for one in (found.to_the_second(zone), found, bare.to_the_second(zone), bare):
            why = self._fails(one.scenario, path, flows, calendars)
            if why is None:
                break
        return one, why

    def _fails(
        self, scenario: Scenario, path: Path, flows: Sequence[Flow], calendars: Mapping[str, Calendar]
    ) -> Words | None:
        text = written(path.name, [scenario])
        read = check_bytes(
            text.encode("utf-8", "surrogatepass"), str(path.with_suffix(".scenarios.yaml")), self.library
        )
        if read.file is None:
            return reason_of(read.findings[0])
        failure = play(read.file.scenarios[0], flows, calendars).failure
        return failure.problem.why if failure is not None else None

    def file(self, sop: str) -> Path:
        return Path(self.flow(sop).definition.path)
