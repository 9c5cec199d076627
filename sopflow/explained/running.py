"""What `sopflow check` says of an example, by running it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sopflow.definition.calendars import is_calendar_file
from sopflow.definition.diagnostics import NOWHERE, Diagnostic
from sopflow.definition.files import project_files
from sopflow.definition.glossary import check as check_glossary
from sopflow.definition.glossary import is_glossary_file
from sopflow.definition.library import Library
from sopflow.definition.loading import definition_files
from sopflow.files import write_whole
from sopflow.language import Language, Words
from sopflow.people.checks import coverage
from sopflow.people.loading import check as check_directory
from sopflow.people.loading import is_directory_file
from sopflow.review.checking import check_all
from sopflow.scenarios.loading import check as check_scenarios
from sopflow.scenarios.loading import is_scenario_file
from sopflow.simulate.loading import check as check_office
from sopflow.simulate.loading import is_office_file
from sopflow.time.loading import check as check_calendar

if TYPE_CHECKING:
    from .example import Example


def findings(example: Example, *, corrected: bool = False) -> tuple[tuple[Diagnostic, ...], Sequence[str]]:
    """The findings of the example as it fails, or as it is corrected, and its lines."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for name, text in {**example.beside, **(example.corrected if corrected else {})}.items():
            write_whole(place / name, text)
        file = place / example.name
        if corrected or not example.missing:
            write_whole(file, example.passes if corrected else example.fails)
        found, lines = _checked(example, file)
        shown = tuple(
            replace(one, file=example.name, values=_beside(one.values, place), own_hint=_hint(one, place))
            for one in found
        )
        return shown, lines


def _checked(example: Example, file: Path) -> tuple[tuple[Diagnostic, ...], Sequence[str]]:
    """As `sopflow check`; a directory as `sopflow directory check` with the SOPs beside it."""
    if is_scenario_file(file):
        played = check_scenarios(file, Library(files=project_files([file])))
        return played.findings, played.lines
    if is_calendar_file(file):
        calendar = check_calendar(file)
        return calendar.findings, calendar.lines
    if is_glossary_file(file):
        glossary = check_glossary(file)
        return glossary.findings, glossary.lines
    if is_office_file(file):
        simulated = check_office(file, Library(files=project_files([file])))
        return simulated.findings, simulated.lines
    if is_directory_file(file):
        office = check_directory(file)
        sops = [one.definition for one in check_all(definition_files(file.parent)) if one.definition is not None]
        lacking = [] if office.value is None else [d for sop in sops for d in coverage(office.value, sop, NOWHERE)]
        return (*office.findings, *lacking), office.lines
    others = [path for path in definition_files(file.parent) if path != file]
    (sop,) = [one for one in check_all([*others, file], publish=example.publish) if one.path == str(file)]
    return sop.findings, sop.lines


def _beside(values: Mapping[str, object], place: Path) -> dict[str, object]:
    """Values in which a file is named as somebody does who stands in its folder."""
    return {
        key: str(value).replace(f"{place}{os.sep}", "") if isinstance(value, str | Path) else value
        for key, value in values.items()
    }


def _hint(found: Diagnostic, place: Path) -> Words | None:
    own = found.own_hint
    if own is None:
        return None
    return Words(*(text.replace(f"{place}{os.sep}", "") for text in (own.id, own.en)))


def report(example: Example, code: str, language: Language) -> str:
    """What a check prints about the file that fails, of this code."""
    found, lines = findings(example)
    return "\n".join(one.text(lines, language) for one in found if one.code == code)
