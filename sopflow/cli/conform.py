"""`sopflow conform`: check an event log for conformance with an SOP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sopflow.conformance.conform import Conformance, Summary, Verdict, said
from sopflow.conformance.log import COLUMNS, Log
from sopflow.conformance.mapping import load_map
from sopflow.conformance.net import Net
from sopflow.conformance.times import Judge
from sopflow.definition.library import Library
from sopflow.engine.engine import Engine
from sopflow.flow.flow import Flow
from sopflow.language import Language, Words, joined
from sopflow.time import read_in
from sopflow.time.shelf import calendars_near

from .deviations import SHORT, beside, line_of, text_of
from .legend import legend
from .output import counted, say, say_json, ticking, warn
from .usage import FORMAT, BadOption, Parser, by_name_once

if TYPE_CHECKING:
    from argparse import Namespace


NAME = "conform"
HELP = "periksa kesesuaian log dengan SOP / check an event log for conformance"

_SUMMARY = Words(
    "{cases} kasus, {events} kejadian: {fitting} sesuai SOP, {other} tidak; kesesuaian {fitness:.3f}",
    "{cases} case(s), {events} event(s): {fitting} fit the SOP, {other} do not; fitness {fitness:.3f}",
)
_CASE = Words("kasus {name}: kesesuaian {fitness:.3f}", "case {name}: fitness {fitness:.3f}")
_GIVEN_UP = Words(
    "terlalu banyak kemungkinan: pencarian dihentikan di sini",
    "too many possibilities: the search stopped here",
)
_MORE = Words(
    "... dan {count} kasus lain yang tidak sesuai (--show N)",
    "... and {count} other cases that do not fit (--show N)",
)
_MOST = Words("penyimpangan tersering:", "the most frequent deviations:")
_TIMES = Words("{count} kali", "{count} time(s)")
_BAD_COLUMN = Words('--column "{text}": tulis {known}=KOLOM', '--column "{text}": write {known}=COLUMN')
_NO_TARGET = Words(
    '{path}: {what}: SOP ini tidak mempunyai "{name}"; {hint}', '{path}: {what}: this SOP has no "{name}"; {hint}'
)
_PARTIAL = Words(
    "{count} kasus masih berjalan atau dibatalkan: dinilai sampai langkah terakhirnya",
    "{count} case(s) are running or were cancelled, and are judged as far as they went",
)
_LATE_CASES = Words("{count} kasus dengan langkah yang terlambat", "{count} case(s) with a row that was late")
_PARTS = Words(
    "{count} baris bukan penyelesaian kegiatan (lifecycle:transition), tidak dinilai",
    "{count} line(s) are not completed activities (lifecycle:transition) and are not judged",
)
_LEFT_OUT = Words("{count} baris tidak dapat dipakai", "{count} line(s) could not be used")
_SOPS = 5
"""Other SOPs that are named."""
_OTHERS = Words(
    "{count} kasus dari SOP lain tidak dinilai: {sops}; periksa dengan --against berkas SOP itu (atau tulis log satu SOP: log --sop ID)",
    "{count} case(s) of other SOPs are not judged: {sops}; check them with --against that SOP's file (or write a log of one SOP: log --sop ID)",
)
_READ = Words("dibaca: {columns}", "read: {columns}")
_FROM = Words('{what} dari kolom "{column}"', '{what} from the column "{column}"')
_WHAT = {
    "case": Words("kasus", "cases"), "activity": Words("kegiatan", "activities"), "actor": Words("pelaksana", "actors"),
    "time": Words("waktu", "times"), "outcome": Words("jawaban", "outcomes"), "person": Words("orang", "persons"),
    "transition": Words("tahap (yang dihitung: complete)", "stages (counted: complete)"),
    "status": Words("status kasus", "statuses of cases"),
    "sop": Words("SOP kasus", "SOPs of cases"),
}  # fmt: skip
_ZONE = Words(
    "waktu tanpa zona dibaca sebagai {zone}; batas waktu dihitung dengan {calendars}",
    "times without a zone are read as {zone}; due times are calculated with {calendars}",
)
_NO_CALENDAR = Words("hari kalender", "days of the calendar")
_NO_TIMES = Words("keterlambatan tidak dinilai: {why}", "lateness is not judged: {why}")
_NO_PEOPLE = Words(
    "separate_from dan same_as tidak dinilai: tidak ada kolom orang (--column person=KOLOM)",
    "separate_from and same_as are not judged: there is no column of persons (--column person=COLUMN)",
)
_ASKED = Words("--ignore-times", "--ignore-times")
_NO_COLUMN = Words(
    "tidak ada kolom waktu (--column time=KOLOM)", "there is no column of times (--column time=COLUMN)"
)
_ALIKE = Words(" (dan {count} baris lain seperti ini)", " (and {count} more lines like this)")
_NO_EVENTS = Words("{path}: tidak ada kejadian", "{path}: there are no events")


def configure(parser: Parser) -> None:
    parser.add_argument(
        "log",
        metavar="LOG",
        help="log kejadian: CSV, XES (.xes), atau OCEL 2.0 (.jsonocel, .xmlocel) / the event log: CSV, XES (.xes) or OCEL 2.0 (.jsonocel, .xmlocel)",
    )
    parser.add_argument("--against", required=True, metavar="FILE", help="definisi SOP / the definition")
    parser.takes(
        {
            "--column WHAT=COLUMN ...": f"kolom untuk: {', '.join(COLUMNS)} / the column for: {', '.join(COLUMNS)}",
            "--ignore-actors": "jangan nilai siapa yang mengerjakan / do not judge who did it",
            "--ignore-times": "jangan nilai keterlambatan / do not judge lateness",
            "--map FILE": "YAML: arti isi kolom, mis. activity: {Cek: verifikasi} / YAML: what the values of columns mean, such as activity: {Cek: verifikasi}",
            "--time-format FORMAT": 'bentuk waktu, mis. "%%d.%%m.%%y %%H:%%M" / the form of times, such as "%%d.%%m.%%y %%H:%%M"',
            "--running": "kasus boleh belum selesai / cases may still be running",
            "--show N=10": "berapa kasus yang ditampilkan / how many cases are shown",
        }
    )
    parser.add_argument("--format", choices=("text", "json", "jsonl"), default="text", help=FORMAT)


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    pairs: list[tuple[str, str]] = []
    for text in arguments.column:
        what, sign, column = text.partition("=")
        if not sign or what not in COLUMNS:
            raise BadOption(why=_BAD_COLUMN.filled(text=text, known="|".join(COLUMNS)))
        pairs.append((what, column))
    columns = by_name_once("--column", pairs)
    values = load_map(arguments.map) if arguments.map else {}
    sop = Library(plays=False).load(Path(arguments.against)).sop
    flow = Flow(sop)
    calendars = calendars_near(Path(sop.path).parent)
    engine = Engine(calendars=calendars)
    for what, name, hint in Net(flow).unknown(values):
        raise BadOption(why=_NO_TARGET.filled(path=arguments.map, what=what, name=name, hint=hint))
    with Log() as log:
        zone = engine.zone(flow) or UTC
        reading = log.read(
            arguments.log, columns, values=values, zone=zone, time_format=arguments.time_format, sop=str(sop.id)
        )
        for count in reading:
            ticking(NAME, count)
        for bad in log.named:
            more = _ALIKE.within(language, count=bad.others) if bad.others else ""
            warn(f"{arguments.log}:{bad.line}: {bad.why.within(language)}{more}")
        if log.left_out:
            warn(_LEFT_OUT.within(language, count=log.left_out))
        if log.others:
            warn(_others(log).within(language))
        if not log.events:
            raise BadOption(why=_NO_EVENTS.filled(path=arguments.log))
        net = Net(flow, with_actors=not arguments.ignore_actors, with_outcomes="outcome" in log.columns)
        named = dict.fromkeys(row.calendar for row in flow.rows.values() if row.calendar is not None)
        judge = Judge(flow, {one: engine.calendar(one) for one in named}, timed=not arguments.ignore_times)
        conformance = Conformance(net, log.labels, must_end=not arguments.running, judge=judge)
        shown = _report(conformance, counted(log.cases(), NAME), arguments, language, zone)
    summary = conformance.summary
    if arguments.format == "json":
        say_json({**_totals(summary, log), "results": shown.other, "late_cases": shown.late})
    elif arguments.format == "jsonl":
        say_json({"summary": _totals(summary, log)}, indent=None)
    else:
        _print(summary, shown, language)
        for line in _sources(log, judge, zone):
            say(line.within(language))
        for text in legend([sop], shown.told, language):
            say(text)
    if (why := net.budget.why) is not None:
        warn(f"{why.code}: {why.message(language)}")
    return 0 if summary.fitting == summary.cases and not log.left_out else 1


def _others(log: Log) -> Words:
    """The cases of other SOPs, which are none of this one."""
    listed = ", ".join(f"{sop} ({count})" for sop, count in [*log.others.items()][:_SOPS])
    more = ", …" if len(log.others) > _SOPS else ""
    return _OTHERS.filled(count=sum(log.others.values()), sops=listed + more)


def _sources(log: Log, judge: Judge, zone: tzinfo) -> Iterator[Words]:
    """Whose times and people were read."""
    if log.parts:
        yield _PARTS.filled(count=log.parts)
    parts = (_FROM.filled(what=_WHAT[what], column=column) for what, column in log.columns.items())
    yield _READ.filled(columns=joined(parts, "; "))
    if "time" not in log.columns or not judge.timed:
        yield _NO_TIMES.filled(why=_ASKED if "time" in log.columns else _NO_COLUMN)
    else:
        name = datetime.now(zone).tzname() or str(zone)
        calendars = ", ".join(f'"{one}"' for one in judge.calendars)
        yield _ZONE.filled(zone=name, calendars=calendars or _NO_CALENDAR)
    if judge.has_eyes and "person" not in log.columns:
        yield _NO_PEOPLE


class _Shown(NamedTuple):
    """The first cases that do not fit, and the first that fit and were late."""

    other: list[dict[str, object]]
    late: list[dict[str, object]]
    told: list[str]
    """The lines that name rows by their ids."""


def _report(
    conformance: Conformance, cases: Any, arguments: Namespace, language: Language, zone: tzinfo
) -> _Shown:
    """Go through the cases; the first of each kind are shown and returned, every one is written as JSON Lines."""
    shown = _Shown([], [], [])
    for verdict in conformance.verdicts(cases):
        kind = shown.other if not verdict.fits else shown.late
        if arguments.format == "jsonl":
            say_json(_record(verdict, conformance, language, zone), indent=None)
        elif (not verdict.fits or verdict.late) and len(kind) < arguments.show:
            kind.append(_record(verdict, conformance, language, zone))
            if arguments.format == "text":
                shown.told.extend(_print_case(verdict, conformance, arguments.log, language, zone))
    return shown


def _print_case(
    verdict: Verdict, conformance: Conformance, path: str, language: Language, zone: tzinfo
) -> Iterator[str]:
    say(_CASE.within(language, name=verdict.case.name, fitness=verdict.fitness))
    for one in verdict.alignment.deviations:
        text = text_of(one, verdict, conformance).within(language)
        say(f"  {path}:{line_of(one, verdict.case)}: {text}")
        yield text
    for line, words in beside(verdict, zone):
        text = words.within(language)
        say(f"  {path}:{line}: {text}")
        yield text
    if not verdict.alignment.is_whole:
        say(f"  = {_GIVEN_UP.within(language)}")


def _record(verdict: Verdict, conformance: Conformance, language: Language, zone: tzinfo) -> dict[str, object]:
    return {
        "case": verdict.case.name,
        "events": len(verdict.case.labels),
        "fits": verdict.fits,
        "fitness": round(verdict.fitness, 6),
        "cost": verdict.cost,
        "deviations": [
            {
                "kind": one.kind,
                "row": one.row or None,
                "line": line_of(one, verdict.case),
                "said": said(one, verdict.case, conformance.labels) or None,
                "expected": list(one.expected),
                "message": text_of(one, verdict, conformance).within(language),
            }
            for one in verdict.alignment.deviations
        ],
        "people": [
            {
                "row": one.row,
                "line": verdict.case.lines[one.event],
                "other": one.other,
                "person": one.person,
                "same": one.same,
            }
            for one in verdict.unseen
        ],
        "late": [
            {
                "row": one.row,
                "line": verdict.case.lines[one.event],
                "due": read_in(one.due, zone).isoformat(),
                "at": read_in(one.at, zone).isoformat(),
            }
            for one in verdict.late
        ],
        "aligned": verdict.alignment.is_whole,
    }


def _totals(summary: Summary, log: Log) -> dict[str, object]:
    return {
        "columns": log.columns,
        "left_out": log.left_out,
        "others": log.others,
        "late": summary.late,
        "partial": summary.partial,
        "cases": summary.cases,
        "events": summary.events,
        "fitting": summary.fitting,
        "fitness": round(summary.fitness, 6),
        "deviations": [
            {"kind": kind, "row": row or None, "said": text or None, "count": count}
            for (kind, row, text), count in summary.deviations.most_common(100)
        ],
    }


def _print(summary: Summary, shown: _Shown, language: Language) -> None:
    other = summary.cases - summary.fitting
    if other > len(shown.other):
        say(_MORE.within(language, count=other - len(shown.other)))
    if summary.partial:
        say(_PARTIAL.within(language, count=summary.partial))
    if summary.late:
        say(_LATE_CASES.within(language, count=summary.late))
    if summary.deviations:
        say("\n" + _MOST.within(language))
        for (kind, row, text), count in summary.deviations.most_common(10):
            said = SHORT[kind].within(language, row=row, text=text)
            say(f"  {_TIMES.within(language, count=count)}: {said}")
            shown.told.append(said)
        say()
    say(
        _SUMMARY.within(
            language, cases=summary.cases, events=summary.events, fitting=summary.fitting, other=other,
            fitness=summary.fitness,
        )
    )  # fmt: skip
