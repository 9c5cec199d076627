"""`sopflow check`: what is wrong with SOP files, and where."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from sopflow import any_kind
from sopflow.definition import kinds
from sopflow.definition.files import project_files
from sopflow.definition.kinds import BESIDE, kind_of
from sopflow.definition.library import Library
from sopflow.definition.loading import Checked
from sopflow.diagnostics import Diagnostic, Severity
from sopflow.language import Language, Words
from sopflow.review.checking import check_all
from sopflow.review.plugins import own_checks
from sopflow.texts import by_name

from . import selecting
from .mending import mend_files
from .output import progress, say, say_json
from .sarif import sarif
from .usage import FORMAT, NotThere, Parser

Result: TypeAlias = "Checked | any_kind.CheckedBeside"

NAME = "check"
HELP = (
    "periksa berkas SOP, skenario, kalender, direktori, glosarium, dan kantor"
    " / check SOP, scenario, calendar, directory, glossary and office files"
)

_SUMMARY = Words(
    "{files} berkas diperiksa: {errors} kesalahan, {warnings} peringatan, {notes} catatan, {accepted} diterima",
    "{files} file(s) checked: {errors} error(s), {warnings} warning(s), {notes} note(s), {accepted} accepted",
)
_NO_FILES = Words("tidak ada berkas .yaml di {paths}", "there is no .yaml file in {paths}")
_QUIETED = Words(" (catatan: --notes)", " (notes: --notes)")


def configure(parser: Parser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="berkas atau map / files or folders")
    parser.takes(
        {
            "--publish": "periksa juga halaman identitas / check the identity page too",
            "--fix": "perbaiki yang aman; perbedaannya ditampilkan dahulu / fix what is safe to fix; the changes are shown first",
            "--yes": "dengan --fix: tanpa bertanya / with --fix: without asking",
        }
    )
    selecting.configure(parser)
    reporting(parser)


def reporting(parser: Parser) -> None:
    """The options for how findings are printed."""
    parser.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help=FORMAT)
    parser.add_argument("--notes", action="store_true", help="tampilkan juga catatan / show notes too")


def execute(arguments: Namespace) -> int:
    files = files_of(arguments.paths)
    if not files:
        raise NotThere(why=_NO_FILES.filled(paths=", ".join(arguments.paths)))
    if arguments.fix:
        mend_files([f for f in files if kind_of(f) == "sop"], arguments)
    own_checks()
    chosen = selecting.selection(arguments, Path(arguments.paths[0]))
    results = _results(files, publish=arguments.publish)
    shown = (replace(one, findings=tuple(filter(chosen.shows, one.findings))) for one in results)
    return report(files, shown, arguments)


def report(files: list[Path], checked: Iterable[Result], arguments: Namespace) -> int:
    """Print the findings of files as they come, in the form that the options want; the exit code."""
    language: Language = arguments.lang
    results: list[Result] = []
    for _, result in zip(progress([str(f) for f in files], NAME), checked, strict=True):
        results.append(result)
        for found in result.findings:
            if arguments.format == "text" and (arguments.notes or found.fails):
                say(found.text(result.lines, language))
            elif arguments.format == "github":
                say(_github(found, language))
    findings = [found for result in results for found in result.findings]
    if arguments.format == "json":
        records = [_json(found, language) for found in findings]
        say_json({"files": len(results), "findings": records})
    elif arguments.format == "sarif":
        say_json(sarif(findings, language))
    elif arguments.format == "text":
        say(_summary(len(results), findings, language, notes=arguments.notes))
    return 1 if any(found.fails for found in findings) else 0


def files_of(paths: list[str]) -> list[Path]:
    """The files that paths name: a file itself, a folder's definitions and scenarios; and the folders that cannot be
    seen into, so that each is told."""
    found: dict[Path, None] = {}
    for path in map(by_name, paths):
        files = [path]
        if os.path.isdir(path):  # noqa: PTH112 (is_dir raises below a closed folder)
            files = [f for kind in ("sop", *BESIDE) for f in kinds.files_of(kind, path)] + kinds.unlisted(path)
        found.update(dict.fromkeys(files))
    return list(found)


def _results(files: list[Path], *, publish: bool) -> Iterator[Result]:
    """The definitions first, then what stands beside them."""
    yield from check_all([f for f in files if kind_of(f) == "sop"], publish=publish)
    library = Library(files=project_files(files))
    for kind in BESIDE:
        yield from (any_kind.check(file, library) for file in files if kind_of(file) == kind)


def _summary(files: int, findings: list[Diagnostic], language: Language, *, notes: bool) -> str:
    open_findings = [f for f in findings if f.accepted is None]
    counts = {s: sum(f.severity is s for f in open_findings) for s in Severity}
    text = _SUMMARY.within(
        language,
        files=files,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.INFO],
        accepted=len(findings) - len(open_findings),
    )
    return text + ("" if notes or not counts[Severity.INFO] else _QUIETED.within(language))


def _json(found: Diagnostic, language: Language) -> dict[str, object]:
    record: dict[str, object] = {
        "code": found.code,
        "severity": str(found.severity),
        "file": found.file,
        "line": found.span.line,
        "column": found.span.column,
        "message": found.message(language),
        "hint": found.hint(language),
    }
    return record | ({"accepted": found.accepted} if found.accepted is not None else {})


def _github(found: Diagnostic, language: Language) -> str:
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}[found.severity]
    if found.accepted is not None:
        level = "notice"
    hint = found.hint(language)
    message = found.message(language) + (f" ({hint})" if hint else "")
    place = f"file={_escaped(found.file, property=True)},line={found.span.line},col={found.span.column}"
    return f"::{level} {place},title={found.code}::{_escaped(message)}"


def _escaped(text: str, *, property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property else text
