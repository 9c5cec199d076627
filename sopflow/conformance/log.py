"""An event log: read as a stream, put in order on disk, handed out case by case.

Memory does not grow with the log: it is sorted in a temporary SQLite database.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from itertools import groupby
from operator import itemgetter
from os import PathLike
from pathlib import Path
from typing import Any, Final, NamedTuple

from sopflow.definition.titles import folded
from sopflow.errors import TimeOutOfRange
from sopflow.fields import Field, Problem
from sopflow.flow.lifecycle import STATUSES
from sopflow.language import Words, did_you_mean, nfc
from sopflow.reasons import reason_of
from sopflow.texts import by_name

from . import instants
from .filled import FieldColumn, columns_of
from .sources.ocel import Ocel
from .sources.separated import Separated
from .sources.source import LogError, Source, Unusable
from .sources.xes import Xes

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "case": ("case", "case_id", "case id", "caseid", "case:concept:name", "kasus", "nomor", "id"),
    "activity": (
        "sop:row",
        "activity",
        "concept:name",
        "ocel:type",
        "task",
        "step",
        "kegiatan",
        "langkah",
        "aktivitas",
    ),
    "actor": (
        "sop:actor",
        "actor",
        "resource",
        "org:role",
        "org:resource",
        "role",
        "by",
        "pelaksana",
        "oleh",
        "jabatan",
    ),
    "time": ("time", "timestamp", "time:timestamp", "ocel:time", "date", "at", "waktu", "tanggal"),
    "outcome": ("sop:outcome", "outcome", "result", "answer", "jawaban", "hasil"),
    "person": ("person", "user", "employee", "orang", "pegawai", "nama pegawai", "nip", "org:resource"),
    "transition": ("lifecycle:transition", "lifecycle"),
    "status": ("sop:status", "case:sop:status"),
    "sop": ("sop:id", "case:sop:id"),
}
"""What a log says of an event, and the heads of columns that are taken for it; only the first two must be there."""
LOGS: Final = (".xes", ".jsonocel", ".xmlocel", ".csv")
"""How files that are logs end, where something else could stand too."""
REQUIRED: Final = ("case", "activity")
PARTIAL: Final = tuple(status for status in STATUSES if status != "completed")
"""Statuses of cases that went no further, and are judged as far as they went."""
_DONE: Final = ("complete", "")
"""Of the lifecycle of XES: what says that an activity was done."""
MAX_CELL: Final = 10_000
MAX_LABELS: Final = 100_000
"""Different events of a log; each is kept in memory."""
_BATCH: Final = 20_000
_NAMED: Final = 10
"""Lines left out that are named; all are counted."""
_ALIKE: Final = 3
"""Of lines that are left out for one reason more are counted, and one is named."""


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
    is_partial: bool = False
    """Whether it has not come to an end, by what the log says of its status."""
    fields: tuple[Mapping[str, Any], ...] = ()
    """What was filled in at each, of the fields that were asked for."""


class LeftOut(NamedTuple):
    """A line that could not be used, and why."""

    line: int
    why: Words
    others: int = 0
    """How many lines after it are left out for the same reason, and not named."""


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
_Kept = tuple[str, float, int, int, str, bool, bool, "str | None"]
"""A case, when, the line, what it says, who, whether only the day is known, whether the case has not ended, and fields."""


class Log:
    """A log, sorted on disk. Use it as a context: it removes its temporary file."""

    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.events = 0
        self.columns: dict[str, str] = {}
        """What was read from which column, by its head."""
        self.left_out = 0
        """Lines that could not be used."""
        self.fields: tuple[FieldColumn, ...] = ()
        """The columns that say what was filled in."""
        self.parts = 0
        """Lines that say something of an activity, and not that it was done."""
        self.others: dict[str, int] = {}
        """Cases of other SOPs than the one that was asked for, by the ids of these; their lines are left out."""
        self.misread: dict[str, LeftOut] = {}
        """Of each field the first cell that it cannot have."""
        self._left: dict[Words, list[LeftOut]] = {}
        self._counts: Counter[Words] = Counter()
        self._apart = "", ""
        self._folder = tempfile.TemporaryDirectory(prefix="sopflow-log-")
        self._database = sqlite3.connect(Path(self._folder.name) / "log.sqlite")
        # nothing here is worth keeping through a crash
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "cache_size=-32000"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(
            "CREATE TABLE event (name TEXT, at REAL, line INTEGER, label INTEGER, person TEXT, day INTEGER, part INTEGER, said TEXT)"
        )
        self._database.execute("CREATE TABLE other (name TEXT, sop TEXT, PRIMARY KEY (name, sop)) WITHOUT ROWID")

    def __enter__(self) -> Log:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._folder.cleanup()

    def read(
        self, path: str | PathLike[str], columns: Mapping[str, str] | None = None, *,
        values: Mapping[str, Mapping[str, str]] = {}, zone: tzinfo = UTC, time_format: str | None = None,
        fields: Mapping[str, Field] = {}, sop: str | None = None,
    ) -> Iterator[int]:  # fmt: skip
        """Read a file: XES, OCEL 2.0 (`.jsonocel`, `.json`, `.xmlocel`), or CSV (UTF-8, or UTF-16 with its mark); yields the number of events so far from time to time.

        `columns` maps what is said to the heads of its columns (XES: the keys of attributes; OCEL: the types of objects too), `values` what a column says to what it means. Times without
        a zone are in `zone`. Of `fields` what the columns of their names say is kept. Where the log names the SOPs of its cases, only those of `sop` are kept. A line that cannot be used is left out and counted. `LogError` where a column is missing,
        `BadForm` for a format that reads no times.
        """
        if time_format is not None:
            instants.require_form(time_format)
        source = self._source(by_name(path), str(path))
        self.fields = columns_of(fields, source.heads)
        yield from self._read(str(path), source, columns or {}, values, zone, time_format, sop)
        found = self._database.execute("SELECT sop, count(*) FROM other GROUP BY sop ORDER BY count(*) DESC, sop")
        self.others = dict(found)

    def _source(self, place: Path, said: str) -> Source:
        """The file by its ending; what is none of the others is CSV."""
        match place.suffix.lower():
            case ".xes":
                return Xes(place, said)
            case ".jsonocel" | ".json" | ".xmlocel":
                return Ocel(place, said, self._database)
            case _:
                return Separated(place, said)

    def cases(self) -> Iterator[Case]:
        """The cases by name, each with its events in order of time (then of the file)."""
        rows = self._database.execute(
            "SELECT name, at, line, label, person, day, part, said FROM event ORDER BY name, at, line"
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
                any(event[6] for event in events),
                tuple([json.loads(event[7]) if event[7] else {} for event in events]) if self.fields else (),
            )

    def _read(
        self, path: str, source: Source, columns: Mapping[str, str], values: Mapping[str, Mapping[str, str]], zone: tzinfo,
        time_format: str | None, sop: str | None,
    ) -> Iterator[int]:  # fmt: skip
        heads = source.heads
        at = _places(path, heads, columns)
        self.columns = {what: " ".join(heads[place].split()) for what, place in at.items()}
        meant = {what: {folded(was): now for was, now in listed.items()} for what, listed in values.items()}
        case, time, person, last = at["case"], at.get("time"), at.get("person"), max(at.values())
        part, status, of = at.get("transition"), at.get("status"), at.get("sop")
        said = [at.get(what) for what in Label._fields]
        mapped = [what for what in meant if what in at]
        numbers: dict[tuple[str, ...], int] = {}
        batch: list[_Kept] = []
        when, is_day = 0.0, False
        for line, row in source.found(case):
            if isinstance(row, Unusable):
                self._leave(line, row.why, kind=row.kind)
                continue
            if len(row) <= last:
                self._leave(line, _SHORT, what=next(w for w, place in at.items() if place >= len(row)))
                continue
            if not row[case].strip():
                self._leave(line, _NO_CASE)
                continue
            if of is not None and sop is not None and row[of].strip() not in ("", sop):
                self._set_apart(row[case].strip(), row[of].strip())
                continue
            if part is not None and row[part].strip().casefold() not in _DONE:
                self.parts += 1
                continue
            if not "".join(row).isascii():
                row = [nfc(cell) for cell in row]
            for what in mapped:
                row[at[what]] = meant[what].get(folded(row[at[what]]), row[at[what]])
            try:
                if time is not None:
                    at_, is_day = instants.parse(row[time], zone, time_format)
                    when = at_.timestamp()
            except TimeOutOfRange as problem:
                self._leave(line, reason_of(problem))
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
            is_partial = status is not None and row[status].strip().casefold() in PARTIAL
            filled = self._filled(line, row) if self.fields else None
            batch.append((row[case].strip(), when, line, label, who, is_day, is_partial, filled))
            if len(batch) == _BATCH:
                self._keep(batch)
                yield self.events
        self._keep(batch)
        self._database.commit()

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

    def _set_apart(self, name: str, sop: str) -> None:
        """A case of another SOP."""
        if self._apart != (name, sop):
            self._apart = name, sop
            self._database.execute("INSERT OR IGNORE INTO other VALUES (?, ?)", self._apart)

    def _filled(self, line: int, row: list[str]) -> str | None:
        """What a line says was filled in, as JSON; a cell that its field cannot have is told, and says nothing."""
        found = {}
        for column in self.fields:
            text = row[column.at].strip() if column.at < len(row) else ""
            value = column.value(text) if text else None
            if isinstance(value, Problem):
                self.misread.setdefault(column.field.id, LeftOut(line, column.misread(text, value)))
            elif value is not None:
                found[column.field.id] = value
        return json.dumps(found, ensure_ascii=False) if found else None

    def _keep(self, batch: list[_Kept]) -> None:
        self._database.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", batch)
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
