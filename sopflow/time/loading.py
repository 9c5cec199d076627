"""Calendars from YAML: read, checked, and made into an `OfficeCalendar`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from sopflow.definition import hours
from sopflow.definition.files import ANY, Files
from sopflow.definition.format.reader import read
from sopflow.definition.sheet import Checked, check_data, check_file
from sopflow.diagnostics import Diagnostic, error
from sopflow.errors import MissingPackage
from sopflow.frozen import Frozen
from sopflow.language import Words, did_you_mean
from sopflow.reasons import reason_of

from .days_off import DaysOff, has_country
from .format import Holidays, Hours, WrittenCalendar, WrittenPeriod
from .office import OfficeCalendar, Period
from .zones import zone_of

if TYPE_CHECKING:
    from os import PathLike

    from sopflow.definition.nodes import Map
    from sopflow.definition.refs import Ref

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
    en="these hours begin before the hours listed before them end",
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


def check(path: str | PathLike[str], files: Files = ANY) -> CheckedCalendar:
    """Check one file; never raises for what is in it."""
    return check_file(path, SCHEMA, _read, files)


def check_bytes(data: bytes, name: str) -> CheckedCalendar:
    """Check the content of a file; every finding in order of position."""
    return check_data(data, name, SCHEMA, _read)


def _read(top: Map, name: str) -> tuple[OfficeCalendar | None, list[Diagnostic]]:
    maker, written = _Maker(), read(WrittenCalendar, top)
    made = maker.calendar(written)
    own = written.calendar
    if own is not None and Path(name).name.partition(".")[0] != own:
        maker.found.append(OTHER_NAME.at(own.span, name=own[:60]))
    return made, maker.found


class _Maker:
    """Makes a calendar of what its file says, and finds what does not fit together; what has the wrong shape is left out,
    and told by the schema."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def calendar(self, written: WrittenCalendar) -> OfficeCalendar | None:
        zone = zone_of(written.time_zone, self.found)
        week = self.hours(written.hours)
        periods = self.periods(written.periods)
        days_off = self.days_off(written.holidays)
        if zone is None or written.calendar is None or not any(week.values()) or days_off is None:
            return None
        return OfficeCalendar(str(written.calendar), zone, week, days_off, periods)

    def hours(self, written: Hours) -> Frozen[int, Spans]:
        week: dict[int, Spans] = {}
        for name, texts in written:
            days = hours.weekdays(name)
            if days is None:
                self.found.append(
                    NO_WEEKDAY.at(name.span, name=name[:60], hint=did_you_mean(name, hours.WEEKDAYS))
                )
                continue
            spans = self.spans(texts)
            for day in days:
                if day in week:
                    self.found.append(TWICE.at(name.span, day=hours.WEEKDAYS[day]))
                week[day] = spans
        self.nights(written, week)
        return Frozen(week)

    def nights(self, written: Hours, week: dict[int, Spans]) -> None:
        """A shift over midnight ends before the hours of the next day begin."""
        for day, spans in sorted(week.items()):
            following = (day + 1) % 7
            first = week.get(following, ())[:1]
            if spans and first and spans[-1][1] - hours.DAY > first[0][0]:
                place = next(name.span for name, _ in written if day in (hours.weekdays(name) or ()))
                self.found.append(INTO_NEXT_DAY.at(place, day=hours.WEEKDAYS[day], next=hours.WEEKDAYS[following]))

    def spans(self, texts: Iterable[Ref]) -> Spans:
        found: list[tuple[int, int]] = []
        for text in texts:
            try:
                span = hours.parse(text)
            except hours.NotHours:
                continue
            if found and span[0] < found[-1][1]:
                self.found.append(OUT_OF_ORDER.at(text.span))
            else:
                found.append(span)
        return tuple(found)

    def periods(self, written: Iterable[WrittenPeriod]) -> list[Period]:
        found: list[Period] = []
        for one in written:
            week = self.hours(one.hours)
            first, last = one.first, one.last
            if first is None or last is None:
                continue
            other = next((p for p in found if p.first <= last and first <= p.last), None)
            if last < first:
                self.found.append(BAD_PERIOD.at(one.first_at, what=_ENDS_FIRST))
            elif other is not None:
                self.found.append(BAD_PERIOD.at(one.first_at, what=_OVERLAPS.filled(other=other.title)))
            else:
                found.append(Period(one.title or "", first, last, week, one.estimate))
        return found

    def days_off(self, written: Holidays) -> DaysOff | None:
        country, hint = written.country, None
        try:
            is_known = country is None or has_country(country)
        except MissingPackage as problem:  # told of this file, and the others are checked
            is_known, hint = False, reason_of(problem)
        if country is not None and not is_known:
            self.found.append(NO_COUNTRY.at(country.span, name=country[:60], hint=hint))
            return None
        return DaysOff(str(country) if country is not None else None, own=written.own, worked=written.worked)
