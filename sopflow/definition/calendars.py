"""Where the calendars that an SOP names are looked for: beside its file, and where the command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .files import ANY, Files
from .kinds import files_of

USUAL: Final = (Path(), Path("definitions"))


def folders_of(*folders: Path) -> tuple[Path, ...]:
    """The folders in which calendars are looked for, in order: each of these with its `calendars`."""
    return tuple(dict.fromkeys(place for folder in folders for place in (folder, folder / "calendars")))


def names_in(folders: tuple[Path, ...], files: Files = ANY) -> tuple[str, ...]:
    """The calendars that have a file in one of these folders, of those that may be read."""
    found = (f for folder in folders for f in files_of("calendar", folder, deep=False) if files.may_read(f))
    return tuple(sorted({file.name.partition(".")[0] for file in found}))


def names_near(path: Path, files: Files = ANY) -> tuple[str, ...]:
    """The calendars that the SOP in a file may name."""
    return names_in(folders_of(path.parent, *USUAL), files)
