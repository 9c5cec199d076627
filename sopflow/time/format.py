"""The keys of a calendar's file, each in the class of the part that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sopflow import dates
from sopflow.definition.format.key import key, keys_of, named, part
from sopflow.definition.format.reader import read
from sopflow.definition.format.shapes import (
    FLAG,
    PLAIN_ID,
    TEXT,
    TEXTS,
    array,
    expected,
    file_of,
    mapping,
    matching,
    of_part,
    written,
)
from sopflow.definition.format.values import maps_of, ref_of, text_of
from sopflow.definition.nodes import List, Map, Node
from sopflow.definition.refs import Ref, its_place
from sopflow.definition.written import date_of, entries
from sopflow.diagnostics import Span
from sopflow.fields.limits import END
from sopflow.frozen import NOTHING, freeze

Hours = tuple[tuple[Ref, tuple[Ref, ...]], ...]
"""Weekdays as they are written, with their hours as they are."""


def _hours_of(node: Node | None) -> Hours:
    return tuple(
        (
            Ref(days, at),
            tuple(Ref(text_of(one) or "", one.span) for one in value.items) if isinstance(value, List) else (),
        )
        for days, value, at in entries(node)
    )


def _dates_of(node: Node | None) -> Mapping[date, str]:
    found = {}
    for text, why, _ in entries(node):
        try:
            found[dates.parse(text)] = text_of(why) or ""
        except dates.NotADate:
            continue
    return found


DAY: Final = written("date", "tanggal, misalnya 2026-02-18", "a date, such as 2026-02-18", date_of)
_NAME: Final = PLAIN_ID._replace(read=ref_of)
_HOURS: Final = key(
    mapping(
        array(written("hours", "jam dari-sampai, misalnya 07:30-12:00 atau 22:00-06:00",
                      "hours from-to, such as 07:30-12:00 or 22:00-06:00"),
              "daftar jam, misalnya [07:30-12:00, 13:00-16:00]", "a list of hours, such as [07:30-12:00, 13:00-16:00]",
              minItems=1, maxItems=12),
        "hari dan jamnya, misalnya {senin-kamis: [07:30-12:00, 13:00-16:00]}",
        "weekdays with their hours, such as {senin-kamis: [07:30-12:00, 13:00-16:00]}", minProperties=1, name="hours")._replace(read=_hours_of),
    "0.1", "Jam kerja / Hours",
    "Jam kerja per hari; istirahat adalah celah di antaranya. Hari yang tidak disebut libur. Giliran malam ditulis 22:00-06:00 dan termasuk hari mulainya.",
    "Working hours by weekday; a break is the gap between them. A day that is not named is off. A night shift is written 22:00-06:00 and belongs to the day on which it begins.",
    {"senin-kamis": ["07:30-12:00", "13:00-16:00"], "jumat": ["07:30-11:30", "13:00-16:30"]}, required=True,
)  # fmt: skip
_DATES: Final = mapping(
    TEXT, "tanggal dan alasannya", "dates with their reasons",
    written("date", "tanggal, misalnya 2026-02-28", "a date, such as 2026-02-28"),
)._replace(read=_dates_of)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Days off, and those on which the office works all the same."""

    country: Ref | None = field(default=None, metadata=key(
        matching(f"^[A-Z]{{2}}{END}", "kode negara dua huruf, misalnya ID", "a country code of two letters, such as ID"),
        "0.1", "Negara / Country", "Kode negara ISO 3166-1; datanya dari paket holidays.",
        "An ISO 3166-1 country code; the data comes from the package holidays.", "ID"))  # fmt: skip
    own: Mapping[date, str] = field(default=NOTHING, metadata=key(
        _DATES, "0.1", "Tanggal sendiri / Own dates", "Hari libur kantor ini saja, dengan alasannya.",
        "This office's own days off, with the reason.", {"2026-02-28": "Hari jadi Kota Tangerang"}))  # fmt: skip
    worked: Mapping[date, str] = field(default=NOTHING, metadata=key(
        _DATES, "0.1", "Tetap masuk / Worked", "Hari libur yang di kantor ini tetap masuk, dengan alasannya.",
        "Holidays on which this office works, with the reason.", {"2026-12-24": "Pelayanan tetap buka"}))  # fmt: skip

    def __post_init__(self) -> None:
        freeze(self, "own", "worked")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPeriod:
    """Other hours over a time, as a file has them."""

    title: str | None = field(metadata=key(
        TEXT, "0.1", "Judul / Title", "Nama masa ini.", "What it is.", "Ramadan 1447 H", required=True, also=("nama",)))  # fmt: skip
    first: date | None = field(metadata=named(**{"from": key(
        DAY, "0.1", "Dari / From", "Hari pertamanya.", "Its first day.", "2026-02-18", "18 Februari 2026", required=True)}))  # fmt: skip
    last: date | None = field(metadata=named(to=key(
        DAY, "0.1", "Sampai / To", "Hari terakhirnya.", "Its last day.", "2026-02-18", "18 Februari 2026", required=True)))  # fmt: skip
    hours: Hours = field(metadata=_HOURS)
    estimate: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Perkiraan / Estimate", "true: tanggalnya belum ditetapkan, sehingga batas waktu di sekitarnya bersifat sementara.",
        "true: its dates are not decided yet, so due times near it are provisional.", True))  # fmt: skip
    first_at: Span = its_place()


