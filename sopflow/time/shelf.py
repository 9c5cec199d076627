"""Calendars in folders, each loaded when it is first used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from sopflow.definition.calendars import USUAL, folders_of, names_in
from sopflow.definition.files import ANY, Files, stamp_of
from sopflow.definition.kinds import SUFFIXES

from .calendar import Calendar


class Shelf(Mapping[str, "Calendar"]):
    """Calendars by their id, which is also the name of their file: `tangerang` in `tangerang.calendar.yaml`.

    Each folder is searched together with its subfolder `calendars`. Raise `DefinitionError` if the calendar has
    errors.
    """

    def __init__(self, folders: Iterable[Path], *, files: Files = ANY) -> None:
        self.folders = folders_of(*folders)
        self._files = files
        self._loaded: dict[str, Calendar] = {}

    def __getitem__(self, name: str) -> Calendar:
        found = self._loaded.get(name)
        if found is None:
            file = self._file(name)
            if file is None:
                raise KeyError(name)
            found = self._loaded.setdefault(name, _calendar(file, self._files, *stamp_of(file)))
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._file(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(names_in(self.folders, self._files))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _file(self, name: str) -> Path | None:
        places = (folder / f"{name}.calendar{suffix}" for folder in self.folders for suffix in SUFFIXES)
        return next((place for place in places if place.is_file() and self._files.may_read(place)), None)


def calendars_near(*folders: Path, files: Files = ANY) -> Shelf:
    """The calendars in some folders (those of SOPs), and in the folders where they usually are; or of `files` alone."""
    return Shelf((*folders, *USUAL), files=files)


@lru_cache(maxsize=64)
def _calendar(file: Path, files: Files, *stamp: int) -> Calendar:
    """One calendar for all shelves, until its file changes."""
    from .loading import load_calendar  # with the schemas, which no instance needs whose SOP names no calendar

    return load_calendar(file, files)
