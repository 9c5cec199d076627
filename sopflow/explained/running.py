"""What `sopflow check` says of an example, by running it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sopflow import any_kind
from sopflow.definition.files import project_files
from sopflow.definition.kinds import kind_of
from sopflow.definition.library import Library
from sopflow.definition.loading import definition_files
from sopflow.diagnostics import NOWHERE, Diagnostic
from sopflow.files import write_whole
from sopflow.language import Language, Words
from sopflow.people.checks import coverage
from sopflow.people.loading import check as check_directory
from sopflow.review.checking import check_all

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
    kind = kind_of(file)
    if kind == "directory":
        office = check_directory(file)
        sops = [one.definition for one in check_all(definition_files(file.parent)) if one.definition is not None]
        lacking = [] if office.value is None else [d for sop in sops for d in coverage(office.value, sop, NOWHERE)]
        return (*office.findings, *lacking), office.lines
    if kind != "sop":
        checked = any_kind.check(file, Library(files=project_files([file])))
        return checked.findings, checked.lines
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
