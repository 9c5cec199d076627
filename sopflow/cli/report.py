"""`sopflow report`: how long rows take, how often they are late, how often they come back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sopflow.engine.engine import Engine
from sopflow.engine.evaluating import Evaluation, evaluated
from sopflow.engine.measuring import Measure, RowMeasure, Times, measured
from sopflow.engine.naming import Naming
from sopflow.files import write_whole
from sopflow.language import Language, Words
from sopflow.paper.formulas import delimited
from sopflow.time.spoken import spoken

from . import database
from .filters import require_known
from .instances import NO_INSTANCES
from .output import WRITTEN, counted, give, json_text, say
from .usage import Parser

NAME = "report"
HELP = "laporan per langkah: lama, keterlambatan, pengembalian / report durations, lateness and rework per step"

_HEADS = {
    "id": ("No", "Langkah", "Kali", "Rata-rata", "Terlama", "Terlambat", "Kembali", "Dilewati", "Jawaban"),
    "en": ("No", "Step", "Times", "Mean", "Longest", "Late", "Sent back", "Skipped", "Outcomes"),
}
_SOP = Words(
    "{title}  ({sop} {version}): {instances} proses, {completed} selesai, {cancelled} dibatalkan",
    "{title}  ({sop} {version}): {instances} instance(s), {completed} completed, {cancelled} cancelled",
)
_WHOLE = Words(
    "lama seluruh proses: rata-rata {mean}, terlama {longest}",
    "whole instances: {mean} on average, {longest} at most",
)
_LATE = Words(", {late} lewat batas waktu keseluruhan", ", {late} past the time limit")
_COLUMNS = (
    "sop", "version", "number", "step", "activity", "count", "mean_seconds", "longest_seconds", "late", "returned", "skipped",
    "outcomes",
)  # fmt: skip


def configure(parser: Parser) -> None:
    parser.add_argument("--sop", metavar="ID", help="hanya SOP ini / only this SOP")
    parser.add_argument("--from", dest="since", metavar="DATE", help="sejak tanggal ini / from this day on")
    parser.add_argument("--to", dest="until", metavar="DATE", help="sampai tanggal ini / through this day")
    parser.add_argument("-o", "--output", metavar="FILE", help="tulis ke berkas / write to a file")
    parser.add_argument(
        "--html", metavar="FILE",
        help="tulis evaluasinya untuk dibaca dan dicetak: menunggu dan dikerjakan, jalan, pengulangan, serah-terima / write the evaluation to read and print: waiting and working, ways, rework, hand-overs",
    )  # fmt: skip
    database.configure(parser, formats=("text", "json", "csv"), reads=True)


def execute(arguments: Namespace) -> None:
    since, until = database.days(arguments.since, arguments.until)
    engine = database.engine_on(arguments)
    require_known(engine, arguments)
    runs = counted((r for r in engine.instances() if arguments.sop in (None, r.sop)), NAME, every=1000)
    found: tuple[Measure, ...]
    if arguments.html is not None:
        evaluations = evaluated(
            runs, engine.history, engine.flow, engine.calendar, engine.zone, since=since, until=until
        )
        found = tuple(one.measure for one in evaluations)
        write_whole(arguments.html, _page(evaluations, engine, arguments))
        if arguments.output is None and arguments.format == "text":
            say(WRITTEN.within(arguments.lang, path=arguments.html))
            return
    else:
        found = measured(runs, engine.history, engine.flow, engine.calendar, since=since, until=until)
    if arguments.format == "json":
        whole = json_text({"sops": [_record(one) for one in found]})
    elif arguments.format == "csv":
        whole = _csv(found)
    else:
        whole = "\n\n".join(_text(one, arguments.lang) for one in found) or NO_INSTANCES.within(arguments.lang)
    give(whole + "\n", arguments.output)


def _page(evaluations: Sequence[Evaluation], engine: Engine, arguments: Namespace) -> bytes:
    from sopflow.render.evaluation_page import evaluation_page

    namings = [Naming(one.measure.flow.definition, engine.directory, arguments.lang) for one in evaluations]
    return evaluation_page(evaluations, namings, arguments.lang, period=(arguments.since, arguments.until))


def _rows(measure: Measure) -> list[tuple[str | None, str, RowMeasure]]:
    """Every row with its number and its activity, also those that were never done."""
    steps = measure.flow.definition.steps
    return [(s.number, s.activity, measure.rows[str(s.id)]) for s in steps if not s.terminator]


def _text(measure: Measure, language: Language) -> str:
    sop = measure.flow.definition
    head = _SOP.within(
        language, title=sop.title, sop=sop.id, version=sop.version, instances=measure.instances,
        completed=measure.statuses.get("completed", 0), cancelled=measure.statuses.get("cancelled", 0),
    )  # fmt: skip
    parts = [head]
    if measure.times.count:
        whole = _WHOLE.within(
            language, mean=_spoken(measure.times.mean, language), longest=_spoken(measure.times.longest, language)
        )
        parts.append(whole + (_LATE.within(language, late=measure.late) if measure.late else ""))
    names = Naming(sop, None, language)
    rows = [
        (
            *names.row(row.step), str(row.times.count), _spoken(row.times.mean, language) if row.times.count else "-",
            _spoken(row.times.longest, language) if row.times.count else "-", _share(row.late, row.times.count), str(row.returned), str(row.skipped),
            ", ".join(f"{names.outcome(row.step, o)}: {n}" for o, n in sorted(row.outcomes.items()))
            if measure.flow.rows[row.step].step.branches and row.outcomes else "-",
        )
        for _, _, row in _rows(measure)
    ]  # fmt: skip
    return "\n".join(parts) + "\n\n" + database.listed(_HEADS[language], rows)


def _spoken(length: timedelta, language: Language) -> str:
    """To the nearest second: a mean is seldom a whole number of them."""
    return spoken(timedelta(seconds=round(length.total_seconds())), language)


def _seconds(times: Times) -> dict[str, float | None]:
    """The mean and the longest; `None` where nothing was done."""
    mean, longest = (times.mean, times.longest) if times.count else (None, None)
    return {
        name: one.total_seconds() if one is not None else None
        for name, one in (("mean_seconds", mean), ("longest_seconds", longest))
    }


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part // whole} %)" if part else "0"


def _record(measure: Measure) -> dict[str, Any]:
    sop = measure.flow.definition
    return {
        "sop": sop.id,
        "version": sop.version,
        "instances": measure.instances,
        "statuses": measure.statuses,
        "ends": measure.ends,
        **_seconds(measure.times),
        "late": measure.late,
        "steps": [
            {
                "number": number,
                "step": row.step,
                "activity": activity,
                "count": row.times.count,
                **_seconds(row.times),
                "late": row.late,
                "returned": row.returned,
                "skipped": row.skipped,
                "outcomes": row.outcomes,
            }
            for number, activity, row in _rows(measure)
        ],
    }


def _csv(found: tuple[Measure, ...]) -> str:
    lines = [delimited(_COLUMNS)]
    for measure in found:
        sop = measure.flow.definition
        for number, activity, row in _rows(measure):
            cells = (
                sop.id, sop.version, number or "-", row.step, activity, row.times.count,
                *("" if one is None else one for one in _seconds(row.times).values()), row.late, row.returned, row.skipped,
                "; ".join(f"{outcome}: {count}" for outcome, count in sorted(row.outcomes.items())),
            )  # fmt: skip
            lines.append(delimited(cells))
    return "\n".join(lines)
