"""An event log as CSV: read as a stream, put in order on disk, handed out case by case.

Memory does not grow with the log: it is sorted in a temporary SQLite database.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from sopflow.errors import NotText, SopflowError
from sopflow.language import Words, did_you_mean, nfc
from sopflow.texts import by_name, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("case", "case_id", "case id", "caseid", "case:concept:name", "kasus", "nomor", "id"),
    "activity": ("activity", "concept:name", "task", "step", "kegiatan", "langkah", "aktivitas"),
    "actor": ("actor", "resource", "org:resource", "role", "by", "pelaksana", "oleh", "jabatan"),
    "time": ("time", "timestamp", "time:timestamp", "date", "at", "waktu", "tanggal"),
    "outcome": ("outcome", "result", "answer", "jawaban", "hasil"),
}
"""What a log says of an event, and the heads of columns that are taken for it; only the first two must be there."""
REQUIRED: Final = ("case", "activity")
MAX_CELL: Final = 10_000
_BATCH: Final = 20_000
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ T](\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?")


class LogError(SopflowError):
    """A log that cannot be read: `path`, `line`, and `why` in both languages."""

    code = "log"
    words = Words("{path}:{line}: {why}", "{path}:{line}: {why}")


class Label(NamedTuple):
    """What one event says, as the log writes it."""

    activity: str
    actor: str = ""
    outcome: str = ""


class Case(NamedTuple):
    """The events of one case in order of time, and where each stands in the file."""

    name: str
    labels: tuple[int, ...]
    """Numbers into `Log.labels`."""
    lines: tuple[int, ...]


class Rows(Protocol):
    """What the csv module makes of a file."""

    line_num: int

    def __iter__(self) -> Rows: ...

    def __next__(self) -> list[str]: ...


_NO_COLUMN = Words(
    "tidak ada kolom untuk {what}; kolom yang ada: {known}; petakan dengan --column {what}=KOLOM",
    "there is no column for the {what}; columns: {known}; map one with --column {what}=COLUMN",
)
_NOT_THERE = Words('kolom "{name}" tidak ada; {hint}', 'there is no column "{name}"; {hint}')
_NO_TIME = Words(
    '"{text}" bukan waktu; tulis misalnya 2024-03-12 08:00',
    '"{text}" is not a time; write, for example, 2024-03-12 08:00',
)
_SHORT = Words("baris ini kurang lengkap: tidak ada {what}", "this line is too short: it has no {what}")
_EMPTY = Words("berkas ini kosong", "this file is empty")
_NOT_TEXT = Words(
    "bukan teks UTF-8: bita ke-{byte} di baris ini ({value}); simpan ulang sebagai UTF-8",
    "this is not UTF-8 text: byte {byte} of the line ({value}); save it as UTF-8",
)
_BAD = Words("bukan CSV: {why}", "this is not CSV: {why}")


class Log:
    """A log, sorted on disk. Use it as a context: it removes its temporary file."""

    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.events = 0
        self._folder = tempfile.TemporaryDirectory(prefix="sopflow-log-")
        self._database = sqlite3.connect(Path(self._folder.name) / "log.sqlite")
        # nothing here is worth keeping through a crash
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "cache_size=-32000"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE event (name TEXT, at REAL, line INTEGER, label INTEGER)")

    def __enter__(self) -> Log:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._folder.cleanup()

    def read(self, path: str | PathLike[str], columns: Mapping[str, str] | None = None) -> Iterator[int]:
        """Read a file; yields the number of events so far from time to time. `columns` maps what is said to
        the heads of its columns. `LogError` names the line."""
        try:
            place = by_name(path)
            delimiter = max(",;\t", key=next(lines_of(place), "").count)
            rows = csv.reader(lines_of(place), delimiter=delimiter)
            yield from self._read(str(path), rows, columns or {})
        except NotText as problem:
            why = _NOT_TEXT.filled(byte=problem.values["byte"], value=problem.values["value"])
            raise LogError(path=str(path), line=problem.values["line"], why=why) from None
        except csv.Error as problem:
            raise LogError(path=str(path), line=rows.line_num, why=_BAD.filled(why=problem)) from None

    def cases(self) -> Iterator[Case]:
        """The cases by name, each with its events in order of time (then of the file)."""
        rows = self._database.execute("SELECT name, line, label FROM event ORDER BY name, at, line")
        name: str | None = None
        lines: list[int] = []
        labels: list[int] = []
        for next_name, line, label in rows:
            if next_name != name:
                if name is not None:
                    yield Case(name, tuple(labels), tuple(lines))
                name, lines, labels = next_name, [], []
            lines.append(line)
            labels.append(label)
        if name is not None:
            yield Case(name, tuple(labels), tuple(lines))

    def _read(self, path: str, rows: Rows, columns: Mapping[str, str]) -> Iterator[int]:
        heads = next(rows, None)
        if not heads:
            raise LogError(path=path, line=1, why=_EMPTY)
        at = _places(path, heads, columns)
        case, activity, actor, time, outcome = (at.get(what) for what in COLUMNS)
        assert case is not None
        assert activity is not None
        numbers: dict[tuple[str, str, str], int] = {}
        batch: list[tuple[str, float, int, int]] = []
        for row in rows:
            if not row:
                continue
            line = rows.line_num
            try:
                name = nfc(row[case])
                key = (
                    nfc(row[activity]),
                    nfc(row[actor]) if actor is not None else "",
                    nfc(row[outcome]) if outcome is not None else "",
                )
                when = _instant(row[time]) if time is not None else 0.0
            except IndexError:
                what = next(w for w, place in at.items() if place >= len(row))
                raise LogError(path=path, line=line, why=_SHORT.filled(what=what)) from None
            except ValueError:
                text = row[time][:60] if time is not None else ""
                raise LogError(path=path, line=line, why=_NO_TIME.filled(text=text)) from None
            label = numbers.get(key)
            if label is None:
                label = numbers[key] = len(self.labels)
                self.labels.append(Label(*(" ".join(part[:MAX_CELL].split()) for part in key)))
            batch.append((name, when, line, label))
            if len(batch) == _BATCH:
                self._keep(batch)
                yield self.events
        self._keep(batch)
        self._database.commit()

    def _keep(self, batch: list[tuple[str, float, int, int]]) -> None:
        self._database.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", batch)
        self.events += len(batch)
        batch.clear()


def _places(path: str, heads: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Where in a line each thing stands."""
    names = [nfc(head.strip()) for head in heads]
    columns = {what: nfc(name) for what, name in columns.items()}
    folded = [name.casefold() for name in names]
    places: dict[str, int] = {}
    for what, known in COLUMNS.items():
        if what in columns:
            if columns[what].casefold() not in folded:
                hint = did_you_mean(columns[what], names)
                raise LogError(path=path, line=1, why=_NOT_THERE.filled(name=columns[what], hint=hint))
            places[what] = folded.index(columns[what].casefold())
        else:
            place = next((folded.index(name) for name in known if name in folded), None)
            if place is not None and place not in places.values():
                places[what] = place
            elif what in REQUIRED:
                raise LogError(path=path, line=1, why=_NO_COLUMN.filled(what=what, known=", ".join(names)))
    return places


def _instant(text: str) -> float:
    """Seconds since 1970, for order alone; a time without a zone counts as UTC. `ValueError` for what is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        match = _DAY_FIRST.fullmatch(text.strip())
        if match is not None:
            day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
            at = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        else:
            at = datetime.fromisoformat(text.strip() if ":" in text else text.strip().replace(".", ":", 2))
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp()
