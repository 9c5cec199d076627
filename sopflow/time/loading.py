"""Calendars from YAML: read, checked, and made into an `OfficeCalendar`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from sopflow import dates
from sopflow.definition import hours
from sopflow.definition.calendars import is_calendar_file
from sopflow.definition.diagnostics import NOWHERE, error
from sopflow.definition.files import ANY
from sopflow.definition.reading import List, Map, Node, Text
from sopflow.definition.sheet import Checked, check_data, check_file, date_of, entries, text_of
from sopflow.frozen import Frozen
from sopflow.language import Words, did_you_mean

from .days_off import DaysOff, has_country
from .office import OfficeCalendar, Period
from .zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from os import PathLike

    from sopflow.definition.diagnostics import Diagnostic
    from sopflow.definition.files import Files

    from .working_days import Spans

SCHEMA: Final = "calendar-1"
NO_WEEKDAY: Final = error(
    "SOP601",
    "no-such-weekday",
    id='"{name}" bukan hari',
    en='"{name}" is not a weekday',
    hint_id="tulis senin, senin-kamis, jumat, …",
    hint_en="write senin, senin-kamis, jumat, …",
)
OUT_OF_ORDER: Final = error(
    "SOP602",
    "hours-out-of-order",
    id="jam ini mulai sebelum yang di depannya berakhir",
    en="these hours begin before those in front of them end",
)
INTO_NEXT_DAY: Final = error(
    "SOP608",
    "shift-into-next-day",
    id="giliran malam {day} belum selesai ketika jam kerja {next} mulai",
    en="the night shift of {day} is not over when the hours of {next} begin",
    hint_id="akhiri lebih awal, atau mulai jam kerja hari berikutnya sesudahnya",
    hint_en="end it earlier, or let the hours of the next day begin after it",
)
BAD_PERIOD: Final = error(
    "SOP604",
    "period-out-of-order",
    id="{what}",
    en="{what}",
    page=Words(
        "Masa berlaku jam kerja disebut dari tanggal ke tanggal, urut, dan tidak tumpang tindih.",
        "Periods of working hours go from a date to a date, in order, and do not overlap.",
    ),
)
TWICE: Final = error("SOP605", "weekday-twice", id="{day} sudah disebut", en="{day} was named already")
NO_COUNTRY: Final = error(
    "SOP606",
    "no-such-country",
    id='tidak ada data hari libur untuk "{name}"',
    en='there are no holidays for "{name}"',
)
OTHER_NAME: Final = error(
    "SOP607",
    "calendar-elsewhere",
    id='kalender "{name}" harus di berkas {name}.calendar.yaml',
    en='the calendar "{name}" belongs in the file {name}.calendar.yaml',
)
_ENDS_FIRST: Final = Words("masa ini berakhir sebelum mulai", "this period ends before it begins")
_OVERLAPS: Final = Words('masa ini bertumpuk dengan "{other}"', 'this period overlaps "{other}"')


CheckedCalendar: TypeAlias = "Checked[OfficeCalendar]"


def load_calendar(path: str | PathLike[str], files: Files = ANY) -> OfficeCalendar:
    """Load one calendar; `DefinitionError` carries every finding, if there is any error."""
    return check(path, files).required()


def calendar_files(folder: Path) -> list[Path]:
    """The calendars in a folder and below it, by name."""
    return sorted(f for f in folder.rglob("*.calendar.y*ml") if is_calendar_file(f) and f.is_file())


def check(path: str | PathLike[str], files: Files = ANY) -> CheckedCalendar:
    """Check one file; never raises for what is in it."""
    return check_file(path, SCHEMA, _read, files)


def check_bytes(data: bytes, name: str) -> CheckedCalendar:
    """Check the content of a file; every finding in order of position."""
    return check_data(data, name, SCHEMA, _read)


def _read(top: Map, name: str) -> tuple[OfficeCalendar | None, list[Diagnostic]]:
    reader = _Reader(Path(name).name)
    return reader.calendar(top), reader.found


class _Reader:
    """Forgiving: what has the wrong shape is left out here, and told by the schema."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []

    def calendar(self, top: Map) -> OfficeCalendar | None:
        zone = zone_of(top.get("time_zone"), self.found)
        week = self.hours(top.get("hours"))
        periods = self.periods(top.get("periods"))
        days_off = self.days_off(top.get("holidays"))
        name, own = text_of(top.get("calendar")), top.get("calendar")
        if name is not None and own is not None and self.file.partition(".")[0] != name:
            self.found.append(OTHER_NAME.at(own.span, name=name[:60]))
        if zone is None or name is None or not any(week.values()) or days_off is None:
            return None
        return OfficeCalendar(name, zone, week, days_off, periods)

    def hours(self, node: Node | None) -> Frozen[int, Spans]:
        week: dict[int, Spans] = {}
        for key, value, span in entries(node):
            days = hours.weekdays(key)
            if days is None:
                self.found.append(NO_WEEKDAY.at(span, name=key[:60], hint=did_you_mean(key, hours.WEEKDAYS)))
                continue
            spans = self.spans(value)
            for day in days:
                if day in week:
                    self.found.append(TWICE.at(span, day=hours.WEEKDAYS[day]))
                week[day] = spans
        self.nights(node, week)
        return Frozen(week)

    def nights(self, node: Node | None, week: dict[int, Spans]) -> None:
        """A shift over midnight ends before the hours of the next day begin."""
        for day, spans in sorted(week.items()):
            following = (day + 1) % 7
            first = week.get(following, ())[:1]
            if spans and first and spans[-1][1] - hours.DAY > first[0][0] and isinstance(node, Map):
                place = next(s for key, _, s in entries(node) if day in (hours.weekdays(key) or ()))
                self.found.append(INTO_NEXT_DAY.at(place, day=hours.WEEKDAYS[day], next=hours.WEEKDAYS[following]))

    def spans(self, node: Node) -> Spans:
        found: list[tuple[int, int]] = []
        for item in node.items if isinstance(node, List) else ():
            try:
                span = hours.parse(text_of(item) or "")
            except hours.NotHours:
                continue
            if found and span[0] < found[-1][1]:
                self.found.append(OUT_OF_ORDER.at(item.span))
            else:
                found.append(span)
        return tuple(found)

    def periods(self, node: Node | None) -> list[Period]:
        found: list[Period] = []
        for item in node.items if isinstance(node, List) else ():
            if not isinstance(item, Map):
                continue
            first, last, title = (
                date_of(item.get("from")),
                date_of(item.get("to")),
                text_of(item.get("title")) or "",
            )
            week = self.hours(item.get("hours"))
            if first is None or last is None:
                continue
            span = item.keys["from"]
            other = next((p for p in found if p.first <= last and first <= p.last), None)
            if last < first:
                self.found.append(BAD_PERIOD.at(span, what=_ENDS_FIRST))
            elif other is not None:
                self.found.append(BAD_PERIOD.at(span, what=_OVERLAPS.filled(other=other.title)))
            else:
                estimate = item.get("estimate")
                found.append(
                    Period(title, first, last, week, isinstance(estimate, Text) and estimate.value is True)
                )
        return found

    def days_off(self, node: Node | None) -> DaysOff | None:
        top = node if isinstance(node, Map) else Map(NOWHERE)
        country = top.get("country")
        name = text_of(country)
        if name is not None and country is not None and not has_country(name):
            self.found.append(NO_COUNTRY.at(country.span, name=name[:60]))
            return None
        return DaysOff(name, own=dict(_dates(top.get("own"))), worked=dict(_dates(top.get("worked"))))


def _dates(node: Node | None) -> Iterator[tuple[date, str]]:
    for key, value, _ in entries(node):
        try:
            yield dates.parse(key), text_of(value) or ""
        except dates.NotADate:
            continue
