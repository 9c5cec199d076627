"""`sopflow conform`: check an event log (CSV) for conformance with an SOP."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sopflow.budget import ALIGNING, Spent
from sopflow.conformance.conform import Conformance, said
from sopflow.conformance.log import COLUMNS, Log
from sopflow.conformance.net import Net
from sopflow.definition.library import Library
from sopflow.flow.flow import Flow
from sopflow.language import Language, Words

from .output import counted, say, ticking

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sopflow.conformance.alignment import Deviation
    from sopflow.conformance.conform import Summary, Verdict
    from sopflow.conformance.log import Case, Label

NAME = "conform"
HELP = "periksa kesesuaian log dengan SOP / check an event log for conformance"

_SUMMARY = Words(
    "{cases} kasus, {events} kejadian: {fitting} sesuai SOP, {other} tidak; kesesuaian {fitness}",
    "{cases} case(s), {events} events: {fitting} fit the SOP, {other} do not; fitness {fitness}",
)
_CASE = Words("kasus {name}: kesesuaian {fitness}", "case {name}: fitness {fitness}")
_SKIPPED = Words("terlewati: {row}", "skipped: {row}")
_EXTRA = Words('"{text}" tidak pada tempatnya; yang terbuka: {open}', '"{text}" is out of place; open: {open}')
_STRANGE = Words(
    '"{text}" bukan langkah SOP ini; yang terbuka: {open}', '"{text}" is not a step of this SOP; open: {open}'
)
_ACTOR = Words('{row} dikerjakan "{text}"; yang boleh: {open}', '{row} was done by "{text}"; who may: {open}')
_UNFINISHED = Words("tidak sampai akhir; yang terbuka: {open}", "does not reach an end; open: {open}")
_GIVEN_UP = Words(
    "terlalu banyak kemungkinan: tidak dicari lebih jauh dari ini",
    "too many possibilities: not searched further than this",
)
_MORE = Words(
    "... dan {count} kasus lain yang tidak sesuai (--show N)",
    "... and {count} other cases that do not fit (--show N)",
)
_MOST = Words("penyimpangan tersering:", "the most frequent deviations:")
_TIMES = Words("{count} kali", "{count} times")
_WRONG = Words('{row} dikerjakan "{text}"', '{row} was done by "{text}"')
_OUT = Words('"{text}" tidak pada tempatnya', '"{text}" is out of place')
_UNFINISHED_SHORT = Words("tidak sampai akhir", "does not reach an end")
_BAD_COLUMN = Words('--column "{text}": tulis {known}=KOLOM', '--column "{text}": write {known}=COLUMN')
_NO_EVENTS = Words("{path}: tidak ada kejadian", "{path}: there are no events")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("log", metavar="LOG.csv")
    parser.add_argument("--against", required=True, metavar="FILE", help="definisi SOP / the definition")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="WHAT=COLUMN",
        help=f"kolom untuk / the column for: {', '.join(COLUMNS)}",
    )
    parser.add_argument(
        "--ignore-actors",
        action="store_true",
        help="jangan nilai siapa yang mengerjakan / do not judge who did it",
    )
    parser.add_argument(
        "--running", action="store_true", help="kasus boleh belum selesai / cases may still be running"
    )
    parser.add_argument(
        "--show",
        type=int,
        default=10,
        metavar="N",
        help="berapa kasus yang ditampilkan / how many cases are shown",
    )
    parser.add_argument("--format", choices=("text", "json", "jsonl"), default="text")


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    columns: dict[str, str] = {}
    for text in arguments.column:
        what, sign, column = text.partition("=")
        if not sign or what not in COLUMNS:
            say(_BAD_COLUMN.within(language, text=text, known="|".join(COLUMNS)), file=sys.stderr)
            return 2
        columns[what] = column
    net = Net(
        Flow(Library(plays=False).load(Path(arguments.against)).sop), with_actors=not arguments.ignore_actors
    )
    with Log() as log:
        for count in log.read(arguments.log, columns):
            ticking(NAME, count)
        if not log.events:
            say(_NO_EVENTS.within(language, path=arguments.log), file=sys.stderr)
            return 2
        conformance = Conformance(net, log.labels, must_end=not arguments.running)
        shown = _report(conformance, counted(log.cases(), NAME), arguments, language)
    summary = conformance.summary
    if arguments.format == "json":
        say(json.dumps({**_totals(summary), "results": shown}, ensure_ascii=False, indent=2))
    elif arguments.format == "jsonl":
        say(json.dumps({"summary": _totals(summary)}, ensure_ascii=False))
    else:
        _print(summary, len(shown), language)
    if conformance.budget.is_spent:
        say(f"{Spent.code}: {Spent(limit=ALIGNING).message(language)}", file=sys.stderr)
    return 0 if summary.fitting == summary.cases else 1


def _report(
    conformance: Conformance, cases: Any, arguments: Namespace, language: Language
) -> list[dict[str, object]]:
    """Go through the cases; the first that do not fit are shown or returned, every one is written as JSON Lines."""
    shown: list[dict[str, object]] = []
    for verdict in conformance.verdicts(cases):
        if arguments.format == "jsonl":
            say(json.dumps(_record(verdict, conformance, language), ensure_ascii=False))
        elif not verdict.fits and len(shown) < arguments.show:
            record = _record(verdict, conformance, language)
            shown.append(record)
            if arguments.format == "text":
                say(_CASE.within(language, name=verdict.case.name, fitness=f"{verdict.fitness:.3f}"))
                for one in verdict.alignment.deviations:
                    text = _text(one, verdict.case, conformance).within(language)
                    say(f"  {arguments.log}:{_line(one, verdict.case)}: {text}")
                if not verdict.alignment.is_whole:
                    say(f"  = {_GIVEN_UP.within(language)}")
    return shown


def _line(deviation: Deviation, case: Case) -> int:
    """The line of the log at which a deviation shows: of a skipped row, that of the event after it."""
    return case.lines[min(deviation.event, len(case.lines) - 1)]


def _text(deviation: Deviation, case: Case, conformance: Conformance) -> Words:
    labels: list[Label] = conformance.labels
    text = said(deviation, case, labels)
    if deviation.kind == "skipped":
        return _SKIPPED.filled(row=deviation.row)
    if deviation.kind == "actor":
        return _ACTOR.filled(row=deviation.row, text=text, open=deviation.expected)
    if deviation.kind == "unfinished":
        return _UNFINISHED.filled(open=deviation.expected)
    words = _EXTRA if conformance.net.means(labels[case.labels[deviation.event]]).rows else _STRANGE
    return words.filled(text=text, open=deviation.expected)


def _record(verdict: Verdict, conformance: Conformance, language: Language) -> dict[str, object]:
    return {
        "case": verdict.case.name,
        "events": len(verdict.case.labels),
        "fits": verdict.fits,
        "fitness": round(verdict.fitness, 6),
        "cost": verdict.alignment.cost,
        "deviations": [
            {
                "kind": one.kind,
                "row": one.row or None,
                "line": _line(one, verdict.case),
                "said": said(one, verdict.case, conformance.labels) or None,
                "expected": list(one.expected),
                "message": _text(one, verdict.case, conformance).within(language),
            }
            for one in verdict.alignment.deviations
        ],
        "aligned": verdict.alignment.is_whole,
    }


def _totals(summary: Summary) -> dict[str, object]:
    return {
        "cases": summary.cases,
        "events": summary.events,
        "fitting": summary.fitting,
        "fitness": round(summary.fitness, 6),
        "deviations": [
            {"kind": kind, "row": row or None, "said": text or None, "count": count}
            for (kind, row, text), count in summary.deviations.most_common(100)
        ],
    }


def _print(summary: Summary, shown: int, language: Language) -> None:
    other = summary.cases - summary.fitting
    if other > shown:
        say(_MORE.within(language, count=other - shown))
    if summary.deviations:
        say("\n" + _MOST.within(language))
        for (kind, row, text), count in summary.deviations.most_common(10):
            words = {"skipped": _SKIPPED, "actor": _WRONG, "extra": _OUT, "unfinished": _UNFINISHED_SHORT}[kind]
            say(f"  {_TIMES.within(language, count=count)}: {words.within(language, row=row, text=text)}")
        say()
    say(
        _SUMMARY.within(
            language, cases=summary.cases, events=summary.events, fitting=summary.fitting, other=other,
            fitness=f"{summary.fitness:.3f}",
        )
    )  # fmt: skip
