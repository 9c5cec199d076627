"""What fixtures say that a collected scenario is played in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from os import PathLike, fspath

from sopflow.engine.clock import Clock
from sopflow.engine.directory import Directory
from sopflow.language import Words
from sopflow.people.loading import load_directory
from sopflow.scenarios.playing import Surroundings
from sopflow.time import Calendar

from .given import instant, wrong

_DIRECTORY = Words(
    "nama berkas direktori, atau objek dengan roles dan units",
    "the name of a directory's file, or an object with roles and units",
)


def surroundings(fixtures: Mapping[str, object]) -> Surroundings:
    """The surroundings that the fixtures of a scenario make."""
    calendars: Mapping[str, Calendar] = fixtures["sopflow_calendars"] or {}  # type: ignore[assignment]
    unit: str | None = fixtures["sopflow_unit"]  # type: ignore[assignment]
    return Surroundings(
        start_of(fixtures["sopflow_clock"]),  # type: ignore[arg-type]
        directory_of(fixtures["sopflow_directory"]),  # type: ignore[arg-type]
        unit,
        calendars,
    )


def directory_of(given: Directory | str | PathLike[str] | None) -> Directory | None:
    """A directory, or the one in a file; `DefinitionError` where that has errors."""
    if isinstance(given, (str, PathLike)):
        return load_directory(fspath(given))
    if given is not None and not all(hasattr(given, method) for method in ("roles", "units")):
        wrong("directory", given, _DIRECTORY)
    return given


def start_of(given: Clock | datetime | str | None) -> datetime | None:
    """An instant: what a clock shows, a text such as `2024-03-12 08:00 WIB`, or itself."""
    if given is None or isinstance(given, datetime):
        return given
    return instant("clock", given) if isinstance(given, str) or not hasattr(given, "now") else given.now()
