"""What somebody changed in an exported table, in the words of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sopflow.language import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal[
    "title", "total", "line", "column-added", "column-removed", "column-renamed", "row-added", "row-removed", "row-moved",
    "number", "activity", "actors", "inputs", "time", "outputs", "remarks", "arrows", "identity",
]  # fmt: skip

_COLUMNS: Final[dict[str, str]] = {
    "number": "No", "activity": "Kegiatan", "actors": "Pelaksana", "inputs": "Kelengkapan", "time": "Waktu",
    "outputs": "Output", "remarks": "Keterangan",
}  # fmt: skip
_NOTHING: Final = Words("(kosong)", "(empty)")
_UNKNOWN: Final = Words("(tidak disebutkan)", "(not said)")
_END: Final = Words("selesai", "the end")
_SHOWN: Final = 200
_W: Final[dict[str, Words]] = {
    "title": Words("judul: {was} → {now}", "title: {was} → {now}"),
    "total": Words("jumlah waktu: {was} → {now}", "total time: {was} → {now}"),
    "line": Words("di luar tabel: {now}", "outside of the table: {now}"),
    "column-added": Words("kolom pelaksana baru: {now}", "a new column for an actor: {now}"),
    "column-removed": Words("kolom pelaksana dihapus: {was}", "a column for an actor is gone: {was}"),
    "column-renamed": Words("kolom pelaksana: {was} → {now}", "the column of an actor: {was} → {now}"),
    "row-added": Words("baris baru sesudah {was}: {now}", "a new row after {was}: {now}"),
    "row-removed": Words("baris {row} dihapus: {was}", "row {row} is gone: {was}"),
    "row-moved": Words("baris {was} pindah ke {now}", "row {was} moved to {now}"),
    "identity": Words("identitas, {row}: {was} → {now}", "identity, {row}: {was} → {now}"),
    "cell": Words("baris {row}, {column}: {was} → {now}", "row {row}, {column}: {was} → {now}"),
}
_FIRST: Final = Words("baris baru di awal: {now}", "a new row at the beginning: {now}")
_REDRAWN: Final = Words("baris {row}, panah: {was} menjadi {now}", "row {row}, arrows: {was} became {now}")
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

    @property
    def said(self) -> str:
        """What the table says now, for a note in the file."""
        return str(_in_indonesian(self.now) or _in_indonesian(self.was))

    @property
    def words(self) -> Words:
        """The change for people."""
        kind = self.kind if self.kind in _W else "cell"
        pattern = (
            _FIRST if kind == "row-added" and not self.was else _REDRAWN if self.kind == "arrows" else _W[kind]
        )
        column = _COLUMNS.get(self.kind, "")
        what = pattern.filled(row=self.row, column=column, was=_shown(self.was), now=_shown(self.now))
        if self.open is None:
            return what
        pattern = _DOUBTED if self.applied else _OPEN
        return pattern.filled(what=what, why=self.open)


_DOUBTED: Final = Words("{what}; periksa: {why}", "{what}; look at it: {why}")


def _in_indonesian(text: Words | str) -> str:
    return text.id if isinstance(text, Words) else text


def _shown(text: Words | str) -> Words | str:
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
