"""`sopflow export`: the official table in a format in which offices exchange it, or the document that is signed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow import texts
from sopflow.definition.library import Library
from sopflow.definition.logo import logo_near
from sopflow.language import Words
from sopflow.render import titles_of
from sopflow.render.exporting import EXPORTED, export
from sopflow.render.page import PAPERS
from sopflow.render.rendering import DOCUMENT

from .output import say
from .usage import SOP_FILE

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

NAME = "export"
HELP = "tulis dokumen Word untuk ditandatangani, atau tabelnya: CSV, TSV, Markdown, XLSX / write the Word document that is signed, or its table: CSV, TSV, Markdown, XLSX"

_WRITTEN = Words("{path} ditulis", "{path} was written")
_EXISTS = Words(
    "{path} sudah ada; pilih nama lain, atau --force", "{path} already exists; use another name, or --force"
)


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=SOP_FILE)
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help=", ".join(EXPORTED))
    parser.add_argument(
        "--paper",
        choices=tuple(PAPERS),
        default="a4",
        help="ukuran kertas, melintang (.docx) / the size of the paper, landscape (.docx)",
    )
    parser.add_argument(
        "--force", action="store_true", help="timpa berkas yang ada / overwrite a file that is there"
    )


def execute(arguments: Namespace) -> int:
    output = Path(arguments.output)
    if output.exists() and not arguments.force:
        say(_EXISTS.within(arguments.lang, path=output), file=sys.stderr)
        return 2
    file = Path(arguments.file)
    library = Library(plays=False)
    sop = library.load(file).sop
    titles = titles_of(sop, lambda name: library.known(file.parent).get(name))
    logo = logo_near(sop, file.parent) if output.suffix.lower() == f".{DOCUMENT}" else None
    export(sop, texts.read(arguments.file), output, paper=arguments.paper, titles=titles, logo=logo)
    say(_WRITTEN.within(arguments.lang, path=output))
    return 0
