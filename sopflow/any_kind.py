"""Checks of the files beside SOPs (scenarios, calendars, directories, glossaries, offices), on the disk or as bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

from sopflow.definition import glossary
from sopflow.definition.kinds import FileKind, kind_of
from sopflow.definition.library import Library
from sopflow.definition.sheet import Checked
from sopflow.people import loading as directory
from sopflow.scenarios import loading as scenarios
from sopflow.simulate import loading as office
from sopflow.time import loading as calendar

CheckedBeside: TypeAlias = "Checked[Any] | scenarios.CheckedScenarios"
_FILES: Final[dict[FileKind, Callable[[Path, Library], CheckedBeside]]] = {
    "scenarios": scenarios.check,
    "calendar": lambda file, _: calendar.check(file),
    "directory": lambda file, _: directory.check(file),
    "glossary": lambda file, _: glossary.check(file),
    "office": office.check,
}
_TEXTS: Final[dict[FileKind, Callable[[bytes, Path, Library], CheckedBeside]]] = {
    "scenarios": lambda data, file, library: scenarios.check_bytes(data, str(file), library),
    "calendar": lambda data, file, _: calendar.check_bytes(data, str(file)),
    "directory": lambda data, file, _: directory.check_bytes(data, str(file)),
    "glossary": lambda data, file, _: glossary.check_bytes(data, str(file)),
    "office": office.check_bytes,
}


def check(file: Path, library: Library) -> CheckedBeside:
    """Check a file; never raises for what is in it."""
    return _FILES[kind_of(file)](file, library)


def check_bytes(data: bytes, file: Path, library: Library) -> CheckedBeside:
    """Check the content of a file; every finding in order of position."""
    return _TEXTS[kind_of(file)](data, file, library)
