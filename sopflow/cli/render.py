"""`sopflow render`: the official picture of an SOP, also with a running instance, coverage or measured times in it."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from sopflow import texts
from sopflow.definition.digest import mean_the_same
from sopflow.definition.library import Library
from sopflow.definition.logo import logo_near
from sopflow.definition.model import Definition
from sopflow.engine.directory import names_in
from sopflow.engine.measuring import measured
from sopflow.language import Words
from sopflow.render import FORMATS, format_of, render, titles_of
from sopflow.render.overlay import NOTHING, Overlay
from sopflow.render.overlays import coverage_overlay, instance_overlay, measures_overlay
from sopflow.render.page import PAPERS
from sopflow.render.rendering import DERIVED
from sopflow.scenarios.suite import Suite

from . import database
from .meant import instance_meant
from .output import counted, warn, write
from .usage import OVERWRITE, SOP_FILE, BadOption, Parser, require_new

NAME = "render"
HELP = "gambar tabel resminya: HTML, SVG, PDF, PNG, DOCX, Mermaid, DOT / draw the official table: HTML, SVG, PDF, PNG, DOCX, Mermaid, DOT"

_NO_FILE = Words("sebutkan berkas SOP-nya, atau --instance", "name the file of the SOP, or --instance")
_EXPORTED = Words(
    "{path}: sopflow render menggambar; berkas {ending} ditulis oleh sopflow export, dengan -o yang sama",
    "{path}: sopflow render draws; a {ending} file is written by sopflow export, with the same -o",
)
_NONE = Words("belum ada proses SOP {sop} di basis data itu", "there are no instances of {sop} in that database")


def configure(parser: Parser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help=SOP_FILE)
    parser.takes({"-o --output OUT": ", ".join(f".{name}" for name in FORMATS)}, required=True)
    parser.add_argument(
        "--paper",
        choices=tuple(PAPERS),
        default="a4",
        help="ukuran kertas, melintang / the size of the paper, landscape",
    )
    parser.add_argument("--page", type=int, metavar="N", help="hanya halaman ini / only this page")
    parser.add_argument(
        "--no-identity", action="store_true", help="tanpa halaman identitas / without the identity page"
    )
    parser.add_argument("--endless", action="store_true", help="satu halaman panjang / one long page")
    parser.add_argument("--force", action="store_true", help=OVERWRITE)
    drawn_in = parser.add_mutually_exclusive_group()
    drawn_in.add_argument("--instance", metavar="ID", help="dengan satu proses di --db / with an instance in --db")
    drawn_in.add_argument(
        "--covered", action="store_true", help="dengan cakupan skenarionya / with the coverage of its scenarios"
    )
    drawn_in.add_argument(
        "--measured", action="store_true", help="dengan waktu terukur di --db / with the times measured in --db"
    )
    database.configure(parser, formats=(), reads=True)


def execute(arguments: Namespace) -> int:
    output = Path(arguments.output)
    ending = output.suffix.lower()
    if ending in _exported():
        raise BadOption(why=_EXPORTED.filled(path=output, ending=ending))
    form = format_of(output)
    require_new(arguments, output)
    if arguments.file is None and arguments.instance is None:
        raise BadOption(why=_NO_FILE)
    if arguments.instance is not None:
        sop, overlay, titles = _instance(arguments)
        logo = None
    else:
        library, file = Library(plays=False), Path(arguments.file)
        sop, overlay = library.load(file).sop, NOTHING
        titles = titles_of(sop, lambda name: library.known(file.parent).get(name))
        logo = logo_near(sop, file.parent) if form not in DERIVED and not arguments.no_identity else None
        if arguments.covered:
            overlay = _covered(sop, arguments)
        elif arguments.measured:
            found = _measured(sop, arguments)
            if found is None:
                warn(_NONE.within(arguments.lang, sop=sop.id))
                return 1
            overlay = found
    made = render(
        sop, form, language=arguments.lang, paper=arguments.paper, overlay=overlay, identity=not arguments.no_identity,
        endless=arguments.endless, page=arguments.page, titles=titles, logo=logo,
        source=texts.read(arguments.file) if arguments.file else None,
    )  # fmt: skip
    write(output, made, arguments.lang)
    return 0


def _instance(arguments: Namespace) -> tuple[Definition, Overlay, dict[str, str]]:
    engine = database.engine_on(arguments)
    run = engine.instance(instance_meant(engine.store, arguments.instance))
    flow = engine.flow(run.sop, run.version)
    overlay = instance_overlay(
        flow, run, engine.history(run.id), arguments.lang, now=datetime.now(UTC), zone=engine.zone(flow),
        people=names_in(engine.directory),
    )  # fmt: skip
    return flow.definition, overlay, titles_of(flow.definition, lambda name: engine.flow(name).definition)


def _covered(sop: Definition, arguments: Namespace) -> Overlay:
    suite = Suite([Path(arguments.file)])
    for _ in suite.play():
        pass
    return coverage_overlay(suite.coverage_of(sop), arguments.lang)


def _measured(sop: Definition, arguments: Namespace) -> Overlay | None:
    engine = database.engine_on(arguments)
    runs = counted((run for run in engine.instances() if run.sop == sop.id), NAME, every=1000)
    for measure in measured(runs, engine.history, engine.flow, engine.calendar):
        if measure.instances and mean_the_same(measure.flow.definition, sop):
            return measures_overlay(measure, arguments.lang)
    return None


def _exported() -> frozenset[str]:
    """What only `sopflow export` writes."""
    from .export import ENDINGS

    return frozenset(ENDINGS) - {f".{name}" for name in FORMATS}
