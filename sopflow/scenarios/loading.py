"""From a scenario file to its scenarios, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Final

from sopflow.definition import schema
from sopflow.definition.files import ANY
from sopflow.definition.library import Library, Procedure
from sopflow.definition.model import Ref
from sopflow.definition.nodes import List, Map, Node
from sopflow.definition.reading import compose, decode
from sopflow.diagnostics import Diagnostic, Severity, Span, error, in_order
from sopflow.errors import AmbiguousDefinition, DefinitionError, UnknownDefinition
from sopflow.language import Words, did_you_mean
from sopflow.time.shelf import calendars_near

from . import checks
from .cases import expanded
from .fitting import fitting
from .model import ScenarioFile
from .offices import named_in
from .reading import NO_ACTOR, SCHEMA, read, sop_named

NO_SOP = error("SOP504", "no-such-sop", id='di sini tidak ada SOP "{name}"', en='there is no SOP "{name}" here')
BROKEN_SOP = error(
    "SOP505",
    "broken-sop",
    id="{path}: berkas ini memuat {count} kesalahan",
    en="{path}: this file has {count} error(s)",
    hint_id="periksa dengan: sopflow check {path}",
    hint_en="see: sopflow check {path}",
)
AMBIGUOUS_SOP = error(
    "SOP518",
    "ambiguous-sop",
    id='SOP "{name}" ada di beberapa berkas: {files}',
    en='the SOP "{name}" is in several files: {files}',
    hint_id="tulis nama berkasnya, misalnya: sop: {best}",
    hint_en="name the file, such as: sop: {best}",
)
MAX_FINDINGS: Final = 200


class ScenarioError(DefinitionError):
    """A file that holds no valid scenarios; `findings` has everything that is wrong with it."""

    code = "scenarios"
    about = Words(
        "Berkas skenario ini masih mengandung kesalahan, yang disebut satu per satu.",
        "The scenario file has errors; they are listed one by one.",
    )


@dataclass(frozen=True, slots=True)
class CheckedScenarios:
    """A scenario file with its findings; `file` and `procedure` are there unless an error stands in the way."""

    path: str
    lines: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    file: ScenarioFile | None
    procedure: Procedure | None
    sop_error: DefinitionError | None = None
    """What is wrong with the SOP itself, where that is what stands in the way."""


def load(path: str | PathLike[str], library: Library | None = None) -> tuple[ScenarioFile, Procedure]:
    """Load a scenario file and the SOP that it is of; `ScenarioError` if there is any error."""
    checked = check(path, library)
    if checked.file is None or checked.procedure is None:
        raise checked.sop_error or ScenarioError(checked.path, checked.findings, checked.lines)
    return checked.file, checked.procedure


def check(path: str | PathLike[str], library: Library | None = None) -> CheckedScenarios:
    """Check one scenario file; never raises for what is in it."""
    name = str(path)
    draft = library.draft(Path(path)) if library is not None else None
    if draft is not None:
        return check_bytes(draft.encode("utf-8", "replace"), name, library)
    data = (library.files if library is not None else ANY).look(path)
    if isinstance(data, Diagnostic):
        return _checked(name, (), [data])
    return check_bytes(data, name, library)


def check_bytes(data: bytes, name: str, library: Library | None = None) -> CheckedScenarios:
    """Check the content of a scenario file that would stand at `name`."""
    text, unreadable = decode(data)
    lines = tuple(text.split("\n"))
    root, findings = (None, unreadable) if unreadable else compose(text)
    if root is None:
        return _checked(name, lines, findings)
    root, unfilled = expanded(root)
    told, breaches = schema.looked_at(root, SCHEMA)
    found = [*findings, *unfilled, *told[:MAX_FINDINGS], *breaches[:MAX_FINDINGS]]
    named = sop_named(root)
    folder, library = Path(name).parent, library or Library()
    procedure, problem = _procedure(named, root, Path(name), library) if named else (None, None)
    if isinstance(problem, Diagnostic):
        found.append(problem)
    elif problem is not None:
        errors = sum(d.severity is Severity.ERROR for d in problem.findings)
        found.append(BROKEN_SOP.at(named.span, path=problem.path, count=errors))
    actors = None if procedure is None else {str(a): one for sop in procedure.all for a, one in sop.actors.items()}
    offices, lacking = named_in(root, folder, library.files)
    file, slips = read(root, name, lines, actors, offices)
    unclear = _beneath(root, {one.span for one in slips if one.rule is NO_ACTOR})
    found = [one for one in found if one.span not in unclear]
    found += [*lacking, *slips]
    if procedure is not None:
        found += list(checks.check(file, procedure))[:MAX_FINDINGS]
    sop_error = problem if isinstance(problem, DefinitionError) else None
    return _checked(name, lines, found, file, procedure, sop_error)


def _beneath(root: Node, keys: Container[Span]) -> set[Span]:
    """Where what stands under keys that nobody knows is: nothing more is said of it."""
    todo, found = [(root, False)], set()
    while todo:
        node, is_unclear = todo.pop()
        if is_unclear:
            found |= {node.span, *(node.keys.values() if isinstance(node, Map) else ())}
        if isinstance(node, Map):
            todo += [(one, is_unclear or node.keys[key] in keys) for key, one in node.values.items()]
        elif isinstance(node, List):
            todo += [(one, is_unclear) for one in node.items]
    return found


def _procedure(
    named: Ref, root: Node, path: Path, library: Library
) -> tuple[Procedure | None, Diagnostic | DefinitionError | None]:
    folder = path.parent
    try:
        procedure = library.find(str(named), folder)
        return procedure, _broken_calendar(procedure, library) if library.plays else None
    except UnknownDefinition:
        return None, NO_SOP.at(named.span, name=named, hint=did_you_mean(named, library.known(folder)))
    except AmbiguousDefinition:
        sops = library.named(str(named), folder)
        files, best = [Path(sop.path).name for sop in sops], fitting(sops, root, path)
        return None, AMBIGUOUS_SOP.at(named.span, name=named, files=", ".join(files), best=Path(best.path).name)
    except DefinitionError as problem:
        return None, problem


def _broken_calendar(procedure: Procedure, library: Library) -> DefinitionError | None:
    """What is wrong with a calendar without which nothing of an SOP can be played."""
    calendars = calendars_near(Path(procedure.sop.path).parent, files=library.files)
    for sop in procedure.all:
        try:
            if sop.calendar is not None:
                calendars.get(sop.calendar)
        except DefinitionError as problem:
            return problem
    return None


def _checked(
    name: str,
    lines: tuple[str, ...],
    findings: Iterable[Diagnostic],
    file: ScenarioFile | None = None,
    procedure: Procedure | None = None,
    sop_error: DefinitionError | None = None,
) -> CheckedScenarios:
    placed = tuple(replace(found, file=name) for found in in_order(findings))
    if any(found.severity is Severity.ERROR for found in placed):
        return CheckedScenarios(name, lines, placed, None, None, sop_error)
    return CheckedScenarios(name, lines, placed, file, procedure)
