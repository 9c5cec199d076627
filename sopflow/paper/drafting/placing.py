"""Symbols and arrows at the rows of a procedure, and what stands at none of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from ..cells import is_word
from ..draft import Note
from ..drawing.connectors import joined
from ..drawing.model import HEADLESS, Arrow, Drawing, Gap, Kind, Symbol
from ..heads import columns_of
from ..rows import Paper
from ..sheet import Table

KINDS: Final[dict[Kind, str]] = {
    "terminal": "kapsul", "activity": "kotak", "decision": "belah ketupat", "connector": "penghubung",
}  # fmt: skip


def is_end_word(text: str) -> bool:
    """Whether a capsule says only that the procedure begins or ends."""
    return is_word(text, "mulai", "selesai", "start", "end", "begin", "finish", "akhir", "")


_ALL_END: Final = "(semua berakhir)"
_HANDED: Final = ", lanjut:"


class EndSaid(NamedTuple):
    """What a capsule says: `Selesai: ditolak (semua berakhir), lanjut: Penertiban`."""

    word: str
    name: str = ""
    closes_all: bool = False
    handed: str = ""
    """The procedure that goes on."""

    @property
    def is_more(self) -> bool:
        """Whether it says what else happens."""
        return self.closes_all or self.handed != ""


def end_said(text: str) -> EndSaid:
    """What a capsule says, part by part."""
    rest, _, handed = " ".join(text.split()).partition(_HANDED)
    closes_all = rest.endswith(_ALL_END)
    word, _, name = rest.removesuffix(_ALL_END).strip().partition(":")
    return EndSaid(word, name.strip(), closes_all, handed.strip())


def says_end(text: str) -> bool:
    """Whether a capsule says that the procedure ends, and perhaps how: `Selesai`, `Selesai: ditolak`."""
    return is_word(end_said(text).word, "selesai", "end", "finish", "akhir")


def end_of(text: str) -> str:
    """What a capsule calls an end, without the word for it and what else happens then: `Selesai: ditolak` is `ditolak`."""
    said = end_said(text)
    return said.name if is_end_word(said.word) and (said.name or said.is_more) else text


def is_more_than_end(text: str) -> bool:
    """Whether a capsule says what else happens at an end."""
    said = end_said(text)
    return is_end_word(said.word) and said.is_more


class Placed:
    """Everything that is drawn on a procedure's tables: symbols by the row of the procedure that they stand in, and arrows
    between them, joined over connectors."""

    def __init__(self, paper: Paper) -> None:
        at_line = {line: at for at, row in enumerate(paper.rows) for line in row.lines}
        self.symbols: list[Symbol] = []
        self.row_of: list[int | None] = []
        self.numbers = [row.number.strip("().").strip() or str(at + 1) for at, row in enumerate(paper.rows)]
        arrows: list[Arrow] = []
        self.gaps: dict[int, list[Gap]] = defaultdict(list)
        """What was not understood, by the rows of the procedure in whose cells it is drawn."""
        below = 0
        self.elsewhere: list[Note] = []
        own = {table for table, _ in at_line}
        for table, part in enumerate(paper.sheet.tables):
            if table not in own:
                self.elsewhere += _elsewhere(part, table)
                continue
            first = len(self.symbols)
            for symbol in part.drawing.symbols:
                self.symbols.append(symbol._replace(row=below + symbol.row))
                self.row_of.append(at_line.get((table, symbol.row)))
            arrows += (arrow.moved(first) for arrow in part.drawing.arrows)
            for gap in part.drawing.gaps:
                lines = range(gap.first, gap.last + 1)
                for at in {at_line[table, line] for line in lines if (table, line) in at_line}:
                    self.gaps[at].append(gap)
            below += len(part.rows)
        self.arrows, self.alone = joined(Drawing(tuple(self.symbols), tuple(arrows)))
        self.out: dict[int, list[Arrow]] = defaultdict(list)
        self.into: dict[int, list[Arrow]] = defaultdict(list)
        self.ties: dict[int, list[Arrow]] = defaultdict(list)
        """Lines without heads between symbols of one row: they act together."""
        for arrow in self.arrows:
            if self._is_tie(arrow):
                self.ties[self.row_of[arrow.source or 0] or 0].append(arrow)
                continue
            if arrow.source is not None:
                self.out[arrow.source].append(arrow)
            if arrow.target is not None:
                self.into[arrow.target].append(arrow)
        self.at_row: dict[int, list[int]] = defaultdict(list)
        self.connectors: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(self.row_of):
            if row is not None:
                (self.connectors if self.symbols[number].kind == "connector" else self.at_row)[row].append(number)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not (self.symbols or self.arrows or self.elsewhere)

    def _is_tie(self, arrow: Arrow) -> bool:
        source, target = arrow.source, arrow.target
        if source is None or target is None or source == target or arrow.doubt != HEADLESS:
            return False
        return self.row_of[source] is not None and self.row_of[source] == self.row_of[target]

    def is_outer_end(self, symbol: int) -> bool:
        """Whether a symbol is a capsule outside of all rows: above the first or below the last."""
        return self.row_of[symbol] is None and self.symbols[symbol].kind == "terminal"

    def text_of(self, arrow: Arrow) -> str:
        """An arrow in words: `3 → 5 (Ya)`, by the numbers of rows."""
        label = f" ({arrow.label})" if arrow.label else ""
        return f"{self._end_of(arrow.source)} → {self._end_of(arrow.target)}{label}"

    def _end_of(self, symbol: int | None) -> str:
        if symbol is None:
            return "?"
        row = self.row_of[symbol]
        if row is not None:
            return self.numbers[row]
        return self.symbols[symbol].text or KINDS[self.symbols[symbol].kind]

    def lost(self) -> list[Note]:
        """What is drawn and belongs to no row."""
        found = list(self.elsewhere)
        lonely = frozenset(self.alone)
        for number, symbol in enumerate(self.symbols):
            kind = KINDS[symbol.kind]
            if symbol.kind == "connector":
                if number in lonely:
                    found.append(_note(symbol.text or kind, f"{kind} tanpa panah", symbol.page, symbol.doubt))
                elif symbol.text and self.row_of[number] is None:
                    found.append(Note("", symbol.text, "certain", "penghubung antarhalaman", symbol.page))
            elif self.row_of[number] is None:
                is_used = self.is_outer_end(number) and is_end_word(symbol.text) and not symbol.doubt
                if not is_used or not (self.out[number] or self.into[number]):
                    found.append(
                        _note(symbol.text or kind, f"{kind} di luar baris SOP", symbol.page, symbol.doubt)
                    )
        for arrow in self.arrows:
            if not any(end is not None and self.row_of[end] is not None for end in (arrow.source, arrow.target)):
                found.append(_note(self.text_of(arrow), "panah di luar baris SOP", arrow.page, arrow.doubt))
        return found


def _elsewhere(table: Table, number: int) -> list[Note]:
    """What is drawn on a table that is not this procedure's; one that has heads is read as another's."""
    symbols, arrows = table.drawing.symbols, table.drawing.arrows
    if not symbols and not arrows:
        return []
    words = [text for text in (*(s.text for s in symbols), *(a.label for a in arrows)) if text]
    text = f"{len(symbols)} simbol, {len(arrows)} panah" + (f": {', '.join(words)}" if words else "")
    reading = "open" if columns_of(table.rows) is None else "certain"
    pages = [*(symbol.page for symbol in symbols), *(arrow.page for arrow in arrows)]
    return [Note("", text, reading, f"tabel {number + 1}: gambar pada tabel lain", pages[0])]


def _note(text: str, why: str, page: int, doubt: str) -> Note:
    return Note("", text, why="; ".join(part for part in (why, doubt) if part), page=page)
