"""The calendars in folders, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sopflow.definition.files import ANY

from .loading import SUFFIXES, is_calendar_file, load_calendar

if TYPE_CHECKING:
    from sopflow.definition.files import Files

    from .calendar import Calendar


class Shelf(Mapping[str, "Calendar"]):
    """Calendars by their id, which is also the name of their file: `tangerang` in `tangerang.calendar.yaml`.

    Each folder is looked at with its `calendars`. A name without a file is `otherwise`, if that is given.
    `DefinitionError` where a calendar that is asked for has errors.
    """

    def __init__(self, folders: Iterable[Path], *, otherwise: Calendar | None = None, files: Files = ANY) -> None:
        self._folders = list(
            dict.fromkeys(place for folder in folders for place in (folder, folder / "calendars"))
        )
        self._otherwise = otherwise
        self._files = files
        self._loaded: dict[str, Calendar] = {}

    def has_file(self, name: str) -> bool:
        """Whether there is a file for a name."""
        return self._file(name) is not None

    def __getitem__(self, name: str) -> Calendar:
        found = self._loaded.get(name)
        if found is None:
            file = self._file(name)
            found = load_calendar(file, self._files) if file is not None else self._otherwise
            if found is None:
                raise KeyError(name)
            self._loaded[name] = found
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (self._otherwise is not None or self.has_file(name))

    def __iter__(self) -> Iterator[str]:
        files = (f for folder in self._folders if folder.is_dir() for f in folder.iterdir() if is_calendar_file(f))
        return iter(sorted({file.name.partition(".")[0] for file in files}))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _file(self, name: str) -> Path | None:
        files = (folder / f"{name}{suffix}" for folder in self._folders for suffix in SUFFIXES)
        return next((file for file in files if file.is_file()), None)
