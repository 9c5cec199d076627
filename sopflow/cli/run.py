"""`sopflow run`: an SOP walked from its start to its end, at the terminal or by given answers."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path

from sopflow import dates
from sopflow.app.views import instance_view
from sopflow.definition.digest import is_digest_of
from sopflow.definition.library import Library
from sopflow.definition.model import Definition
from sopflow.engine.clock import ManualClock
from sopflow.engine.engine import Engine
from sopflow.engine.journal import JournalStore
from sopflow.engine.memory import InMemoryStore
from sopflow.engine.naming import naming_of
from sopflow.engine.store import Store
from sopflow.errors import BrokenJournal, Refusal
from sopflow.flow.command import Paper
from sopflow.flow.commands import EVENTS
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.unsaid import UNSAID
from sopflow.language import Language, Words, did_you_mean
from sopflow.scenarios.walking import Walk, as_bound
from sopflow.terms import STATUSES, said
from sopflow.time.shelf import calendars_near
from sopflow.time.span import in_range

from . import database, filling, reading, referring
from .entries import entries_table
from .output import say, say_json, warn
from .usage import FORMAT, PEOPLE, SOP_FILE, BadOption, Parser
from .walk import Asking, parsed

NAME = "run"
HELP = "jalankan SOP sampai selesai / run an SOP to its end"

_CONTINUED = Words(
    "dilanjutkan dari {path}: {events} kejadian sudah tercatat",
    "continued from {path}: {events} event(s) on record",
)
_TORN = Words(
    "baris terakhir jurnal terpotong (terhenti saat menulis); dilanjutkan dari kejadian utuh terakhir",
    "the journal's last line was cut off (stopped while writing); continued from the last whole event",
)
_OTHER = Words(
    "jurnal ini milik {sop} {version} dengan isi lain",
    "this journal belongs to {sop} {version} with different content",
)
_ONE_PLACE = Words("pilih --journal atau --db, tidak keduanya", "either --journal or --db, not both")
_STATUS = Words("status: {status}", "status: {status}")
_ENDED = Words("berakhir: {end}", "ended: {end}")
_FOLLOWS = Words("dilanjutkan dengan: {what}", "followed by: {what}")
_IN_HAND = Words("dokumen yang tersedia: {documents}", "documents available: {documents}")
_HISTORY = Words(
    "riwayat: {events} kejadian, revisi {revision}, sidik SOP {digest}",
    "history: {events} event(s), revision {revision}, digest {digest}",
)
_STUCK = Words(
    "terhenti: tidak ada yang dapat membuka gabungan yang ditunggu",
    "stuck: nothing can open the joins that wait",
)


_NO_FIELD = Words(
    '--data: SOP ini tidak punya isian "{name}"; {hint}', '--data: this SOP has no field "{name}"; {hint}'
)
_NO_DOCUMENT = Words(
    '--file: SOP ini tidak punya dokumen "{name}"; {hint}', '--file: this SOP has no document "{name}"; {hint}'
)
_NO_ACTOR = Words(
    '--people: SOP ini tidak punya pelaksana "{name}"; {hint}', '--people: this SOP has no actor "{name}"; {hint}'
)
_APPLICANT = Words(
    '"{actor}" dalam proses ini: {who}, sebab ia yang memulai (is: starter); orang lain: --by atau --people',
    '"{actor}" in this instance: {who}, who started it (is: starter); for somebody else: --by or --people',
)
_BAD_START = Words(
    '--start-at "{text}" bukan waktu; tulis misalnya 2026-03-17T10:00',
    '--start-at "{text}" is not a time; write, for example, 2026-03-17T10:00',
)


def configure(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=SOP_FILE)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORMAT)
    parser.takes(
        {
            "--choose STEP=OUTCOME ...": "jawaban, berurutan, untuk tiap baris daftar for_each; JAWABAN@TUJUAN bila tujuannya tidak disebutkan / answers, in order, for each record of a for_each; OUTCOME@TARGET where the paper does not say where it leads",
        }
    )
    referring.configure(parser)
    filling.configure(parser)
    parser.takes(
        {
            "--auto": "jawab sisanya secara otomatis / answer the rest automatically",
            "--journal FILE.jsonl": "simpan kejadiannya di berkas ini, dan lanjutkan dari sana / keep the events in this file, and continue from it",
            "--db URL|PATH": "jalankan di basis data / run it in a database",
        }
    )
    parser.set_defaults(creates=True)
    parser.add_argument("--subject", help="perihal / what it is about")
    parser.add_argument(
        "--by",
        metavar="WHO",
        help="siapa yang memulai; tanpa ini: yang boleh / who starts it; default: somebody who may",
    )
    parser.add_argument("--people", action="append", default=[], metavar="ACTOR=PERSON", help=PEOPLE)
    parser.add_argument("--start-at", metavar="TIME", help="waktu mulai ISO 8601 / start time, ISO 8601")


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    procedure = Library().load(Path(arguments.file))
    sop = procedure.sop
    calendars = calendars_near(Path(sop.path).parent)
    zone = Engine(calendars=calendars).zone(Flow(sop))
    answers = parsed(arguments.choose, sop)
    _, given = filling.parted(arguments.data)
    files = referring.references(arguments.files)
    papers = {str(name): one.title for sop in procedure.all for name, one in sop.documents.items()}
    if strange := [name for name in files if name not in papers]:
        raise BadOption(why=_NO_DOCUMENT.filled(name=strange[0], hint=did_you_mean(strange[0], papers)))
    known = {name for one in procedure.all for name in one.fields}
    if unknown := [name for name in given if name not in known]:
        name = UNSAID if any(one.has_personal for one in procedure.all) else unknown[0]
        why = _NO_FIELD.filled(name=name, hint=did_you_mean(unknown[0], known))
        raise BadOption(why=why)
    data = {
        str(one.id): filling.values_of(Flow(one), {name: given[name] for name in given if name in one.fields})
        for one in procedure.all
    }
    start = _start_time(arguments.start_at, zone)
    if arguments.journal and arguments.db:
        raise BadOption(why=_ONE_PLACE)
    journal = JournalStore(arguments.journal) if arguments.journal else None
    store: Store = InMemoryStore()
    if journal is not None:
        store = journal
    elif arguments.db:
        store = database.opened(arguments)
    clock = ManualClock(start)
    engine = Engine(store, clock=clock, calendars=calendars)
    first = next(engine.instances(), None) if journal is not None else None
    if journal is not None:
        clock.set(max((start, *(i.at for i in engine.instances()))))
    for one in procedure.all:
        engine.register(one)
    if journal is not None and first is not None:
        if (first.sop, first.version) != (sop.id, sop.version) or not is_digest_of(first.digest, sop):
            why = _OTHER.filled(sop=first.sop, version=first.version)
            raise BrokenJournal(path=str(journal.path), line=1, why=why)
        events = sum(i.revision for i in engine.instances())
        warn(_CONTINUED.within(language, path=journal.path, events=events))
    if journal is not None and journal.torn:
        warn(_TORN.within(language))
    walk = (
        Asking(engine, clock, answers, language)
        if sys.stdin.isatty() and not arguments.auto
        else Walk(engine, clock, answers, automatic=arguments.auto, naming=partial(as_bound, engine))
    )
    walk.data_in |= data
    walk.files |= {name: Paper(**said) for name, said in files.items()}
    run = first
    if run is None:
        run = walk.start(sop, subject=arguments.subject, by=arguments.by, people=_people(arguments, sop))
    refusal: Refusal | None = None
    try:
        run = walk.to_the_end(run)
    except Refusal as problem:
        refusal = problem
        run = engine.instance(run.id)
    if arguments.format == "json":
        say_json(_json(engine, run))
    else:
        _print(engine, sop, run, language, start.tzinfo)
    if refusal is not None:
        warn(refusal.as_written().message(language))
    return 0 if run.is_over else 1


def _people(arguments: Namespace, sop: Definition) -> dict[str, list[str]] | None:
    found = reading.people(arguments.people)
    for name in found or ():
        if name not in sop.actors:
            raise BadOption(why=_NO_ACTOR.filled(name=name, hint=did_you_mean(name, sop.actors)))
    return found


def _start_time(text: str | None, zone: tzinfo | None) -> datetime:
    """The start as people read it in a time zone, `None` being the machine's; a time that says no zone is one of it."""
    if text is None:
        return datetime.now(UTC).astimezone(zone).replace(microsecond=0)
    try:
        start = dates.instant(text)
    except ValueError:
        raise BadOption(why=_BAD_START.filled(text=text)) from None
    in_range(start)
    if start.tzinfo is not None:
        return start.astimezone(zone) if zone is not None else start
    return start.replace(tzinfo=zone) if zone is not None else start.astimezone()


