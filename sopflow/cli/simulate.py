"""`sopflow simulate`: what if so many cases came, and so many people were there."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.library import Library
from sopflow.language import Language, Words, did_you_mean, number
from sopflow.scenarios.rehearsal import compiled
from sopflow.simulate.loading import load_office
from sopflow.simulate.office import Office, Staff
from sopflow.simulate.simulation import Simulation
from sopflow.tables import fitted, natural, table
from sopflow.time.shelf import calendars_near

from .output import say, say_json, ticking
from .usage import FORMAT, SOP_FILE, BadOption

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sopflow.definition.model import Definition
    from sopflow.flow.flow import Flow
    from sopflow.simulate.result import Simulated

NAME = "simulate"
HELP = "simulasikan banyak kasus: antrean, lama, beban / simulate many cases: queues, lead times, utilisation"

MAX_CASES: Final = 1_000_000
MAX_EXPERIMENTS: Final = 100
_VARY: Final = re.compile(r"([^=\s]+)=(\d{1,5})(?:\.\.(\d{1,5}))?")
_BAD_VARY: Final = Words(
    '--vary "{text}": tulis pelaksana dan jumlah orangnya, misalnya kasi=1..4',
    '--vary "{text}": write an actor and its number of people, such as kasi=1..4',
)
_NO_ACTOR: Final = Words(
    '--vary: SOP ini tidak mempunyai pelaksana "{name}"; {hint}', '--vary: this SOP has no actor "{name}"; {hint}'
)
_MANY: Final = Words(
    "--vary: {count} percobaan, paling banyak {limit}", "--vary: {count} experiments, {limit} at most"
)
_CASES: Final = Words("--cases: dari 1 sampai {limit:,}", "--cases: from 1 to {limit:,}")
_SUMMARY: Final = Words(
    "{title}: {cases} kasus, {events} kejadian; lama rata-rata {mean} ({low} sampai {high}), separuh dalam {p50}, 95 % dalam {p95}; {late} kasus terlambat",
    "{title}: {cases} case(s), {events} event(s); lead time {mean} on average ({low} to {high}), half within {p50}, 95 % within {p95}; {late} case(s) late",
)
_UNFINISHED: Final = Words("{count} kasus tidak selesai", "{count} case(s) did not finish")
_ROWS: Final = {
    "id": ("No", "Langkah", "Kali", "Menunggu", "95 % dalam", "Dikerjakan", "Terlambat"),
    "en": ("No", "Step", "Times", "Waiting", "95 % within", "Working", "Late"),
}
_PEOPLE: Final = {
    "id": ("Pelaksana", "Beban", "Antrean rata-rata", "Terpanjang", "Terlambat"),
    "en": ("Actor", "Utilisation", "Queue, mean", "Longest", "Late"),
}
_COMPARED: Final = {
    "id": ("Rata-rata", "95 % dalam", "Kasus terlambat", "Beban"),
    "en": ("Mean", "95 % within", "Cases late", "Utilisation"),
}


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=SOP_FILE)
    parser.add_argument(
        "--with", dest="office", metavar="OFFICE.yaml",
        help="kedatangan, orang, lama, dan jawaban; tanpa ini: satu kasus sehari, satu orang tiap pelaksana, waktu baku / arrivals, people, durations and answers; default: a case a day, one person for each actor, standard times",
    )  # fmt: skip
    parser.add_argument(
        "--cases", type=int, default=1000, metavar="N", help="banyaknya kasus / the number of cases"
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N",
        help="benih bilangan acak: benih yang sama memberi hasil yang sama / the seed of the random numbers: the same seed gives the same result",
    )  # fmt: skip
    parser.add_argument(
        "--vary", action="append", default=[], metavar="ACTOR=FROM..TO",
        help="coba setiap jumlah orang dalam rentang ini, mis. kasi=1..4 / try each number of people in this range, such as kasi=1..4",
    )  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORMAT)


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    if not 1 <= arguments.cases <= MAX_CASES:
        raise BadOption(why=_CASES.filled(limit=MAX_CASES))
    procedure = Library(plays=False).load(Path(arguments.file))
    flows = compiled(procedure)
    folders = [Path(arguments.file).parent, *([Path(arguments.office).parent] if arguments.office else [])]
    calendars = calendars_near(*folders)
    office = load_office(arguments.office, flows, calendars) if arguments.office else Office()
    varied = _varied(arguments.vary, flows)

    def simulated(one: Office) -> Simulated:
        return Simulation(
            flows, calendars, one, cases=arguments.cases, seed=arguments.seed,
            progress=lambda events: ticking(NAME, events) if events % 20_000 < 10 else None,
        ).run()  # fmt: skip

    if not varied:
        found = simulated(office)
        if arguments.format == "json":
            say_json(found.as_json())
        else:
            for text in _told(found, procedure.sop, language):
                say(text)
        return 0
    tried = [(numbers, simulated(_with(office, numbers))) for numbers in varied]
    if arguments.format == "json":
        say_json({"experiments": [{"varied": numbers, **found.as_json()} for numbers, found in tried]})
    else:
        say(_compared(tried, language))
    return 0


def _varied(texts: Sequence[str], flows: Sequence[Flow]) -> list[dict[str, int]]:
    """How many people there are in each experiment; `BadOption`."""
    actors = list(dict.fromkeys(str(actor) for flow in flows for actor in flow.definition.actors))
    ranges: dict[str, range] = {}
    for text in texts:
        match = _VARY.fullmatch(text)
        first, last = (int(match[2]), int(match[3] or match[2])) if match is not None else (0, 0)
        if match is None or not 1 <= first <= last:
            raise BadOption(why=_BAD_VARY.filled(text=text))
        if match[1] not in actors:
            raise BadOption(why=_NO_ACTOR.filled(name=match[1], hint=did_you_mean(match[1], actors)))
        ranges[match[1]] = range(first, last + 1)
    count = 1
    for one in ranges.values():
        count *= len(one)
    if count > MAX_EXPERIMENTS:
        raise BadOption(why=_MANY.filled(count=count, limit=MAX_EXPERIMENTS))
    return [dict(zip(ranges, numbers, strict=True)) for numbers in product(*ranges.values())] if ranges else []


def _with(office: Office, numbers: Mapping[str, int]) -> Office:
    people = dict(office.people)
    for actor, count in numbers.items():
        people[actor] = people.get(actor, Staff(1))._replace(number=count)
    return office._replace(people=people)


def _told(found: Simulated, sop: Definition, language: Language) -> Iterator[str]:
    lead: dict[str, Any] = found.lead_time.found()
    lengths = {name: _length(lead[name], language) for name in ("mean", "low", "high", "p50", "p95")}
    yield _SUMMARY.within(
        language,
        title=sop.title,
        cases=len(found.lead_time.seconds),
        events=found.events,
        late=found.late_cases,
        **lengths,
    )
    if found.unfinished:
        yield _UNFINISHED.within(language, count=found.unfinished)
    numbers = {str(step.id): (step.number or "-", step.activity) for step in sop.steps}
    rows = []
    for step, row in found.rows.items():
        waiting, working = row.waiting.found(), row.working.found()
        if row.working.seconds:
            rows.append((
                *numbers.get(step, ("-", step)), str(len(row.working.seconds)), _length(waiting["mean"], language),
                _length(waiting["p95"], language), _length(working["mean"], language), str(row.late),
            ))  # fmt: skip
    yield "\n" + _table(_ROWS[language], rows)
    titles = {str(name): actor.title for name, actor in sop.actors.items()}
    people = [
        (
            titles.get(actor, actor), f"{part:.0%}", number(found.queues[actor].mean, language, ".1f"), str(found.queues[actor].longest),
            str(found.late_people.get(actor, 0)),
        )
        for actor, part in found.utilisation.items()
    ]  # fmt: skip
    yield "\n" + _table(_PEOPLE[language], people)


def _compared(tried: Iterable[tuple[Mapping[str, int], Simulated]], language: Language) -> str:
    tried = list(tried)
    rows = []
    for numbers, found in tried:
        lead: dict[str, Any] = found.lead_time.found()
        busy = "; ".join(f"{actor} {found.utilisation.get(actor, 0.0):.0%}" for actor in numbers)
        rows.append((
            *map(str, numbers.values()), _length(lead["mean"], language), _length(lead["p95"], language),
            str(found.late_cases), busy,
        ))  # fmt: skip
    return _table((*tried[0][0], *_COMPARED[language]), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return table(heads, rows, fitted(natural(heads, rows), [4] * len(heads), 140), ruled=False)


def _length(seconds: float, language: Language) -> str:
    """A length as people read it: hours and minutes, or minutes and seconds."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    units = ("jam", "menit", "detik") if language == "id" else ("h", "min", "s")
    if hours:
        return f"{number(hours, language, ',')} {units[0]} {minutes} {units[1]}"
    return f"{minutes} {units[1]} {rest} {units[2]}"
