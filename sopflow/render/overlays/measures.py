"""Measured times: where an SOP loses its time, from the instances of a store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sopflow.language import Language, Words
from sopflow.render.overlay import Mark, Overlay, Tone
from sopflow.time.spoken import spoken

if TYPE_CHECKING:
    from sopflow.engine.measuring import Measure, RowMeasure

_TITLE: Final = Words("waktu terukur dari {count} proses", "times measured over {count} instance(s)")
_MEAN: Final = Words("rata-rata {mean} ({count} kali)", "{mean} on average ({count} time(s))")
_LATE: Final = Words("terlambat {count} kali", "late {count} time(s)")
_BACK: Final = Words("kembali {count} kali", "sent back {count} time(s)")
_SHARE: Final = Words("{percent} % dari seluruh waktu", "{percent} % of all the time")
_STRONG, _MILD = 25, 10
"""Per cent of all the time spent in rows."""
_MOST: Final = Words("25 % waktu atau lebih", "25 % of the time or more")
_SOME: Final = Words("10 % waktu atau lebih", "10 % of the time or more")


def measures_overlay(measure: Measure, language: Language) -> Overlay:
    """Return an overlay of how long the rows of an SOP take, in working time."""
    whole = sum((row.times.total for row in measure.rows.values()), timedelta(0))
    steps = {step: _mark(row, whole, language) for step, row in measure.rows.items() if row.times.count}
    title = _TITLE.within(language, count=measure.instances)
    return Overlay(title, steps, {}, (("strong", _MOST.within(language)), ("mild", _SOME.within(language))))


def _mark(row: RowMeasure, whole: timedelta, language: Language) -> Mark:
    percent = round(100 * (row.times.total / whole)) if whole else 0
    tone: Tone | None = "strong" if percent >= _STRONG else "mild" if percent >= _MILD else None
    notes = [_MEAN.within(language, mean=spoken(row.times.mean, language), count=row.times.count)]
    if tone is not None:
        notes.append(_SHARE.within(language, percent=percent))
    if row.late:
        notes.append(_LATE.within(language, count=row.late))
    if row.returned:
        notes.append(_BACK.within(language, count=row.returned))
    return Mark(tone, tuple(notes))