def _print(engine: Engine, sop: Definition, run: Instance, language: Language, zone: tzinfo | None) -> None:
    say(f"{sop.title}  ({run.id})\n")
    say(entries_table(engine, run, language, zone))
    say()
    for actor in sop.actors.values():
        if actor.is_starter and run.started_by in (bound := run.rare.people.get(str(actor.id), ())):
            who = naming_of(engine, run.sop, run.version, language).who(*bound)
            if who != actor.title:
                say(_APPLICANT.within(language, actor=actor.title, who=who))
    say(
        _STATUS.within(language, status=said(run.status, STATUSES, language))
        + (f", {_ENDED.within(language, end=run.end)}" if run.end not in (None, "end") else "")
    )
    if run.hand_over:
        say(_FOLLOWS.within(language, what=run.hand_over))
    if run.is_stuck:
        say(_STUCK.within(language))
    titles = [
        f"{sop.documents[d].title} (v{h.version})" if d in sop.documents else d for d, h in run.documents.items()
    ]
    say(_IN_HAND.within(language, documents="; ".join(titles) or "-"))
    events = sum(1 for _ in engine.history(run.id))
    say(_HISTORY.within(language, events=events, revision=run.revision, digest=run.digest[:23]))


def _json(engine: Engine, run: Instance) -> dict[str, object]:
    path = [
        {
            "step": e.step,
            "actor": e.actor,
            "by": e.by,
            "outcome": e.outcome,
            "at": e.at.isoformat(),
            "due": e.due.isoformat() if e.due else None,
        }
        for e in engine.timeline(run.id)
        if e.step is not None and (EVENTS[e.type].ends_row or EVENTS[e.type].is_a_part)
    ]
    return {"instance": instance_view(run), "path": path}
