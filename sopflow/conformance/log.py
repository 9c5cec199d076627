"""An event log as CSV: read as a stream, put in order on disk, handed out case by case.

Memory does not grow with the log: it is sorted in a temporary SQLite database.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import tempfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from datetime import UTC
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from sopflow.errors import SopflowError, TimeOutOfRange
from sopflow.language import Words, did_you_mean, nfc
from sopflow.texts import by_name

from . import instants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo
    from os import PathLike

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("case", "case_id", "case id", "caseid", "case:concept:name", "kasus", "nomor", "id"),
    "activity": ("activity", "concept:name", "task", "step", "kegiatan", "langkah", "aktivitas"),
    "actor": ("actor", "resource", "org:resource", "role", "by", "pelaksana", "oleh", "jabatan"),
    "time": ("time", "timestamp", "time:timestamp", "date", "at", "waktu", "tanggal"),
    "outcome": ("outcome", "result", "answer", "jawaban", "hasil"),
    "person": ("person", "user", "employee", "orang", "pegawai", "nama pegawai", "nip"),
}
"""What a log says of an event, and the heads of columns that are taken for it; only the first two must be there."""
REQUIRED: Final = ("case", "activity")
MAX_CELL: Final = 10_000
MAX_LABELS: Final = 100_000
"""Different events of a log; each is kept in memory."""
_BATCH: Final = 20_000
_NAMED: Final = 10
"""Lines left out that are named; all are counted."""
_ALIKE: Final = 3
"""Of lines that are left out for one reason more are counted, and one is named."""
_SEP: Final = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)
"""The first line by which Excel is told what parts the columns."""
_UNREAD: Final = re.compile("[\udc80-\udcff\N{REPLACEMENT CHARACTER}]")
"""How undecodable bytes are read."""


class LogError(SopflowError):
    """A log that cannot be read: `path`, `line`, and `why` in both languages."""

    code = "log"
    words = Words("{path}:{line}: {why}", "{path}:{line}: {why}")
    about = Words("Log kejadian ini tidak dapat dibaca.", "The event log cannot be read.")


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
    times: tuple[float, ...] = ()
    """Seconds since 1970; none where the log has no times."""
    people: tuple[str, ...] = ()
    """Who did each; none where the log does not say."""
    days: tuple[bool, ...] = ()
    """Whether only the day of each is known: `times` has its first instant."""


class LeftOut(NamedTuple):
    """A line that could not be used, and why."""

    line: int
    why: Words
    others: int = 0
    """How many lines after it are left out for the same reason, and not named."""


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
    '"{text}" bukan waktu; tulis misalnya 2024-03-12 08:00, atau sebutkan bentuknya dengan --time-format',
    '"{text}" is not a time; write, for example, 2024-03-12 08:00, or give its form with --time-format',
)
_SHORT = Words("baris ini kurang lengkap: tidak ada {what}", "this line is too short: it has no {what}")
_MANY = Words(
    "lebih dari {limit:,} isi yang berbeda-beda (kegiatan, pelaksana, jawaban); periksa kolomnya (--column)",
    "over {limit:,} different combinations of activity, actor and outcome; check the columns (--column)",
)
_NO_CASE = Words("baris ini tidak menyebut kasusnya", "this line does not name its case")
_EMPTY = Words("berkas ini kosong", "this file is empty")
_NOT_TEXT = Words(
    "bukan teks UTF-8: bita ke-{byte} di baris ini ({value}); simpan ulang sebagai UTF-8",
    "this is not UTF-8 text: byte {byte} of the line ({value}); save it as UTF-8",
)
_NOT_UTF_16 = Words(
    "bukan teks UTF-16: aksara ke-{byte} di baris ini; simpan ulang sebagai UTF-8",
    "this is not UTF-16 text: character {byte} of the line; save it as UTF-8",
)
_BAD = Words("bukan CSV: {why}", "this is not CSV: {why}")


class _Lines:
    """The lines of a file; remembers the last one that is not text."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self._bad: LeftOut | None = None

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self._file, start=1):
            found = None if line.isascii() else _UNREAD.search(line)
            if found is not None:
                self._bad = LeftOut(number, _why(line, found))
            yield line

    def bad(self) -> LeftOut | None:
        """The line that is not text, if one was read since this was last asked."""
        bad, self._bad = self._bad, None
        return bad


