"""`sopflow due`: calculate a due time, and every day that was skipped on the way."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from sopflow import dates
from sopflow.definition import duration, instants
from sopflow.definition.kinds import kind_of
from sopflow.language import Words, did_you_mean
from sopflow.time import AROUND_THE_CLOCK, Calendar
from sopflow.time.loading import load_calendar
from sopflow.time.office import OfficeCalendar
from sopflow.time.shelf import calendars_near
from sopflow.time.span import in_range

from .output import say, say_json
from .usage import FORMAT, BadOption, Parser

NAME = "due"
HELP = "hitung batas waktu / calculate a due time"

_BAD_DURATION = Words(
    '"{text}" bukan lama waktu; tulis misalnya "2 hari", "3 jam", "5 hari kalender"',
    '"{text}" is not a duration; write, for example, "2 hari", "3 jam", "5 hari kalender"',
)
_BAD_START = Words(
    '"{text}" bukan waktu; tulis misalnya 2026-03-17T10:00',
    '"{text}" is not a time; write, for example, 2026-03-17T10:00',
)
_NO_CALENDAR = Words(
    'tidak ada kalender "{name}" di {folders}; {hint}', 'there is no calendar "{name}" in {folders}; {hint}'
)
_DUE = Words("{day}, {date} pukul {time} ({zone})", "{day}, {date} at {time} ({zone})")
_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SKIPPED = Words("dilewati:", "skipped:")
_PROVISIONAL = Words(
    "sementara: hari libur di sekitarnya baru perkiraan atau belum ditetapkan",
    "provisional: days off near it are only estimated, or not decided yet",
)


def configure(parser: Parser) -> None:
    parser.takes({"duration DURATION": 'lamanya, misalnya "2 hari" / how long, such as "2 hari"'})
    parser.takes({"--from TIME": "sejak kapan; tanpa ini: sekarang / the start; default: now"}, dest="start")
    parser.add_argument(
        "--calendar",
        metavar="ID|FILE",
        help="kalender kerja; tanpa ini: sepanjang waktu / the business calendar; default: around the clock",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORMAT)


def execute(arguments: Namespace) -> None:
    language = arguments.lang
    try:
        length = duration.parse(arguments.duration)
    except duration.NotADuration:
        raise BadOption(why=_BAD_DURATION.filled(text=arguments.duration)) from None
    calendar: Calendar = AROUND_THE_CLOCK
    if arguments.calendar is not None:
        calendar = _calendar(arguments.calendar)
    office = calendar if isinstance(calendar, OfficeCalendar) else None
    try:
        start = _start(arguments.start, office)
    except ValueError:
        raise BadOption(why=_BAD_START.filled(text=arguments.start)) from None
    due = calendar.add(start, length)
    skipped = list(office.skipped(start, due)) if office is not None and length.counts_work else []
    provisional = calendar.is_provisional(start, due)
    if arguments.format == "json":
        days = [{"date": s.date.isoformat(), "reason": s.reason, "estimate": s.is_estimate} for s in skipped]
        say_json({"due": due.isoformat(), "skipped": days, "provisional": provisional})
        return
    zone = due.tzname() or due.strftime("%z")
    date, time = due.strftime("%Y-%m-%d"), due.strftime("%H:%M")
    say(_DUE.within(language, day=_DAYS[language][due.weekday()], date=date, time=time, zone=zone))
    if skipped:
        say("\n" + _SKIPPED.within(language))
    for one in skipped:
        say(f"  {one.date} {one.reason}")
    if provisional:
        say("\n" + _PROVISIONAL.within(language))


def _calendar(name: str) -> Calendar:
    if kind_of(Path(name)) == "calendar":
        return load_calendar(name)
    shelf = calendars_near()
    if name in shelf:
        return shelf[name]
    folders = tuple(str(folder) for folder in shelf.folders)
    raise BadOption(why=_NO_CALENDAR.filled(name=name, folders=folders, hint=did_you_mean(name, shelf)))


def _start(text: str | None, office: OfficeCalendar | None) -> datetime:
    """The start; a time without a zone is the office's, or this machine's. `ValueError` for what is not a time."""
    if text is None:
        start = datetime.now().astimezone().replace(second=0, microsecond=0)
    else:
        try:
            start = dates.instant(text.strip())
        except ValueError:
            start = instants.parse(text)
    if in_range(start).tzinfo is None:
        return start.replace(tzinfo=office.zone) if office is not None else start.astimezone()
    return start.astimezone(office.zone) if office is not None else start
