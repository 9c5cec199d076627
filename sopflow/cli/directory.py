"""`sopflow directory check`: what is wrong with a directory of people, also beside the SOPs that it serves."""

from __future__ import annotations

from argparse import SUPPRESS, Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sopflow.definition.library import Library
from sopflow.definition.loading import definition_files
from sopflow.definition.model import Definition
from sopflow.diagnostics import Span, in_order
from sopflow.people.checks import coverage
from sopflow.people.loading import CheckedDirectory, check, directory_files

from .check import report, reporting
from .usage import LANG, Parser

NAME = "directory"
HELP = "periksa direktori pejabat / check a directory of people"


def configure(parser: Parser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    act = actions.add_parser("check", help=HELP)
    act.add_argument("--lang", choices=("id", "en"), default=SUPPRESS, help=LANG)
    act.add_argument("paths", nargs="+", metavar="PATH", help="berkas atau map / files or folders")
    act.add_argument(
        "--sop", action="append", default=[], metavar="PATH",
        help="periksa apakah setiap pelaksana SOP ini punya jabatan / check that each actor of these SOPs has a position",
    )  # fmt: skip
    reporting(act)


def execute(arguments: Namespace) -> int:
    files = [
        file
        for path in map(Path, arguments.paths)
        for file in (directory_files(path) if path.is_dir() else [path])
    ]
    library = Library(plays=False)
    paths = [f for path in map(Path, arguments.sop) for f in (definition_files(path) if path.is_dir() else [path])]
    sops = [library.load(path).sop for path in paths]
    return report(files, (_beside(check(file), sops) for file in files), arguments)


def _beside(checked: CheckedDirectory, sops: Iterable[Definition]) -> CheckedDirectory:
    """The same file, with what it lacks for some SOPs."""
    if checked.value is None:
        return checked
    line = next((at for at, text in enumerate(checked.lines, start=1) if text.startswith("positions")), 1)
    span = Span(line, 1, line, 10)
    lacking = [replace(d, file=checked.path) for sop in sops for d in coverage(checked.value, sop, span)]
    return replace(checked, findings=in_order([*checked.findings, *lacking]))
