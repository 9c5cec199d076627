"""Calendars from YAML: read, checked, and made into an `OfficeCalendar`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sopflow.definition import dates, hours, schema
from sopflow.definition.diagnostics import NOWHERE, Severity, error, in_order
from sopflow.definition.reading import List, Map, Node, Text, compose, decode
from sopflow.definition.reading.rules import NOT_READABLE
from sopflow.definition.reading.source import MAX_BYTES
from sopflow.errors import DefinitionError
from sopflow.language import Words, did_you_mean

from .days_off import DaysOff, has_country
from .office import OfficeCalendar, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from os import PathLike

    from sopflow.definition.diagnostics import Diagnostic, Span

    from .working_days import Spans

SCHEMA: Final = "calendar-1"
SUFFIXES: Final = (".calendar.yaml", ".calendar.yml")
NO_WEEKDAY: Final = error(
    "SOP601",
    "no-such-weekday",
    id='"{name}" bukan hari',
    en='"{name}" is no weekday',
    hint_id="tulis senin, senin-kamis, jumat, …",
    hint_en="write senin, senin-kamis, jumat, …",
)
OUT_OF_ORDER: Final = error(
    "SOP602",
    "hours-out-of-order",
    id="jam ini mulai sebelum yang di depannya berakhir",
    en="these hours begin before those in front of them end",
)
NO_ZONE: Final = error(
    "SOP603", "no-such-time-zone", id='tidak ada zona waktu "{name}"', en='there is no time zone "{name}"'
)
BAD_PERIOD: Final = error("SOP604", "period-out-of-order", id="{what}", en="{what}")
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


@dataclass(frozen=True, slots=True)
class CheckedCalendar:
    """A file with its findings; `calendar` is there unless an error stands in the way."""

    path: str
    lines: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    calendar: OfficeCalendar | None


def load_calendar(path: str | PathLike[str]) -> OfficeCalendar:
    """Load one calendar; `DefinitionError` carries every finding, if there is any error."""
    checked = check(path)
    if checked.calendar is None:
        raise DefinitionError(checked.path, checked.findings, checked.lines)
    return checked.calendar


def calendar_files(folder: Path) -> list[Path]:
    """The calendars in a folder and below it, by name."""
    return sorted(f for f in folder.rglob("*.calendar.y*ml") if is_calendar_file(f) and f.is_file())


def is_calendar_file(path: Path) -> bool:
    """Whether a file holds a calendar, by its name."""
    return path.name.endswith(SUFFIXES)


def check(path: str | PathLike[str]) -> CheckedCalendar:
    """Check one file; never raises for what is in it."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        return _checked(str(path), (), [NOT_READABLE.at(NOWHERE, why=why)], None)
    return check_bytes(data, str(path))


def check_bytes(data: bytes, name: str) -> CheckedCalendar:
    """Check the content of a file; every finding in order of position."""
    text, unreadable = decode(data)
    lines = tuple(text.split("\n"))
    root, findings = (None, unreadable) if unreadable else compose(text)
    if root is None:
        return _checked(name, lines, findings, None)
    reader = _Reader(Path(name).name)
    calendar = reader.calendar(root if isinstance(root, Map) else Map(NOWHERE))
    found = [*findings, *list(schema.validate(root, SCHEMA))[:200], *reader.found]
    return _checked(name, lines, found, calendar)


class _Reader:
    """Forgiving: what has the wrong shape is left out here, and told by the schema."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []

    def calendar(self, top: Map) -> OfficeCalendar | None:
        zone = self.zone(top.get("time_zone"))
        week = self.hours(top.get("hours"))
        periods = self.periods(top.get("periods"))
        days_off = self.days_off(top.get("holidays"))
        name, own = _text(top.get("calendar")), top.get("calendar")
        if name is not None and own is not None and self.file.partition(".")[0] != name:
            self.found.append(OTHER_NAME.at(own.span, name=name[:60]))
        if zone is None or name is None or not week or days_off is None:
            return None
        return OfficeCalendar(name, zone, week, days_off, periods)

    def zone(self, node: Node | None) -> ZoneInfo | None:
        name = _text(node)
        if name is None or node is None:
            return None
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            region = [zone for zone in available_timezones() if zone.partition("/")[0] == name.partition("/")[0]]
            self.found.append(NO_ZONE.at(node.span, name=name[:60], hint=did_you_mean(name, sorted(region))))
            return None

    def hours(self, node: Node | None) -> dict[int, Spans]:
        week: dict[int, Spans] = {}
        for key, value, span in _entries(node):
            days = hours.weekdays(key)
            if days is None:
                self.found.append(NO_WEEKDAY.at(span, name=key[:60], hint=did_you_mean(key, hours.WEEKDAYS)))
                continue
            spans = self.spans(value)
            for day in days:
                if day in week:
                    self.found.append(TWICE.at(span, day=hours.WEEKDAYS[day]))
                week[day] = spans
        return week

    def spans(self, node: Node) -> Spans:
        found: list[tuple[int, int]] = []
        for item in node.items if isinstance(node, List) else ():
            try:
                span = hours.parse(_text(item) or "")
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
            first, last, title = _date(item.get("from")), _date(item.get("to")), _text(item.get("title")) or ""
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
        name = _text(country)
        if name is not None and country is not None and not has_country(name):
            self.found.append(NO_COUNTRY.at(country.span, name=name[:60]))
            return None
        return DaysOff(name, own=dict(_dates(top.get("own"))), worked=dict(_dates(top.get("worked"))))


def _entries(node: Node | None) -> Iterator[tuple[str, Node, Span]]:
    if isinstance(node, Map):
        for key, value in node.values.items():
            yield key, value, node.keys[key]


def _dates(node: Node | None) -> Iterator[tuple[date, str]]:
    for key, value, _ in _entries(node):
        try:
            yield dates.parse(key), _text(value) or ""
        except dates.NotADate:
            continue


def _date(node: Node | None) -> date | None:
    try:
        return dates.parse(_text(node) or "")
    except dates.NotADate:
        return None


def _text(node: Node | None) -> str | None:
    if isinstance(node, Text) and isinstance(node.value, str) and node.value.strip():
        return " ".join(node.value.split())
    return None


def _checked(
    name: str, lines: tuple[str, ...], findings: Iterable[Diagnostic], calendar: OfficeCalendar | None
) -> CheckedCalendar:
    placed = tuple(replace(found, file=name) for found in in_order(findings))
    is_broken = any(found.severity is Severity.ERROR for found in placed)
    return CheckedCalendar(name, lines, placed, None if is_broken else calendar)