def _why(line: str, found: re.Match[str]) -> Words:
    before = line[: found.start()]
    if found[0] == "\N{REPLACEMENT CHARACTER}":
        return _NOT_UTF_16.filled(byte=len(before) + 1)
    return _NOT_TEXT.filled(byte=len(before.encode()) + 1, value=f"0x{ord(found[0]) - 0xDC00:02X}")


_Kept = tuple[str, float, int, int, str, bool]
"""A case, when, the line, what it says, who, and whether only the day is known."""


class Log:
    """A log, sorted on disk. Use it as a context: it removes its temporary file."""

    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.events = 0
        self.columns: dict[str, str] = {}
        """What was read from which column, by its head."""
        self.left_out = 0
        """Lines that could not be used."""
        self._left: dict[Words, list[LeftOut]] = {}
        self._counts: Counter[Words] = Counter()
        self._lines = _Lines(iter(()))
        self._folder = tempfile.TemporaryDirectory(prefix="sopflow-log-")
        self._database = sqlite3.connect(Path(self._folder.name) / "log.sqlite")
        # nothing here is worth keeping through a crash
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "cache_size=-32000"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(
            "CREATE TABLE event (name TEXT, at REAL, line INTEGER, label INTEGER, person TEXT, day INTEGER)"
        )

    def __enter__(self) -> Log:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._folder.cleanup()

    def read(
        self, path: str | PathLike[str], columns: Mapping[str, str] | None = None, *,
        values: Mapping[str, Mapping[str, str]] = {}, zone: tzinfo = UTC, time_format: str | None = None,
    ) -> Iterator[int]:  # fmt: skip
        """Read a file (UTF-8, or UTF-16 with its mark); yields the number of events so far from time to time.

        `columns` maps what is said to the heads of its columns, `values` what a column says to what it means. Times without
        a zone are in `zone`. A line that cannot be used is left out and counted. `LogError` where a column is missing,
        `BadForm` for a format that reads no times.
        """
        if time_format is not None:
            instants.require_form(time_format)
        place = by_name(path)
        with place.open(encoding=_encoding(place), errors=_errors(place), newline="") as file:
            first = file.readline()
            said = _SEP.fullmatch(first)
            delimiter = said[1] if said is not None else max(",;\t", key=first.count)
        with place.open(encoding=_encoding(place), errors=_errors(place), newline="") as file:
            lines = self._lines = _Lines(file)
            rows = csv.reader(lines, delimiter=delimiter, strict=True)
            if said is not None:
                next(rows)
            yield from self._read(str(path), rows, columns or {}, values, zone, time_format)

    def cases(self) -> Iterator[Case]:
        """The cases by name, each with its events in order of time (then of the file)."""
        rows = self._database.execute(
            "SELECT name, at, line, label, person, day FROM event ORDER BY name, at, line"
        )
        timed, peopled = "time" in self.columns, "person" in self.columns
        for name, group in groupby(rows, key=itemgetter(0)):
            events = list(group)
            yield Case(
                name,
                tuple([event[3] for event in events]),
                tuple([event[2] for event in events]),
                tuple([event[1] for event in events]) if timed else (),
                tuple([event[4] for event in events]) if peopled else (),
                tuple([bool(event[5]) for event in events]) if timed else (),
            )

    def _read(
        self, path: str, rows: Rows, columns: Mapping[str, str], values: Mapping[str, Mapping[str, str]], zone: tzinfo,
        time_format: str | None,
    ) -> Iterator[int]:  # fmt: skip
        heads = next(rows, None)
        if not heads:
            raise LogError(path=path, line=1, why=_EMPTY)
        bad = self._lines.bad()
        if bad is not None:
            raise LogError(path=path, line=bad.line, why=bad.why)
        at = _places(path, heads, columns)
        self.columns = {what: " ".join(heads[place].split()) for what, place in at.items()}
        meant = {what: {_folded(was): now for was, now in listed.items()} for what, listed in values.items()}
        case, time, person, last = at["case"], at.get("time"), at.get("person"), max(at.values())
        said = [at.get(what) for what in Label._fields]
        mapped = [what for what in meant if what in at]
        numbers: dict[tuple[str, ...], int] = {}
        batch: list[_Kept] = []
        when, is_day = 0.0, False
        for line, row in self._rows(rows):
            bad = self._lines.bad()
            if bad is not None:
                self._leave(bad.line, bad.why, kind=_NOT_TEXT)
                continue
            if len(row) <= last:
                self._leave(line, _SHORT, what=next(w for w, place in at.items() if place >= len(row)))
                continue
            if not row[case].strip():
                self._leave(line, _NO_CASE)
                continue
            if not "".join(row).isascii():
                row = [nfc(cell) for cell in row]
            for what in mapped:
                row[at[what]] = meant[what].get(_folded(row[at[what]]), row[at[what]])
            try:
                if time is not None:
                    at_, is_day = instants.parse(row[time], zone, time_format)
                    when = at_.timestamp()
            except TimeOutOfRange as problem:
                self._leave(line, Words(problem.message("id"), problem.message("en")))
                continue
            except ValueError:
                self._leave(line, _NO_TIME, text=row[at["time"]][:60])
                continue
            key = tuple([row[place] if place is not None else "" for place in said])
            label = numbers.get(key)
            if label is None:
                if len(numbers) == MAX_LABELS:
                    raise LogError(path=path, line=line, why=_MANY.filled(limit=MAX_LABELS))
                label = numbers[key] = len(self.labels)
                self.labels.append(Label(*(" ".join(part[:MAX_CELL].split()) for part in key)))
            who = row[person].strip() if person is not None else ""
            batch.append((row[case].strip(), when, line, label, who, is_day))
            if len(batch) == _BATCH:
                self._keep(batch)
                yield self.events
        self._keep(batch)
        self._database.commit()

    def _rows(self, rows: Rows) -> Iterator[tuple[int, list[str]]]:
        """The lines that are CSV and not empty, each with the number of the first line that it takes."""
        while True:
            line = rows.line_num + 1
            try:
                row = next(rows, None)
            except csv.Error as problem:
                self._lines.bad()
                self._leave(line, _BAD, why=problem)
                continue
            if row is None:
                return
            if row:
                yield line, row

    @property
    def named(self) -> tuple[LeftOut, ...]:
        """The first lines that could not be used; of many that are alike, the first."""
        found: list[LeftOut] = []
        for kind, lines in self._left.items():
            count = self._counts[kind]
            found += lines if count <= _ALIKE else [lines[0]._replace(others=count - 1)]
        return tuple(sorted(found)[:_NAMED])

    def _leave(self, line: int, said: Words, /, *, kind: Words | None = None, **values: object) -> None:
        self.left_out += 1
        kind = kind if kind is not None else said
        self._counts[kind] += 1
        if self._counts[kind] <= _ALIKE:
            self._left.setdefault(kind, []).append(LeftOut(line, said.filled(**values)))

    def _keep(self, batch: list[_Kept]) -> None:
        self._database.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", batch)
        self.events += len(batch)
        batch.clear()


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        mark = file.read(2)
    return "utf-16" if mark in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"


def _errors(path: Path) -> str:
    """The error handler that marks bytes that are not text, so that `_UNREAD` finds them."""
    return "replace" if _encoding(path) == "utf-16" else "surrogateescape"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


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
