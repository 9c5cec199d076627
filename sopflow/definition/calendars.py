"""Where the calendars that an SOP names are looked for: beside its file, and where the command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .files import ANY, Files

SUFFIXES: Final = (".calendar.yaml", ".calendar.yml")
USUAL: Final = (Path(), Path("definitions"))


def is_calendar_file(path: Path) -> bool:
    """Whether a file holds a calendar, by its name."""
    return path.name.endswith(SUFFIXES)


def folders_of(*folders: Path) -> tuple[Path, ...]:
    """The folders in which calendars are looked for, in order: each of these with its `calendars`."""
    return tuple(dict.fromkeys(place for folder in folders for place in (folder, folder / "calendars")))


def names_in(folders: tuple[Path, ...], files: Files = ANY) -> tuple[str, ...]:
    """The calendars that have a file in one of these folders, of those that may be read."""
    found = (f for folder in folders if folder.is_dir() for f in folder.iterdir() if is_calendar_file(f))
    return tuple(
        sorted({file.name.partition(".")[0] for file in found if file.is_file() and files.may_read(file)})
    )


def names_near(path: Path, files: Files = ANY) -> tuple[str, ...]:
    """The calendars that the SOP in a file may name."""
    return names_in(folders_of(path.parent, *USUAL), files)
