"""The periodic evaluation of SOPs as a page to read, print and sign: where time is lost, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sopflow.language import Language, Words, number
from sopflow.time.spoken import spoken

from .charts import STYLE, Bar, bars, data_table
from .formats.html import REPORT, document, pages_html
from .formats.marks import clean
from .layout import picture_of
from .overlays import measures_overlay

if TYPE_CHECKING:
    from sopflow.engine.evaluating import Evaluation, Group, Way
    from sopflow.engine.measuring import Times
    from sopflow.engine.naming import Naming

_TITLE: Final = Words("Evaluasi penerapan SOP", "Evaluation of SOPs in use")
_PERIOD: Final = Words("Masa yang dinilai: {since} sampai {until}", "Period: {since} to {until}")
_FIRST, _LAST = Words("awal", "the beginning"), Words("sekarang", "now")
_NOTHING: Final = Words("Tidak ada proses dalam masa ini.", "There are no instances in this period.")
_COUNTS: Final = Words(
    "{instances} proses: {completed} selesai, {cancelled} dibatalkan, {running} masih berjalan atau ditunda.",
    "{instances} instance(s): {completed} completed, {cancelled} cancelled, {running} still running or suspended.",
)
_LASTED: Final = Words(
    "Proses yang selesai berlangsung rata-rata {mean}, paling lama {longest}.",
    "Completed instances took {mean} on average, {longest} at most.",
)
_LATE: Final = Words(
    "{late} proses ({percent} %) melewati batas waktu keseluruhan.",
    "{late} instance(s) ({percent} %) went past the time limit.",
)
_REWORKED: Final = Words(
    "Pada {count} dari {completed} proses yang selesai ada langkah yang dikerjakan lebih dari sekali.",
    "In {count} of {completed} completed instances a row was done more than once.",
)
_MOST: Final = Words(
    'Waktu terbanyak dipakai di "{row}": {percent} % dari seluruh waktu semua langkah.',
    'Most time was spent at "{row}": {percent} % of the time of all rows.',
)
_WHERE: Final = Words("Waktu rata-rata per langkah", "Mean time of each row")
_KINDS: Final = (
    Words("dikerjakan", "working"), Words("menunggu diambil", "waiting to be taken"), Words("tidak dipisahkan", "not split"),
)  # fmt: skip
_SPLIT: Final = Words(
    "Menunggu: sejak langkah terbuka sampai seseorang mengambilnya (claim) atau diberi tugas itu; dikerjakan: sesudahnya. Langkah yang"
    " tidak pernah diambil lebih dahulu tidak dapat dipisahkan. Semua waktu adalah jam kerja menurut kalendernya.",
    "Waiting: from when a row was opened until somebody claimed it or was given it; working: from then on. A row that nobody took"
    " beforehand cannot be split. All times are working time on its calendar.",
)
_ROWS: Final = (
    Words("Langkah", "Rows"),
    {
        "id": ("No", "Langkah", "Kali", "Rata-rata", "Terlama", "Terlambat", "Kembali", "Dilewati"),
        "en": ("No", "Step", "Times", "Mean", "Longest", "Late", "Sent back", "Skipped"),
    },
)  # fmt: skip
_WAYS: Final = (
    Words("Jalan yang ditempuh proses yang selesai", "Ways of the completed instances"),
    {"id": ("Jalan", "Proses", "Bagian", "Rata-rata"), "en": ("Way", "Instances", "Share", "Mean")},
)
_OTHERS: Final = Words("jalan lainnya", "other ways")
_OVERS: Final = (
    Words(
        "Serah-terima, yang paling banyak memakan waktu lebih dahulu",
        "Hand-overs, those that took most time first",
    ),
    {
        "id": ("Dari", "Kepada", "Kali", "Rata-rata sampai selesai"),
        "en": ("From", "To", "Times", "Mean until done"),
    },
)
_GROUP: Final = {
    "id": ("Dimulai", "Selesai", "Dibatalkan", "Terlambat", "Rata-rata"),
    "en": ("Started", "Completed", "Cancelled", "Late", "Mean"),
}
_MONTHS: Final = (Words("Per bulan", "By month"), Words("Bulan", "Month"))
_UNITS: Final = (Words("Per unit", "By unit"), Words("Unit", "Unit"))
_PICTURE: Final = Words("Pada bagan alir resminya", "On the official flowchart")
_NOTES: Final = Words("Kesimpulan dan tindak lanjut", "Conclusion and follow-up")
_SIGNED: Final = Words("Dievaluasi oleh, tanggal, tanda tangan", "Evaluated by, date, signature")
_SHOWN: Final = 20
"""Ways and hand-overs."""
_STYLE: Final = """
.sop-lines{height:40mm;border:1px solid #8a8a8a;margin:2mm 0 6mm}.sop-sign{width:90mm;margin-left:auto;border-top:1px solid #000;padding-top:1mm}
@media print{.sop-report{margin:0;padding:8mm 12mm}.sop-report h2{break-after:avoid}.sop-report table,.sop-report figure{break-inside:avoid}}
"""


def evaluation_page(
    found: Sequence[Evaluation],
    namings: Sequence[Naming],
    language: Language,
    *,
    period: tuple[str | None, str | None],
) -> bytes:
    """HTML that stands alone: each SOP with its figures, charts and picture; `namings` name their rows, people and units,
    `period` are the first and last day as they were asked for."""
    since, until = (one or edge.within(language) for one, edge in zip(period, (_FIRST, _LAST), strict=True))
    parts = [
        f"<h1>{_TITLE.within(language)}</h1>",
        f"<p>{clean(_PERIOD.within(language, since=since, until=until))}</p>",
    ]
    for one, naming in zip(found, namings, strict=True):
        parts += _sop(one, naming, language)
    parts += [] if found else [f"<p>{_NOTHING.within(language)}</p>"]
    parts += [f"<h2>{_NOTES.within(language)}</h2><div class='sop-lines'></div>"]
    parts += [f"<p class='sop-sign'>{_SIGNED.within(language)}</p>"]
    body = f"<div class='sop-report'>{''.join(parts)}</div>"
    return document(_TITLE.within(language), language, body, style=STYLE + REPORT + _STYLE)


def _sop(one: Evaluation, naming: Naming, language: Language) -> Iterator[str]:
    sop = one.measure.flow.definition
    yield f"<h2>{clean(f'{sop.title} ({sop.id} {sop.version})')}</h2>"
    yield from (f"<p>{clean(text)}</p>" for text in _summary(one, naming, language))
    shown = list(_bars(one, naming, language))
    if shown:
        yield bars(_WHERE.within(language), shown, kinds=[kind.within(language) for kind in _KINDS])
        yield f"<p>{_SPLIT.within(language)}</p>"
    yield _table(_ROWS, _rows(one, naming, language), language, figures=2)
    if one.ways:
        yield _table(_WAYS, _ways(one, naming, language), language, figures=1)
    if one.hand_overs:
        rows = [
            (naming.who(sender), naming.who(receiver), number(times.count, language), _mean(times, language))
            for (sender, receiver), times in list(one.hand_overs.items())[:_SHOWN]
        ]
        yield _table(_OVERS, rows, language, figures=2)
    yield _groups(_MONTHS, one.months, language)
    if set(one.units) - {None}:
        yield _groups(_UNITS, {naming.unit(unit): group for unit, group in one.units.items()}, language)
    yield f"<h3>{_PICTURE.within(language)}</h3></div>"
    overlay = measures_overlay(one.measure, language)
    yield pages_html(picture_of(sop, language, overlay=overlay, identity=False, endless=True))
    yield "<div class='sop-report'>"


def _summary(one: Evaluation, naming: Naming, language: Language) -> Iterator[str]:
    measure = one.measure
    completed, cancelled = measure.statuses.get("completed", 0), measure.statuses.get("cancelled", 0)
    rest = measure.instances - completed - cancelled
    yield _COUNTS.within(
        language, instances=measure.instances, completed=completed, cancelled=cancelled, running=rest
    )
    if measure.times.count:
        yield _LASTED.within(
            language, mean=_mean(measure.times, language), longest=_length(measure.times.longest, language)
        )
    if measure.late:
        yield _LATE.within(language, late=measure.late, percent=_percent(measure.late, measure.instances))
    if one.reworked:
        yield _REWORKED.within(language, count=one.reworked, completed=completed)
    total = sum((row.times.total for row in measure.rows.values()), timedelta(0))
    if total:
        most = max(measure.rows.values(), key=lambda row: row.times.total)
        percent = _percent(most.times.total.total_seconds(), total.total_seconds())
        yield _MOST.within(language, row=naming.title(most.step), percent=percent)


def _bars(one: Evaluation, naming: Naming, language: Language) -> Iterator[Bar]:
    for step in one.measure.flow.definition.steps:
        split = one.splits.get(str(step.id))
        count = split.whole.count + split.working.count if split is not None else 0
        if split is not None and count:
            parts = (split.working, split.waiting, split.whole)
            means = tuple(part.total.total_seconds() / count for part in parts)
            said = _length(sum((part.total for part in parts), timedelta(0)) / count, language)
            yield Bar(naming.title(str(step.id)), means, said)


def _rows(one: Evaluation, naming: Naming, language: Language) -> list[tuple[str, ...]]:
    found = []
    for step in one.measure.flow.definition.steps:
        row = one.measure.rows[str(step.id)]
        if step.terminator:
            continue
        longest = _length(row.times.longest, language) if row.times.count else "-"
        counts = (number(n, language) for n in (row.late, row.returned, row.skipped))
        times = (number(row.times.count, language), _mean(row.times, language), longest)
        found.append((*naming.row(row.step), *times, *counts))
    return found


def _ways(one: Evaluation, naming: Naming, language: Language) -> list[tuple[str, ...]]:
    every = sum(times.count for times in one.ways.values()) + one.other_ways.count
    shown = list(one.ways.items())[:_SHOWN]
    rest = [times for _, times in list(one.ways.items())[_SHOWN:]] + [one.other_ways]
    found: list[tuple[str, ...]] = [(_said(way, naming), *_share(times, every, language)) for way, times in shown]
    count = sum(times.count for times in rest)
    if count:
        mean = sum((times.total for times in rest), timedelta(0)) / count
        share = (number(count, language), f"{_percent(count, every)} %", _length(mean, language))
        found.append((_OTHERS.within(language), *share))
    return found


def _said(way: Way, naming: Naming) -> str:
    """A way by the numbers of its rows, with their answers."""
    return " → ".join(_row_said(one, naming) for one in way)


def _row_said(one: str, naming: Naming) -> str:
    step, _, answer = one.partition("=")
    number, activity = naming.row(step)
    name = number if number != "-" else activity
    return f"{name} {naming.outcome(step, answer)}" if answer else name


def _share(times: Times, every: int, language: Language) -> tuple[str, str, str]:
    return number(times.count, language), f"{_percent(times.count, every)} %", _mean(times, language)


def _groups(words: tuple[Words, Words], groups: Mapping[str, Group], language: Language) -> str:
    caption, first = (one.within(language) for one in words)
    rows = []
    for key, one in groups.items():
        counts = (number(n, language) for n in (one.started, one.completed, one.cancelled, one.late))
        rows.append((key, *counts, _mean(one.times, language)))
    return data_table(caption, (first, *_GROUP[language]), rows, figures=1)


def _table(
    words: tuple[Words, Mapping[str, tuple[str, ...]]], rows: Sequence[Sequence[str]], language: Language, *, figures: int
) -> str:  # fmt: skip
    return data_table(words[0].within(language), words[1][language], rows, figures=figures)


def _mean(times: Times, language: Language) -> str:
    return _length(times.mean, language) if times.count else "-"


def _length(length: timedelta, language: Language) -> str:
    """To the minute; to the second where that is less."""
    seconds = round(length.total_seconds())
    return spoken(timedelta(seconds=seconds if seconds < 60 else round(seconds / 60) * 60), language)


def _percent(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole else 0
