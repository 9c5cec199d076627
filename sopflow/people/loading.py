"""Directories from YAML: read, checked, and made into an `OfficeDirectory`."""

from __future__ import annotations

from itertools import chain
from os import PathLike
from pathlib import Path
from typing import Final, TypeAlias

from sopflow.definition.format.reader import read
from sopflow.definition.kinds import files_of
from sopflow.definition.nodes import Map
from sopflow.definition.sheet import Checked, check_data, check_file
from sopflow.diagnostics import Diagnostic, error
from sopflow.time.zones import zone_of

from . import checks
from .directory import OfficeDirectory
from .format import WrittenDirectory

SCHEMA: Final = "directory-1"
OTHER_NAME: Final = error(
    "SOP710",
    "directory-elsewhere",
    id='direktori "{name}" harus di berkas {name}.directory.yaml',
    en='the directory "{name}" belongs in the file {name}.directory.yaml',
)
CheckedDirectory: TypeAlias = "Checked[OfficeDirectory]"


def load_directory(path: str | PathLike[str]) -> OfficeDirectory:
    """Load one directory; `DefinitionError` carries every finding, if there is any error."""
    return check(path).required()


def directory_files(folder: Path) -> list[Path]:
    """The directories in a folder and below it, by name."""
    return files_of("directory", folder)


def check(path: str | PathLike[str]) -> CheckedDirectory:
    """Check one file; never raises for what is in it."""
    return check_file(path, SCHEMA, _read)


def check_bytes(data: bytes, name: str) -> CheckedDirectory:
    """Check the content of a file; every finding in order of position."""
    return check_data(data, name, SCHEMA, _read)


def _read(top: Map, name: str) -> tuple[OfficeDirectory | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    written = read(WrittenDirectory, top)
    own, zone = written.directory, zone_of(written.time_zone, found)
    if own is not None and Path(name).name.partition(".")[0] != own:
        found.append(OTHER_NAME.at(own.span, name=own[:60]))
    placed = [(person.id, holding) for person in written.people for holding in person.holds]
    units, positions = [unit.id for unit in written.units], [position.id for position in written.positions]
    found += chain(
        checks.units(written.units),
        checks.positions(written.positions),
        checks.names((holding for _, holding in placed), units, positions),
        checks.posts(placed, {position.id for position in written.positions if position.many}),
    )
    if own is None or zone is None or any(holding.position not in positions for _, holding in placed):
        return None, found
    return OfficeDirectory(str(own), zone, written.units, written.positions, written.people), found
