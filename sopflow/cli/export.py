"""`sopflow export`: the official table in a format in which offices exchange it, the document that is signed, a diagram
in BPMN, or its rules in DMN."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sopflow import texts
from sopflow.bpmn.dialects import DIALECTS
from sopflow.bpmn.exporting import ENDING, export_bpmn
from sopflow.bpmn.forms import ENDING as FORM
from sopflow.definition.library import Library
from sopflow.definition.logo import logo_near
from sopflow.dmn.exporting import ENDING as DMN
from sopflow.dmn.exporting import export_dmn
from sopflow.language import Words
from sopflow.render import titles_of
from sopflow.render.exporting import EXPORTED, export
from sopflow.render.naming import row_names
from sopflow.render.page import PAPERS
from sopflow.render.rendering import DOCUMENT

from .output import WRITTEN, say, warn, write
from .usage import OVERWRITE, SOP_FILE, BadOption, require_new

NAME = "export"
HELP = "tulis dokumen Word untuk ditandatangani, tabelnya (CSV, TSV, Markdown, XLSX), diagram BPMN 2.0, atau aturannya sebagai DMN 1.3 / write the Word document that is signed, its table (CSV, TSV, Markdown, XLSX), a BPMN 2.0 diagram, or its rules as DMN 1.3"

ENDINGS = (*EXPORTED, ENDING, DMN)
"""The endings of what it writes."""
_OMITTED = Words(
    "baris {rows} tidak ada di diagramnya: tidak ada panah yang menuju ke sana",
    "row(s) {rows} are not in the diagram: no arrow leads to them",
)
_UNSAID = Words(
    "aturan baris {rows} tidak dapat ditulis untuk mesin ini (hari ini, atau terlalu panjang): isi variabel outcome di sana",
    "the rules of row(s) {rows} cannot be written for this engine (today, or too long): set the variable outcome there",
)
_NO_DIALECT = Words(
    "--dialect hanya untuk berkas {ending}, bukan {path}", "--dialect is for {ending} files only, not for {path}"
)


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=SOP_FILE)
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help=", ".join(ENDINGS))
    parser.add_argument(
        "--paper",
        choices=tuple(PAPERS),
        default="a4",
        help="ukuran kertas, melintang (.docx) / the size of the paper, landscape (.docx)",
    )
    parser.add_argument(
        "--dialect",
        choices=DIALECTS,
        help="untuk mesin mana diagramnya; tanpa ini untuk dilihat orang (.bpmn) / the engine that runs the diagram; default: a "
        "diagram for people (.bpmn)",
    )
    parser.add_argument("--force", action="store_true", help=OVERWRITE)


def execute(arguments: Namespace) -> None:
    output = Path(arguments.output)
    is_diagram = output.suffix.lower() == ENDING
    if arguments.dialect is not None and not is_diagram:
        raise BadOption(why=_NO_DIALECT.filled(ending=ENDING, path=output))
    require_new(arguments, output)
    file = Path(arguments.file)
    library = Library(plays=False)
    sop = library.load(file).sop
    titles = titles_of(sop, lambda name: library.known(file.parent).get(name))
    if output.suffix.lower() == DMN:
        write(output, export_dmn(sop, language=arguments.lang), arguments.lang)
        return
    if is_diagram:
        made = export_bpmn(sop, texts.read(arguments.file), dialect=arguments.dialect or "plain")
        forms = {output.with_suffix(f".{row}{FORM}"): content for row, content in made.forms}
        require_new(arguments, next((path for path in forms if path.exists()), None))
        for path, content in {output: made.content, **forms}.items():
            write(path, content, arguments.lang)
        names = row_names(sop)
        for said, rows in ((_OMITTED, made.omitted), (_UNSAID, made.unsaid)):
            if rows:
                warn(said.within(arguments.lang, rows=", ".join(names[row] for row in rows)))
        return
    logo = logo_near(sop, file.parent) if output.suffix.lower() == f".{DOCUMENT}" else None
    export(sop, texts.read(arguments.file), output, paper=arguments.paper, titles=titles, logo=logo)
    say(WRITTEN.within(arguments.lang, path=output))
