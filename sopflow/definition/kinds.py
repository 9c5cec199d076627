"""The kinds of files, which their names tell: `surat.yaml` is an SOP, `surat.scenarios.yaml` its scenarios."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal

FileKind = Literal["sop", "scenarios", "calendar", "directory", "glossary", "office"]
BESIDE: Final[tuple[FileKind, ...]] = ("scenarios", "calendar", "directory", "glossary", "office")
"""What stands beside SOPs."""
SUFFIXES: Final = (".yaml", ".yml")


def kind_of(path: Path) -> FileKind:
    """What a file holds, by its name; an SOP where it says nothing else."""
    return next((kind for kind in BESIDE if path.name.endswith(tuple(f".{kind}{end}" for end in SUFFIXES))), "sop")


def files_of(kind: FileKind, folder: Path, *, deep: bool = True) -> list[Path]:
    """The files of a kind in a folder (and below it), by name."""
    files = () if not folder.is_dir() else folder.rglob("*.y*ml") if deep else folder.glob("*.y*ml")
    some = (f for f in files if f.suffix in SUFFIXES and kind_of(f) == kind and is_file(f))
    return sorted(f for f in some if kind != "sop" or "." not in f.stem)  # `surat.lama.yaml` is none that we know


def is_file(path: Path) -> bool:
    """Whether there is a file, as far as this process may see."""
    try:
        return path.is_file()
    except PermissionError:  # its folder is closed, or shows names alone
        return False


def unlisted(folder: Path) -> list[Path]:
    """The folders, itself and those below it, of which this process may not know what is in them, by name."""
    found: list[Path] = []
    for place, folders, _ in os.walk(folder, onerror=lambda problem: found.append(Path(problem.filename))):
        if not os.access(place, os.X_OK):  # its names can be listed, and nothing behind them reached
            found.append(Path(place))
            folders.clear()
    return sorted(found)
