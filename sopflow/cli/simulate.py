"""`sopflow simulate`: what if so many cases came, and so many people were there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopflow.app.stores import historical
from sopflow.definition.library import Library
from sopflow.engine.engine import Engine
from sopflow.files import write_whole
from sopflow.language import Language, Words, did_you_mean
from sopflow.scenarios.rehearsal import compiled
from sopflow.simulate.loading import load_office
from sopflow.simulate.measuring import NothingMeasured, laid_over, measured_office
from sopflow.simulate.office import Office, Staff
from sopflow.simulate.simulation import Simulation
from sopflow.simulate.sources import is_log, of_log, of_store
from sopflow.simulate.telling import compared, summary, tables
from sopflow.time.shelf import calendars_near

from . import database
from .output import counted, json_text, say, say_json, ticking, warn
from .usage import FORMAT, SOP_FILE, BadOption, Parser

if TYPE_CHECKING:
    from argparse import Namespace

    from sopflow.flow.flow import Flow
    from sopflow.simulate.result import Simulated
    from sopflow.time import Calendar

NAME = "simulate"
HELP = "simulasikan banyak kasus: antrean, lama, beban / simulate many cases: queues, lead times, utilisation"

MAX_CASES: Final = 1_000_000
MAX_EXPERIMENTS: Final = 100
_VARY: Final = re.compile(r"([^=\s]+)=([0-9]{1,5})(?:\.\.([0-9]{1,5}))?")
_BAD_VARY: Final = Words(
    '--vary "{text}": tulis pelaksana dan jumlah orangnya, mulai dari 1, misalnya {actor}=1..4',
    '--vary "{text}": write an actor and its number of people, from 1, such as {actor}=1..4',
)
_NO_ACTOR: Final = Words(
    '--vary: SOP ini tidak mempunyai pelaksana "{name}"; {hint}', '--vary: this SOP has no actor "{name}"; {hint}'
)
_MANY: Final = Words(
    "--vary: {count} percobaan, paling banyak {limit}", "--vary: {count} experiments, {limit} at most"
)
_CASES: Final = Words("--cases: dari 1 sampai {limit:,}", "--cases: from 1 to {limit:,}")
_MEASURED: Final = Words(
    "diukur dari {cases} kasus dalam {path}: lama {rows} langkah, jawaban {answers} langkah, {fields} isian",
    "measured over {cases} case(s) in {path}: durations of {rows} row(s), answers of {answers} row(s), {fields} field(s)",
)
_ENDING: Final = Words(
    '-o "{path}": bentuk hasil dikenal dari akhir nama berkas: .html atau .json',
    '-o "{path}": the ending says the format: .html or .json',
)


def configure(parser: Parser) -> None:
    parser.add_argument("file", metavar="FILE", help=SOP_FILE)
    parser.add_argument(
        "--with", dest="office", metavar="OFFICE.yaml",
        help="kedatangan, orang, lama, dan jawaban; tanpa ini: satu kasus sehari, satu orang tiap pelaksana, waktu baku / arrivals, people, durations and answers; default: a case a day, one person for each actor, standard times",
    )  # fmt: skip
    parser.add_argument(
        "--measured-from", dest="measured", metavar="DB|LOG",
        help="ukur kedatangan, lama, jawaban, dan isian dari basis data, atau dari log (.xes, .jsonocel, .xmlocel, .csv); yang ditulis di --with didahulukan / measure arrivals, durations, answers and fields in a database, or in a log (.xes, .jsonocel, .xmlocel, .csv); the file of --with takes precedence",
    )  # fmt: skip
    parser.set_defaults(migrate=False)
    parser.takes(
        {
            "--cases N=1000": "banyaknya kasus / the number of cases",
            "--seed N=1": "benih bilangan acak: benih yang sama memberi hasil yang sama / the seed of the random numbers: the same seed gives the same result",
            "--vary ACTOR=FROM..TO ...": "coba setiap jumlah orang dalam rentang ini, mis. kasi=1..4 / try each number of people in this range, such as kasi=1..4",
            "-o --output OUT": "tulis juga ke berkas: .html dengan grafik dan tabel resmi, atau .json / also write to a file: .html with charts and the official table, or .json",
        }
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORMAT)


def execute(arguments: Namespace) -> None:
    language: Language = arguments.lang
    if not 1 <= arguments.cases <= MAX_CASES:
        raise BadOption(why=_CASES.filled(limit=MAX_CASES))
    if arguments.output is not None:
        _ending(arguments)
    procedure = Library(plays=False).load(Path(arguments.file))
    flows = compiled(procedure)
    folders = [Path(arguments.file).parent, *([Path(arguments.office).parent] if arguments.office else [])]
    calendars = calendars_near(*folders)
    office = load_office(arguments.office, flows, calendars) if arguments.office else Office()
    if arguments.measured is not None:
        office = laid_over(office, _measured(arguments, flows, calendars))
    varied = _varied(arguments.vary, flows)

    def simulated(one: Office) -> Simulated:
        return Simulation(
            flows, calendars, one, cases=arguments.cases, seed=arguments.seed,
            progress=lambda events: ticking(NAME, events) if events % 20_000 < 10 else None,
        ).run()  # fmt: skip

    sop, seed = procedure.sop, arguments.seed
    if not varied:
        found = simulated(office)
        texts = [
            *summary(found, flows, language),
            *("\n" + database.listed(*one) for one in tables(found, flows, language)),
        ]
        _give(
            arguments, texts, found.as_json(), lambda: _page().simulation_page(found, flows, language, seed=seed)
        )
        return
    tried = [(numbers, simulated(_with(office, numbers))) for numbers in varied]
    record = {"experiments": [{"varied": numbers, **found.as_json()} for numbers, found in tried]}
    texts = [database.listed(*compared(tried, sop, language))]
    _give(arguments, texts, record, lambda: _page().experiments_page(tried, sop, language, seed=seed))


def _page() -> Any:
    """What draws pages, which takes a while to load."""
    from sopflow.render import simulation_page

    return simulation_page


def _give(arguments: Namespace, texts: Sequence[str], record: dict[str, Any], page: Callable[[], bytes]) -> None:
    """Say what was found, or write it to the file that was asked for."""
    if arguments.output is not None:
        content = page() if _ending(arguments) == ".html" else json_text(record) + "\n"
        write_whole(arguments.output, content)
    if arguments.format == "json":
        say_json(record)
        return
    for text in texts:
        say(text)


def _ending(arguments: Namespace) -> str:
    ending = Path(arguments.output).suffix.lower()
    if ending not in (".html", ".json"):
        raise BadOption(why=_ENDING.filled(path=arguments.output))
    return ending


def _measured(arguments: Namespace, flows: Sequence[Flow], calendars: Mapping[str, Calendar]) -> Office:
    """What was measured, which is told; `NothingMeasured`."""
    path = arguments.measured
    engine = Engine(calendars=calendars)
    if is_log(path):
        done, starts = of_log(path, flows[-1], engine.zone(flows[-1]))
    else:
        arguments.db = path
        store = database.opened(arguments)
        past = Engine(store, calendars=calendars)
        histories = counted(historical(store).histories(), NAME, every=1000)
        done, starts = of_store(histories, past.flow, {str(flow.definition.id): flow for flow in flows})
    found = measured_office(done, starts, flows, engine.calendar)
    if not (found.durations or found.answers or found.arrivals):
        raise NothingMeasured(path=path)
    counts = {
        "cases": len(starts),
        "rows": len(found.durations),
        "answers": len(found.answers),
        "fields": len(found.fields),
    }
    warn(_MEASURED.within(arguments.lang, path=path, **counts))
    return found


def _varied(texts: Sequence[str], flows: Sequence[Flow]) -> list[dict[str, int]]:
    """How many people there are in each experiment; `BadOption`."""
    actors = list(dict.fromkeys(str(actor) for flow in flows for actor in flow.definition.actors))
    office = [str(name) for flow in flows for name, actor in flow.definition.actors.items() if not actor.external]
    ranges: dict[str, range] = {}
    for text in texts:
        match = _VARY.fullmatch(text)
        first, last = (int(match[2]), int(match[3] or match[2])) if match is not None else (0, 0)
        if match is None or not 1 <= first <= last:
            raise BadOption(why=_BAD_VARY.filled(text=text, actor=(office or actors)[0]))
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
