"""Loading and checking: from a file to a `Definition`, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Final

from sopflow.diagnostics import Diagnostic, Severity, error, in_order
from sopflow.errors import DefinitionError

from . import schema
from .breaches import UNEXPECTED
from .build import build
from .calendars import names_near
from .checks import CHECKS, Subject
from .checks.steps import told_once
from .digest import digest
from .files import ANY, Files
from .kinds import files_of
from .model import Definition
from .reading import compose, decode, without_consequences
from .unread import without_what_follows

DUPLICATE_SOP = error(
    "SOP223",
    "duplicate-sop",
    id='SOP "{name}" versi {version} sudah ada di {file}',
    en='the SOP "{name}" version {version} already stands in {file}',
)
MORE = error(
    "SOP099",
    "more",
    id="lebih dari {limit} temuan sejenis; sisanya tidak ditampilkan",
    en="more than {limit} findings of one kind; the rest is not shown",
)
MAX_FINDINGS: Final = 200
"""Findings of one check in one file."""
_UNKNOWN_NAMES: Final = frozenset({"SOP201", "SOP202", "SOP203"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with its findings; `definition` is `None` if there is an error."""

    path: str
    lines: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    definition: Definition | None


def load(path: str | PathLike[str], *, others: Mapping[str, Definition] | None = None) -> Definition:
    """Load one SOP; `others` are the SOPs that it may call, checked only if given.

    Raises `DefinitionError`, which carries every finding, if there is any error.
    """
    return _definition(check(path, others=others))


def loads(text: str, *, name: str = "<text>", others: Mapping[str, Definition] | None = None) -> Definition:
    """Load one SOP from a text; as `load`."""
    return _definition(check_bytes(text.encode("utf-8", "surrogatepass"), name, others=others))


def check(
    path: str | PathLike[str], *, others: Mapping[str, Definition] | None = None, files: Files = ANY,
    calendars: Collection[str] | None = None,
) -> Checked:  # fmt: skip
    """Check one file; never raises for what is in it. `calendars` are those that it may name, checked only if given."""
    data = files.look(path)
    if isinstance(data, Diagnostic):
        return _checked(str(path), (), [data], None)
    return check_bytes(data, str(path), others=others, calendars=calendars)


def check_bytes(
    data: bytes, name: str, *, others: Mapping[str, Definition] | None = None,
    calendars: Collection[str] | None = None,
) -> Checked:  # fmt: skip
    """Check the content of a file; every finding in order of position."""
    text, unreadable = decode(data)
    lines = tuple(text.split("\n"))
    if unreadable:
        return _checked(name, lines, unreadable, None)
    root, findings = compose(text)
    if root is None:
        return _checked(name, lines, findings, None)
    told, breaches = schema.looked_at(root)
    sop = replace(build(root), path=name)
    subject = Subject(sop, None if others is None else {**others, sop.id: sop}, calendars)
    found = [*findings, *told[:MAX_FINDINGS]]
    for source in (breaches, *(one(subject) for one in CHECKS)):
        some = list(islice(source, MAX_FINDINGS))
        found += some
        if len(some) == MAX_FINDINGS:
            found.append(MORE.at(some[-1].span, limit=MAX_FINDINGS))
    return _checked(name, lines, without_what_follows(_most_helpful(found, sop), root), sop)


def _most_helpful(findings: list[Diagnostic], sop: Definition) -> list[Diagnostic]:
    """One finding a slip: where a name is unknown, that it has not the form of a name says nothing more; and a name that
    is declared in another form is told where it is declared."""
    declared = {a.span for a in sop.actors.values()} | {d.span for d in sop.documents.values()}
    declared |= {s.span for s in sop.steps}
    misnamed = {str(one.values["shown"]) for one in findings if one.rule is UNEXPECTED and one.span in declared}
    named = {one.span[:2] for one in findings if one.code in _UNKNOWN_NAMES}
    twice = any(one.code == "SOP205" for one in findings)  # of two rows of one id, only one is looked at
    return [
        one
        for one in without_consequences(told_once(findings))
        if not (one.rule is UNEXPECTED and one.span[:2] in named)
        and not (one.rule is UNEXPECTED and str(one.values["shown"]) in misnamed and one.span not in declared)
        and not (twice and one.code == "SOP209")
    ]


def may_call(lines: Iterable[str]) -> bool:
    """Whether the lines of a file can be of an SOP that calls another, however its keys are written."""
    return any("call" in line or "\\" in line for line in lines)


def check_all(paths: Sequence[str | PathLike[str]]) -> Iterable[Checked]:
    """Check files that may call each other, one after the other as the caller iterates.

    SOPs in the same folders can be called too; they are not reported.
    """
    callable_sops: dict[str, Definition] | None = None
    seen: dict[tuple[str, str], str] = {}
    for path in paths:
        calendars = names_near(Path(path))
        result = check(path, calendars=calendars)
        if may_call(result.lines):
            callable_sops = neighbours(paths) if callable_sops is None else callable_sops
            result = check(path, others=callable_sops, calendars=calendars)
        sop = result.definition
        if sop is not None:
            first = seen.setdefault((sop.id, sop.version), str(path))
            if first != str(path):
                twice = DUPLICATE_SOP.at(sop.span, name=sop.id, version=sop.version, file=first)
                result = _checked(result.path, result.lines, [*result.findings, twice], None)
        yield result


def neighbours(paths: Iterable[str | PathLike[str]]) -> dict[str, Definition]:
    """The SOPs in the files and in their folders, as `readable`."""
    folders = {Path(path).parent for path in paths}
    files = {file for folder in folders for file in definition_files(folder, deep=False)}
    return readable(files | {Path(path) for path in paths})


def readable(paths: Iterable[Path], files: Files = ANY) -> dict[str, Definition]:
    """The SOPs in files by id, as far as they can be read; no findings. Of several versions the last by file name."""
    found: dict[str, Definition] = {}
    for path in sorted(paths):
        data = files.look(path)
        text, unreadable = decode(data) if isinstance(data, bytes) else ("", (data,))
        root = None if unreadable else compose(text)[0]
        if root is not None:
            sop = build(root)
            found[sop.id] = replace(sop, path=str(path))
    return found


def definition_files(folder: Path, *, deep: bool = True) -> list[Path]:
    """The definitions in a folder, by name: YAML files, but not those of another kind (`x.scenarios.yaml`)."""
    return files_of("sop", folder, deep=deep)


def _checked(name: str, lines: tuple[str, ...], findings: Iterable[Diagnostic], sop: Definition | None) -> Checked:
    found = placed(name, findings, sop)
    broken = sop is None or any(d.severity is Severity.ERROR for d in found)
    return Checked(name, lines, found, None if broken or sop is None else replace(sop, digest=digest(sop)))


def placed(name: str, findings: Iterable[Diagnostic], sop: Definition | None) -> tuple[Diagnostic, ...]:
    """Findings in order, with their file, and with the author's reason where they are accepted."""
    reasons = [] if sop is None else sop.accept
    found = []
    for one in in_order(findings):
        reason = next((a.reason for a in reasons if a.code == one.code and a.step in (None, one.step)), None)
        found.append(replace(one, file=name, accepted=reason if one.severity is not Severity.ERROR else None))
    return tuple(found)


def _definition(checked: Checked) -> Definition:
    if checked.definition is None:
        raise DefinitionError(checked.path, checked.findings, checked.lines)
    return checked.definition
