"""The list of what a person must decide: everything that a draft leaves open, by page and row."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sopflow.language import Language, Words

from .draft import Draft
from .reasons import place_in, thing_in

_PAGE: Final = re.compile(r"halaman (\d{1,5})\b")
CELLS: Final[dict[str, Words]] = {
    "no": Words("nomor", "number"),
    "activity": Words("kegiatan", "activity"),
    "actor": Words("pelaksana", "actor"),
    "inputs": Words("kelengkapan", "inputs"),
    "outputs": Words("output", "outputs"),
    "duration": Words("waktu", "time"),
    "remarks": Words("keterangan", "remarks"),
    "branches": Words("panah", "arrows"),
    "next": Words("panah", "arrows"),
    "stated_total": Words("jumlah waktu", "total time"),
    "identity.created": Words("tanggal pembuatan", "date of making"),
    "identity.revised": Words("tanggal revisi", "date of revision"),
    "identity.effective": Words("tanggal efektif", "date of effect"),
    "identity.approved_by": Words("pengesahan", "approval"),
}
_PLACE: Final = Words("hal. {page}", "page {page}")
_ROW: Final = Words("baris {row}", "row {row}")
_WHOLE: Final = Words("seluruh SOP", "whole SOP")
_LONGEST: Final = 70


class Decision(NamedTuple):
    """One thing that is left open."""

    page: int
    """From 1; 0 where the format has no pages."""
    position: int
    """Of the row, from 1; 0 for the SOP itself."""
    row: str
    """Its printed number."""
    step: str
    cell: str
    text: str
    why: str
    """In Indonesian."""

    def said(self, language: Language) -> str:
        """A line for a person."""
        page = [_PLACE.within(language, page=self.page)] if self.page else []
        place, why = place_in(self.why, language)
        if self.position:
            row = _ROW.within(language, row=self.row or self.position)
        else:
            row = place or _WHOLE.within(language)
            page = [] if place else page
        cell = [CELLS[self.cell].within(language)] if self.cell in CELLS else [self.cell] if self.cell else []
        said = thing_in(self.text, language)
        shown = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
        text = f'"{shown}"' if shown else ""
        return f"{', '.join([*page, row, *cell])}: {' — '.join(part for part in (text, why) if part)}"

    def record(self) -> dict[str, object]:
        """The same for a program."""
        row = f"{self.row} {self.step}".strip()
        return {"page": self.page, "row": row, "cell": self.cell, "text": self.text, "why": self.why}


def decisions_of(draft: Draft) -> tuple[Decision, ...]:
    """Everything that is open, once, and sorted: what is said of the SOP first, then by page and row."""
    positions = {id(step): at for at, step in enumerate(draft.steps, start=1)}
    found = []
    for step, note in draft.open_notes:
        text, why = (" ".join(part.split()) for part in (note.text, note.why))
        named = _PAGE.search(why)
        page = note.page or (int(named[1]) if named is not None else 0)
        number, name = (step.number, step.id) if step is not None else ("", "")
        found.append(Decision(page, positions.get(id(step), 0), number, name, note.cell, text, why))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.page, one.position)))