def _periods_of(node: Node | None) -> tuple[WrittenPeriod, ...]:
    items = maps_of(node) if isinstance(node, List) else ()
    return tuple(read(WrittenPeriod, one, first_at=one.keys.get("from", one.span)) for one in items)


_HOLIDAYS: Final = part(
    "holidays",
    Holidays,
    **expected("sebuah bagian dengan country, own, worked", "a mapping with country, own, worked"),
)
_PERIOD: Final = part(
    "period", WrittenPeriod, title="Masa / Period",
    **expected("sebuah masa dengan title, from, to, hours", "a period with title, from, to, hours"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCalendar:
    """A calendar, as its file has it."""

    calendar: Ref | None = field(metadata=key(
        _NAME, "0.1", "Id kalender / Calendar id", "Nama pendek; SOP memakainya lewat `calendar:`.",
        "The short name that an SOP uses in `calendar:`.", "tangerang", required=True))  # fmt: skip
    title: str | None = field(metadata=key(
        TEXT, "0.1", "Judul / Title", "Nama kalender untuk orang.", "The calendar's name for people.",
        "Jam kerja Kota Tangerang", required=True, also=("nama",)))  # fmt: skip
    time_zone: Ref | None = field(metadata=key(
        TEXT._replace(read=ref_of), "0.1", "Zona waktu / Time zone",
        "Zona waktu menurut basis data IANA: Asia/Jakarta (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT).",
        "A time zone of the IANA database.", "Asia/Jakarta", required=True))  # fmt: skip
    hours: Hours = field(metadata=_HOURS)
    holidays: Holidays = field(default=Holidays(), metadata=key(
        of_part(_HOLIDAYS, lambda node: read(Holidays, node) if isinstance(node, Map) else None), "0.1", "Hari libur / Holidays",
        "Hari libur negara dengan cuti bersama, tanggal sendiri, dan hari yang tetap masuk. Pada hari libur tidak ada giliran yang mulai; giliran malam dari hari sebelumnya tetap selesai.",
        "A country's holidays with collective leave, one's own dates, and days that are worked all the same. On a day off no shift begins; the night shift of the day before is worked to its end.",
        {"country": "ID", "own": {"2026-02-28": "Hari jadi Kota Tangerang"}}))  # fmt: skip
    periods: tuple[WrittenPeriod, ...] = field(default=(), metadata=key(
        array(_PERIOD, "daftar masa", "a list of periods", _periods_of), "0.1", "Masa khusus / Periods",
        "Jam lain selama suatu masa, misalnya Ramadan; hari pertama dan terakhir termasuk.",
        "Other hours over a period, such as Ramadan; the first and the last day included.",
        [{"title": "Ramadan 1447 H", "from": "2026-02-19", "to": "2026-03-20", "hours": {"senin-kamis": ["08:00-12:00", "12:30-15:00"]}}]))  # fmt: skip
    source: tuple[str, ...] = field(default=(), metadata=key(
        TEXTS, "0.1", "Sumber / Sources", "Dari mana isinya, dan apa yang diandaikan.",
        "Where it comes from, and what is assumed.", ["Perpres 21/2023"]))  # fmt: skip


CALENDAR: Final = file_of(
    "calendar", "Kalender kerja, format 1", "Jam kerja dan hari libur sebuah kantor.",
    "The working hours and days off of an office.",
    {"sopflow": 1, "calendar": "contoh", "title": "Jam kerja kantor", "time_zone": "Asia/Jakarta",
     "hours": {"senin-jumat": ["08:00-12:00", "13:00-16:00"]}, "holidays": {"country": "ID"}},
    {name: own for _, name, own in keys_of(WrittenCalendar)},
)  # fmt: skip
