"""Glossaries: files beside the SOPs that say what an office calls its positions."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from sopflow.diagnostics import Diagnostic, error

from .files import ANY, Files, stamp_of
from .format.glossary import WrittenGlossary
from .format.reader import read
from .kinds import files_of
from .names import Glossary
from .sheet import Checked, check_data, check_file

if TYPE_CHECKING:
    from os import PathLike

    from .nodes import Map

SCHEMA: Final = "glossary-1"
MAX_FILES: Final = 20
"""Glossaries in one folder."""
OTHER_NAME: Final = error(
    "SOP801",
    "glossary-elsewhere",
    id='glosarium "{name}" harus di berkas {name}.glossary.yaml',
    en='the glossary "{name}" belongs in the file {name}.glossary.yaml',
)
CheckedGlossary: TypeAlias = "Checked[Glossary]"


def glossary_near(folder: Path, files: Files = ANY) -> Glossary:
    """What the glossaries in the folder of an SOP say together; those that cannot be read are named in it."""
    groups: list[tuple[str, ...]] = []
    unread: list[str] = []
    for at, file in enumerate(files_of("glossary", folder, deep=False)):
        glossary = _glossary(file, files, *stamp_of(file)) if at < MAX_FILES else None
        if glossary is None:
            unread.append(file.name)
        else:
            groups += glossary.groups
    return Glossary(groups, unread=unread)


def check(path: str | PathLike[str], files: Files = ANY) -> CheckedGlossary:
    """Check one file; never raises for what is in it."""
    return check_file(path, SCHEMA, _read, files)


def check_bytes(data: bytes, name: str) -> CheckedGlossary:
    """Check the content of a file; every finding in order of position."""
    return check_data(data, name, SCHEMA, _read)


def _read(top: Map, name: str) -> tuple[Glossary | None, list[Diagnostic]]:
    found, written = [], read(WrittenGlossary, top)
    own = written.glossary
    if own is not None and Path(name).name.partition(".")[0] != own:
        found.append(OTHER_NAME.at(own.span, name=own[:60]))
    return Glossary(written.positions), found


@lru_cache(maxsize=64)
def _glossary(file: Path, files: Files, *stamp: int) -> Glossary | None:
    """One glossary for all SOPs beside it, until its file changes; `None` where it has errors."""
    return check(file, files).value
