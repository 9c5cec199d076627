"""What a simulation found, drawn on the table: where cases wait, and what is worked on for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.language import Language, Words
from sopflow.render.overlay import Mark, Overlay, Tone
from sopflow.simulate.telling import length

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.simulate.result import RowSpans, Simulated

_TITLE: Final = Words("simulasi {count} kasus", "{count} simulated case(s)")
_WAITING: Final = Words(
    "menunggu rata-rata {mean}, 95 % dalam {p95}", "waits {mean} on average, 95 % within {p95}"
)
_WORKING: Final = Words(
    "dikerjakan rata-rata {mean} ({count} kali)", "worked on {mean} on average ({count} time(s))"
)
_PASSED: Final = Words("{count} kali", "{count} time(s)")
_LATE: Final = Words("terlambat {count} kali", "late {count} time(s)")
_STRONG, _MILD = 0.25, 0.10
"""Parts of all the time that cases wait."""
_MOST: Final = Words("25 % waktu tunggu atau lebih", "25 % of the waiting or more")
_SOME: Final = Words("10 % waktu tunggu atau lebih", "10 % of the waiting or more")


def simulated_overlay(found: Simulated, sop: Definition, language: Language) -> Overlay:
    """Where cases wait in a simulation, on the table of its SOP; the rows of those that it calls wait within its own."""
    own = {str(step.id): found.rows[str(step.id)] for step in sop.steps if str(step.id) in found.rows}
    whole = sum(sum(row.waiting.seconds) for row in own.values())
    steps = {step: _mark(row, whole, language) for step, row in own.items() if row.count}
    title = _TITLE.within(language, count=len(found.lead_time.seconds))
    return Overlay(title, steps, {}, (("strong", _MOST.within(language)), ("mild", _SOME.within(language))))


def _mark(row: RowSpans, whole: float, language: Language) -> Mark:
    waiting, working = row.waiting.found(), row.working.found()
    share = sum(row.waiting.seconds) / whole if whole else 0.0
    tone: Tone | None = "strong" if share >= _STRONG else "mild" if share >= _MILD else None
    mean, p95 = length(waiting["mean"], language), length(waiting["p95"], language)
    notes = [_WAITING.within(language, mean=mean, p95=p95)] if waiting["max"] >= 1 else []
    if row.ends_itself:
        notes.append(_PASSED.within(language, count=row.count))
    else:
        work = length(working["mean"], language)
        notes.append(_WORKING.within(language, mean=work, count=row.count))
    if row.late:
        notes.append(_LATE.within(language, count=row.late))
    return Mark(tone, tuple(notes))
