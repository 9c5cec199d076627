"""What somebody changed in an exported table, in the words of the table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from sopflow.definition.naming import field_words
from sopflow.language import Words

from ..deciding import CELLS

Kind = Literal[
    "title", "total", "line", "column-added", "column-removed", "column-renamed", "column-lost", "row-added", "row-removed", "row-moved",
    "number", "activity", "actors", "inputs", "time", "outputs", "remarks", "arrows", "identity", "join", "finding", "doubt",
]  # fmt: skip

COLUMNS: Final[dict[str, str]] = {
    "number": "No", "activity": "Kegiatan", "actors": "Pelaksana", "inputs": "Kelengkapan", "time": "Waktu",
    "outputs": "Output", "remarks": "Keterangan",
}  # fmt: skip
NOTED: Final[dict[str, tuple[str, ...]]] = {
    "activity": ("activity", "question"), "actors": ("actor",), "inputs": ("inputs",), "time": ("duration",),
    "outputs": ("outputs",), "remarks": ("remarks",), "arrows": ("branches", "next"), "number": ("no",),
}  # fmt: skip
"""What notes call the cell of a change: the first of a new one."""
_NOTHING: Final = Words("(kosong)", "(empty)")
_UNKNOWN: Final = Words("(tidak disebutkan)", "(not said)")
_END: Final = Words("selesai", "the end")
_SHOWN: Final = 200
_W: Final[dict[str, Words]] = {
    "title": Words("judul: {was} → {now}", "title: {was} → {now}"),
    "total": Words("jumlah waktu: {was} → {now}", "total time: {was} → {now}"),
    "line": Words("di luar tabel: {now}", "outside of the table: {now}"),
    "column-added": Words("kolom pelaksana baru: {now}", "a new column for an actor: {now}"),
    "column-removed": Words("kolom pelaksana dihapus: {was}", "a column for an actor was removed: {was}"),
    "column-renamed": Words("kolom pelaksana: {was} → {now}", "the column of an actor: {was} → {now}"),
    "column-lost": Words("kolom {was} tidak ada lagi", "the column {was} was removed"),
    "row-added": Words("baris baru sesudah {was}: {now}", "a new row after {was}: {now}"),
    "row-removed": Words("baris lama {row} dihapus: {was}", "the old row {row} was removed: {was}"),
    "row-moved": Words("baris {was} pindah ke urutan ke-{now}", "row {was} moved to place {now}"),
    "join": Words("baris {row} menunggu: {was} → {now}", "row {row} waits for: {was} → {now}"),
    "finding": Words("akibatnya: {now}", "as a result: {now}"),
    "doubt": Words("baris {row}, {column}: {now}", "row {row}, {column}: {now}"),
    "identity": Words("identitas, {row}: {was} → {now}", "identity, {row}: {was} → {now}"),
    "cell": Words("baris {row}, {column}: {was} → {now}", "row {row}, {column}: {was} → {now}"),
}
_TEXT: Final = Words("isi", "text")
_DOUBT_IN: Final = Words("baris {row}, {column}", "row {row}, {column}")
_FOUND_AT: Final = Words("akibatnya, baris {row}: {now}", "as a result, row {row}: {now}")
_FIRST: Final = Words("baris baru di awal: {now}", "a new row at the beginning: {now}")
_REDRAWN: Final = Words("baris {row}, panah: {was} menjadi {now}", "row {row}, arrows: {was} became {now}")
_DOUBTED: Final = Words("{what}; periksa: {why}", "{what}; check: {why}")
_OPEN: Final = Words("{what}; belum diterapkan: {why}", "{what}; not applied: {why}")


class Difference(NamedTuple):
    """One change; `open` says why a person must decide about it."""

    kind: Kind
    row: str = ""
    """The printed number; of the identity page, the field."""
    step: str = ""
    """The id of the row in the definition."""
    was: Words | str = ""
    now: Words | str = ""
    open: Words | None = None
    applied: bool = True
    """Whether the definition says it now."""
    cell: str = ""
    """Of what a doubt is about, as notes call it."""

    @property
    def follows(self) -> bool:
        """Whether nobody typed it: it follows from changes, or is how the table reads."""
        return self.kind in ("finding", "doubt")

    @property
    def said(self) -> str:
        """What the table says now, for a note in the file."""
        if self.kind == "finding":
            return ""
        if self.kind == "doubt":
            return str(self.now)
        return str(_in_indonesian(self.now) or _in_indonesian(self.was))

    @property
    def texts(self) -> tuple[str, str]:
        """What it said, and what it says."""
        return _in_indonesian(self.was), _in_indonesian(self.now)

    @property
    def words(self) -> Words:
        """The change for people."""
        kind = self.kind if self.kind in _W else "cell"
        pattern = _W[kind]
        if kind == "row-added" and not self.was:
            pattern = _FIRST
        elif kind == "finding" and self.row:
            pattern = _FOUND_AT
        elif kind == "doubt" and not self.now:
            pattern = _DOUBT_IN
        elif self.kind == "arrows":
            pattern = _REDRAWN
        column = CELLS.get(self.cell, _TEXT) if kind == "doubt" else COLUMNS.get(self.kind, "")
        row = field_words(self.row) if kind == "identity" else self.row
        what = pattern.filled(row=row, column=column, was=shown(self.was), now=shown(self.now))
        if self.open is None or kind == "finding":
            return what
        pattern = _DOUBTED if self.applied or kind == "doubt" else _OPEN
        return pattern.filled(what=what, why=self.open)


def _in_indonesian(text: Words | str) -> str:
    return text.id if isinstance(text, Words) else text


def shown(text: Words | str) -> Words | str:
    """A text, not longer than a line of a list can hold."""
    if isinstance(text, Words):
        return text
    flat = " ".join(text.split())
    if not flat:
        return _NOTHING
    return _UNKNOWN if flat == "unknown" else flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def listed(items: Iterable[str]) -> Words | str:
    """Several things of a cell."""
    texts = ["?" if item == "unknown" else item for item in items]
    return _UNKNOWN if texts == ["?"] else "; ".join(texts)


def arrows(ways: Iterable[tuple[str, tuple[str, ...]]]) -> Words | str:
    """Arrows as they are printed."""
    sides = []
    for side in ("id", "en"):
        end = getattr(_END, side)
        places = [
            (f"{label} → " if label else "→ ")
            + " & ".join(
                end if t == "end" else f"{end} ({t[4:]})" if t.startswith("end:") else "?" if t == "unknown" else t
                for t in targets
            )
            for label, targets in ways
        ]
        sides.append(", ".join(places))
    return Words(*sides) if sides[0] else ""
